"""Files sent to the API and waited for: progress while a job runs, its counts, its rejected rows."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import httpx
import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from largesse.cli.answers import fail, say, say_json
from largesse.cli.remote import ask, fail_by

POLL_SECONDS: Final = 0.3


def import_file(
    api: httpx.Client,
    route: str,
    file: Path,
    *,
    options: Mapping[str, object],
    rejected: Path | None,
    json: bool,
) -> None:
    """Sends a file to an import, waits for its end and tells the counts; rejected rows go to `rejected`."""
    with file.open("rb") as stream:
        job = ask(
            api,
            "POST",
            route,
            files={"file": (file.name, stream)},
            data={"options": orjson.dumps({k: v for k, v in options.items() if v is not None}).decode()},
        )
    job = wait_for(api, job, quiet=json)
    if rejected is not None and job["has_rejections"]:
        download(api, f"/v1/jobs/{job['id']}/rejections", rejected)
    tell(job, as_json=json)


def wait_for(api: httpx.Client, job: dict[str, Any], *, quiet: bool) -> dict[str, Any]:
    """The job at its end; a bar on the terminal until then."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=quiet, transient=True) as progress:
        task = progress.add_task(str(job["kind"]), total=job["total"])
        while job["state"] in ("queued", "running"):
            time.sleep(POLL_SECONDS)
            job = ask(api, "GET", f"/v1/jobs/{job['id']}")
            progress.update(task, completed=job["done"], total=job["total"])
    return job


def tell(job: dict[str, Any], *, as_json: bool) -> None:
    """Its counts; a job that did not succeed ends the program."""
    if as_json:
        say_json(job)
    elif job["state"] == "succeeded":
        for name, value in (job["result"] or {}).items():
            if not isinstance(value, dict | list):
                shown = f"{value:,}" if type(value) is int else str(value)
                say(f"{name.replace('_', ' '):>16}  {shown}")
    if job["state"] != "succeeded":
        fail(f"The job {job['state']}: {job['error'] or 'no reason was kept'}")


def download(api: httpx.Client, path: str, out: Path) -> None:
    """Writes what the API answers to a file."""
    with api.stream("GET", path) as answer:
        if answer.is_error:
            answer.read()
            fail_by(answer)
        with out.open("wb") as file:
            for piece in answer.iter_bytes():
                file.write(piece)
