"""The wheel, built and installed into an environment of its own, and run there with the demo shop."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
UV = (sys.executable, ROOT / "scripts" / "uv.py")


@dataclass(frozen=True)
class Installed:
    """A Largesse that runs from its wheel; the demo shop's first member may sign in."""

    url: str
    email: str
    password: str
    api_key: str

    def get(self, path: str, **query: str | int) -> dict[str, object]:
        """What the API answers."""
        headers = {"Authorization": f"Bearer {self.api_key}"}
        answer = httpx.get(self.url + path, params=query, headers=headers, timeout=30)
        assert answer.status_code == 200, answer.text
        told: dict[str, object] = answer.json()
        return told

    def first(self, path: str, **query: str | int) -> dict[str, object]:
        """The first item of a list."""
        items = self.get(path, **query)["items"]
        assert isinstance(items, list)
        assert items, f"the demo shop has nothing at {path}"
        found: dict[str, object] = items[0]
        return found


def program(shared: Path) -> Path:
    """The `largesse` of the installed wheel; made once for all test processes, which share the folder."""
    made = shared / "wheel" / "bin" / "largesse"
    with (shared / "wheel.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            wheels = shared / "wheels"
            _run(*UV, "build", "--quiet", "--wheel", "--out-dir", wheels, ROOT)
            [wheel] = wheels.glob("*.whl")
            _run(*UV, "venv", "--quiet", "--python", sys.executable, shared / "wheel")
            locked = shared / "locked.txt"
            _run(
                *UV, "export", "--quiet", "--frozen", "--no-default-groups", "--no-emit-project", "-o", locked
            )
            _run(*UV, "pip", "install", "--quiet", "--python", made.with_name("python"), "-r", locked, wheel)
    return made


@contextmanager
def installed(largesse: Path, folder: Path, *, demo: bool = True) -> Iterator[Installed]:
    """`largesse up` of the wheel on an empty folder until the end of the block; no part of the checkout."""
    log = folder / "up.log"
    command: list[str | Path] = [
        largesse,
        "up",
        "--data",
        folder / "data",
        "--port",
        "0",
        "--json",
        *(["--demo"] if demo else []),
    ]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    environment.pop("PYTHONPATH", None)
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=stderr, cwd=folder, env=environment
        )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, log.read_text()
    ready = json.loads(line)
    try:
        yield Installed(**{name: ready[name] for name in ("url", "email", "password", "api_key")})
    finally:
        process.send_signal(signal.SIGINT)
        process.stdout.close()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def browser_path() -> str:
    """Chromium, which `make test` installs where there is none."""
    found = next(
        (path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None
    )
    assert found, "no Chromium: run scripts/chromium.py"
    return found


def _run(*command: str | Path) -> None:
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
