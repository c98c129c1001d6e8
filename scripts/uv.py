"""Runs uv, fetching it first into .tools/ when this machine has none: python scripts/uv.py sync."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[1] / ".tools"
VERSION = "uv>=0.9"


def find_uv() -> str:
    """The path of a uv program, installed beside the checkout if need be."""
    own = TOOLS / "bin" / "uv"
    if own.exists():
        return str(own)
    found = shutil.which("uv")
    return found or install_uv(own)


def install_uv(own: Path) -> str:
    """Installs uv with pip; where Debian left out ensurepip, with the system's pip into a folder."""
    try:
        venv.create(TOOLS, with_pip=True, clear=True)
        subprocess.run([TOOLS / "bin" / "python", "-m", "pip", "install", "--quiet", VERSION], check=True)
    except (subprocess.CalledProcessError, OSError, ImportError):
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", TOOLS, VERSION]
        if subprocess.run(command, check=False).returncode:
            sys.exit("uv could not be installed: this Python has neither venv with ensurepip nor pip.")
    return str(own)


if __name__ == "__main__":
    program = find_uv()
    os.execv(program, [program, *sys.argv[1:]])
