"""`largesse up`: one command from nothing to ready, one owner of a folder, nothing left behind."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import psutil
import pytest

from tests.faults.storm import installation
from tests.waiting import wait_until

UP = [sys.executable, "-m", "largesse", "up", "--port", "0", "--json", "--data"]


def start(data: Path) -> tuple[subprocess.Popen[bytes], dict[str, str | None]]:
    process = subprocess.Popen([*UP, data], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    return process, json.loads(process.stdout.readline())


def stop(process: subprocess.Popen[bytes], number: signal.Signals = signal.SIGINT) -> int:
    process.send_signal(number)
    assert process.stdout is not None
    process.stdout.close()
    return process.wait(60)


def test_the_first_start_shows_the_credentials_and_later_ones_do_not(tmp_path: Path) -> None:
    process, ready = start(tmp_path / "data")
    family = psutil.Process(process.pid).children(recursive=True)
    headers = {"Authorization": f"Bearer {ready['api_key']}"}
    made = httpx.post(f"{ready['url']}/v1/pools", headers=headers, json={"name": "Kept"})
    assert made.status_code == 201, made.text
    assert ready["email"]
    assert ready["password"]
    assert stop(process) == 0
    assert [p for p in family if p.is_running() and p.status() != psutil.STATUS_ZOMBIE] == []

    process, again = start(tmp_path / "data")
    assert (again["password"], again["api_key"]) == (None, None)
    pools = httpx.get(f"{again['url']}/v1/pools", headers=headers).json()
    assert [pool["name"] for pool in pools["items"]] == ["Kept"]
    assert stop(process, signal.SIGTERM) == 0


def test_a_second_start_on_the_same_folder_says_so(tmp_path: Path) -> None:
    with installation(tmp_path) as first:
        second = subprocess.run([*UP, first.data], capture_output=True, text=True, timeout=60)
        assert second.returncode == 1
        assert str(first.data) in second.stderr.replace("\n", "")
        assert httpx.get(f"{first.url}/readyz").status_code == 200


def test_children_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    process, _ = start(tmp_path / "data")
    programs = [
        child for child in psutil.Process(process.pid).children() if {"serve", "work"} & set(child.cmdline())
    ]
    assert len(programs) == 2
    stop(process, signal.SIGKILL)
    wait_until(lambda: not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in programs))
    process, again = start(tmp_path / "data")
    assert httpx.get(f"{again['url']}/readyz").status_code == 200
    assert stop(process) == 0


def test_keys_are_made_beside_a_running_installation(tmp_path: Path) -> None:
    with installation(tmp_path) as target:
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        command = [sys.executable, "-m", "largesse", "keys", "create", "--name", "Till", "--json"]
        made = subprocess.run(
            [*command, "--permission", "VOUCHERS_POOL_READ", "--data", target.data],
            capture_output=True,
            text=True,
            env=environment,
            timeout=60,
        )
        secret = json.loads(made.stdout)["secret"]
        headers = {"Authorization": f"Bearer {secret}"}
        assert httpx.get(f"{target.url}/v1/pools", headers=headers).status_code == 200
        assert httpx.post(f"{target.url}/v1/pools", headers=headers, json={"name": "X"}).status_code == 403


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with installation(tmp_path) as first:
        port = first.url.rpartition(":")[2]
        command = [sys.executable, "-m", "largesse", "up", "--data", tmp_path / "other", "--port", port]
        second = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert second.returncode == 1
    assert f"Port {port} is taken" in second.stderr


@pytest.mark.parametrize("command", ["serve", "work", "migrate"])
def test_production_commands_ask_for_a_database(command: str) -> None:
    environment = {k: v for k, v in os.environ.items() if "DATABASE" not in k}
    done = subprocess.run(
        [sys.executable, "-m", "largesse", command],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
    )
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
