"""The types that the console is checked against are those of this API."""

import subprocess
import sys

from tests.console.installed import ROOT


def test_the_types_are_those_of_the_api() -> None:
    document = subprocess.run(
        [sys.executable, "-m", "largesse", "openapi"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    done = subprocess.run(
        ["npx", "--no-install", "node", "scripts/schema.mjs", "--check"],
        cwd=ROOT / "web",
        input=document,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
