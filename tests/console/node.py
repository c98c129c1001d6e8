"""Programs of the front end's packages, by the npm of this machine or by the one that comes as a wheel."""

import json
import shlex
import subprocess
from pathlib import Path

from scripts.console import npm_command

from tests.console.installed import ROOT, Installed

WEB = ROOT / "web"


def node(*command: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Runs `node` or a program such as `vite`; npm knows where both are, also where PATH does not."""
    line = shlex.join(map(str, command))
    return subprocess.run(
        [*npm_command(), "exec", "--no", "-c", line], cwd=WEB, input=given, capture_output=True
    )


def catalog_of(shop: Installed) -> bytes:
    """Every type of rule, reward and node, as the console reads them."""
    return json.dumps(shop.get("/v1/catalog")).encode()
