"""A fresh `largesse up --demo`: the shipped alert run now by the API and by the command line; personal offers
that have results, and a model that is trained soon."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.faults.storm import Installation, installation
from tests.waiting import wait_until

NAME = "Voucher pool alert"
LOW = "Complaint goodwill"
SUBJECT = f"Voucher pool {LOW} is running low"
# Their own alerts tell of these as soon as the shop is open.
OWN_ALERTS = 4


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A demo shop whose pools have sent the alerts of their own."""
    with installation(tmp_path_factory.mktemp("demo"), demo=True) as target:
        wait_until(lambda: len(mails(target)) == OWN_ALERTS)
        yield target


def mails(target: Installation) -> list[dict[str, Any]]:
    """What the catcher holds for those in charge, the latest first."""
    answer = httpx.get(f"{target.url}/mail.json")
    assert answer.status_code == 200, answer.text
    caught: list[dict[str, Any]] = answer.json()
    return [mail for mail in caught if mail["to"] == ["marketing@largesse.local"]]


def ask(target: Installation, method: str, path: str, **sent: Any) -> Any:  # noqa: ANN401  any JSON
    answer = httpx.request(method, f"{target.url}{path}", headers=target.headers, **sent)
    assert answer.is_success, answer.text
    return answer.json()


def test_run_now_by_the_api_sends_the_one_mail_and_the_counts_say_who_went_where(shop: Installation) -> None:
    before = mails(shop)
    assert not [mail for mail in before if LOW in mail["subject"]]
    [workflow] = ask(shop, "GET", "/v1/workflows", params={"name": NAME})["items"]
    assert workflow["state"] == "active"
    runs = f"/v1/workflows/{workflow['id']}/runs"
    run = ask(shop, "POST", runs, json={})["id"]
    wait_until(lambda: len(mails(shop)) > len(before))
    wait_until(lambda: counts(ask(shop, "GET", f"{runs}/{run}"))["low"]["left"] == {"matched": 1})
    found = counts(ask(shop, "GET", f"{runs}/{run}"))
    assert {name: node["entered"] for name, node in found.items()} == {
        **dict.fromkeys(("audience", "count", "answer", "left", "low"), 5),
        **dict.fromkeys(("mail", "end"), 1),
        **dict.fromkeys(("no_answer", "enough"), 0),
    }
    assert found["low"]["waiting"] == 4
    assert not any(node["failed"] or node["dead"] for node in found.values())
    [mail] = mails(shop)[: -len(before)]
    assert (mail["subject"], mail["to"]) == (SUBJECT, ["marketing@largesse.local"])
    [pool] = [pool for pool in ask(shop, "GET", "/v1/pools")["items"] if pool["name"] == LOW]
    assert f"Remaining: {pool['remaining']} vouchers" in mail["html"]
    assert f"href='{shop.url}/pools/{pool['id']}'" in mail["html"].replace('"', "'")


def test_run_now_by_the_command_line_sends_it_again(shop: Installation) -> None:
    before = mails(shop)
    ran = largesse(shop, "workflow", "run", NAME, "--wait", "--json")
    assert ran.returncode == 0, ran.stderr
    found = counts(json.loads(ran.stdout))
    assert found["mail"]["entered"] == 1
    assert found["no_answer"]["entered"] == found["count"]["failed"] == 0
    wait_until(lambda: len(mails(shop)) > len(before))
    assert [mail["subject"] for mail in mails(shop)[: -len(before)]] == [SUBJECT]


def test_the_key_of_the_demo_may_count_codes_and_nothing_else(shop: Installation) -> None:
    [key] = [key for key in ask(shop, "GET", "/v1/keys")["items"] if key["name"] == "Voucher counts"]
    assert key["permissions"] == ["VOUCHERS_ITEM_LIST_BY_POOL_READ"]


def test_two_weeks_of_offers_have_results(shop: Installation) -> None:
    [handbill] = ask(shop, "GET", "/v1/handbills")["items"]
    found = ask(shop, "GET", f"/v1/handbills/{handbill['id']}/results")
    arms = {arm["variant"]: arm for arm in found["arms"]}
    assert set(arms) == {None, "By relevance", "By value"}
    assert found["sample_ratio_p_value"] > 1e-6, found
    for name, arm in arms.items():
        assert arm["customers"] >= 20
        assert arm["purchases"] > arm["customers"]
        assert (arm["redeemed"] > 0) == (arm["discount"] > 0) == (name is not None)


def test_the_catalogue_tells_what_a_till_does_not(shop: Installation) -> None:
    cart = {"items": [{"sku": "TEA-100", "price": 850, "quantity": 3}]}
    answer = httpx.post(f"{shop.url}/v1/validations", headers=shop.headers, json={"cart": cart})
    names = [found["promotion"]["name"] for found in answer.json()["candidates"]]
    assert names == ["Tea, three for two"], answer.text


def test_the_engine_learns_at_the_first_start_and_chooses_for_a_customer(shop: Installation) -> None:
    wait_until(
        lambda: any(model["state"] == "ready" for model in ask(shop, "GET", "/v1/ai/models")["items"]),
        limit=240,
    )
    [customer] = ask(shop, "GET", "/v1/profiles", params={"custom_id": "member-0001"})["items"]
    [handbill] = ask(shop, "GET", "/v1/handbills")["items"]
    members = [f"member-{number:04}" for number in range(12)]
    stages = set()
    for name in members:
        found = ask(shop, "GET", f"/v1/handbills/{handbill['id']}/profiles", params={"custom_id": name})
        assert bool(found["items"]) == (found["variant"] is not None)
        assert all(item["reasons"] for item in found["items"])
        stages.add(found["stage"])
    assert "ranker" in stages
    told = ask(shop, "GET", f"/v1/ai/profiles/{customer['id']}")
    assert told["stage"] == "ranker"
    assert len(told["promotions"]) == 6


def counts(run: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {node["node"]: node for node in run["nodes"]}


def largesse(target: Installation, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line against the installation."""
    environment = {**os.environ, "LARGESSE_URL": target.url, "LARGESSE_API_KEY": target.api_key}
    return subprocess.run(
        [sys.executable, "-m", "largesse", *arguments],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
    )
