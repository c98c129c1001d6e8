"""Personal offers on a fresh `largesse up --demo`: weeks with results, and a model that is trained soon."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.faults.storm import Installation, installation
from tests.waiting import wait_until


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("demo"), demo=True) as target:
        yield target


def ask(target: Installation, path: str, **params: Any) -> Any:  # noqa: ANN401  any JSON
    answer = httpx.get(f"{target.url}{path}", headers=target.headers, params=params)
    assert answer.is_success, answer.text
    return answer.json()


def test_two_weeks_of_offers_have_results(shop: Installation) -> None:
    [handbill] = ask(shop, "/v1/handbills")["items"]
    found = ask(shop, f"/v1/handbills/{handbill['id']}/results")
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
        lambda: any(model["state"] == "ready" for model in ask(shop, "/v1/ai/models")["items"]), limit=240
    )
    [customer] = ask(shop, "/v1/profiles", custom_id="member-0001")["items"]
    [handbill] = ask(shop, "/v1/handbills")["items"]
    members = [f"member-{number:04}" for number in range(12)]
    stages = set()
    for name in members:
        found = ask(shop, f"/v1/handbills/{handbill['id']}/profiles", custom_id=name)
        assert bool(found["items"]) == (found["variant"] is not None)
        assert all(item["reasons"] for item in found["items"])
        stages.add(found["stage"])
    assert "ranker" in stages
    told = ask(shop, f"/v1/ai/profiles/{customer['id']}")
    assert told["stage"] == "ranker"
    assert len(told["promotions"]) == 6
