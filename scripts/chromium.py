"""Prints the path of a Chromium for the tests of the console; Debian's is installed where there is none."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """The browser of this machine."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def install() -> None:
    """Debian's package, for those who may install one."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        sys.exit(
            "The console's tests need Chromium. Install it (Debian: apt-get install chromium) and run again."
        )
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "-qq", *command], check=True, env=quiet, stdout=sys.stderr)


if __name__ == "__main__":
    if find() is None:
        install()
    sys.stdout.write(f"{find()}\n")
