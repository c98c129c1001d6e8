"""Trains in a child process, so that nobody waits for it, and within limits of time and memory."""

import asyncio
import os
import pickle
import sys
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import orjson

from largesse.core.errors import ConflictError
from largesse.personalization.engine.lesson import Figures, Task

CHILD: Final = "largesse.personalization.engine.child"
# The child gets nothing of ours that could leak: no database address, no keys.
PASSED_ON: Final = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "LANG")
THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
TOLD: Final = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """What a training may take: mebibytes of memory (0: any), threads, and time."""

    mebibytes: int = 4_096
    threads: int = 2
    time: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Trained:
    """The figures of a model, and its bytes to be sealed."""

    figures: Figures
    payload: bytes


async def train_apart(task: Task, limits: Limits) -> Trained:
    """Trains a task; ConflictError `ai_training_failed` says why there is no model."""
    process = await asyncio.create_subprocess_exec(
        # -P keeps the working directory, where anyone's files may lie, off the import path.
        *(sys.executable, "-P", "-m", CHILD, str(limits.mebibytes)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=_environment(limits),
    )
    try:
        written, told = await asyncio.wait_for(
            process.communicate(pickle.dumps(task, protocol=5)), limits.time.total_seconds()
        )
    except TimeoutError:
        raise _failed(f"it took longer than {limits.time}") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise _failed(_last_words(told, process.returncode, limits))
    head, _, payload = written.partition(b"\n")
    figures: dict[str, Any] = orjson.loads(head)
    return Trained(figures, payload)


def _environment(limits: Limits) -> dict[str, str]:
    passed = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    # Threads that wait for each other must not spin: on a busy machine that takes many times longer.
    return {**passed, **dict.fromkeys(THREADS, str(limits.threads)), "OMP_WAIT_POLICY": "passive"}


def _last_words(told: bytes, code: int | None, limits: Limits) -> str:
    lines = told.decode(errors="replace").strip().splitlines()
    if lines and "MemoryError" in lines[-1]:
        return f"it needs more than the {limits.mebibytes} MiB of memory that it may take"
    return lines[-1][-TOLD:] if lines else f"its process ended with {code}"


def _failed(why: str) -> ConflictError:
    return ConflictError("ai_training_failed", f"The engine could not be trained: {why}.")
