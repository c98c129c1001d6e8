"""Every page of the console with an address of the demo shop: read off the list of pages itself."""

import re
import time
from collections.abc import Callable
from typing import Final

from tests.console.installed import ROOT, Installed

PAGES = ROOT / "web" / "src" / "app" / "pages.ts"
# The worker looks for abuse every minute.
LOOKED: Final = 100
PATH = re.compile(r'^  "(/[^"]*)":', re.MULTILINE)


def paths() -> list[str]:
    """The paths as the router has them, such as /pools/$poolId."""
    found = PATH.findall(PAGES.read_text())
    assert found
    return found


def address(shop: Installed, path: str) -> str:
    """The path with ids of things that the demo shop has."""
    for name in re.findall(r"\$(\w+)", path):
        path = path.replace(f"${name}", IDS[name](shop), 1)
    return path


def _first(collection: str, **wanted: str | int) -> Callable[[Installed], str]:
    """The id of what is wanted; in a shop without it, of whatever comes first."""

    def find(shop: Installed) -> str:
        found = shop.get(collection, **wanted)["items"]
        return str(shop.first(collection, **(wanted if found else {}))["id"])

    return find


def _pool(shop: Installed) -> str:
    """A pool of the demo with free codes; in a shop without it, any that comes first."""
    pools = shop.get("/v1/pools", limit=200)["items"]
    assert isinstance(pools, list)
    return str(next((pool for pool in pools if pool["name"] == "Black Friday reserve"), pools[0])["id"])


# The workflow that the demo ran once.
_ran: Final = _first("/v1/workflows", name="Coffee for regulars")


def _run(shop: Installed) -> str:
    return f"/v1/workflows/{_ran(shop)}/runs/{shop.first(f'/v1/workflows/{_ran(shop)}/runs')['id']}"


def _case(shop: Installed) -> str:
    """A case that waits, or where all were decided, any; the first is opened when the worker has looked."""
    deadline = time.monotonic() + LOOKED
    while not shop.get("/v1/fraud-cases")["items"] and time.monotonic() < deadline:
        time.sleep(1)
    return _first("/v1/fraud-cases", state="open")(shop)


# Where the id of each parameter comes from.
IDS: dict[str, Callable[[Installed], str]] = {
    "poolId": _pool,
    "jobId": _first("/v1/jobs", kind="import_profiles"),
    "promotionId": _first("/v1/promotions"),
    "workflowId": _ran,
    "runId": lambda shop: _run(shop).rsplit("/", 1)[-1],
    "journeyId": lambda shop: str(shop.first(f"{_run(shop)}/journeys")["id"]),
    "audienceId": _first("/v1/audiences"),
    "templateId": _first("/v1/message-templates"),
    "handbillId": _first("/v1/handbills"),
    "profileId": _first("/v1/profiles", custom_id="member-0001"),
    "redemptionId": _first("/v1/redemptions", state="redeemed"),
    "webhookId": _first("/v1/webhooks"),
    "caseId": _case,
}
