"""Every page of the console with an address of the demo shop: read off the list of pages itself."""

import re
from collections.abc import Callable

from tests.console.installed import ROOT, Installed

PAGES = ROOT / "web" / "src" / "app" / "pages.ts"
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


def _first(collection: str, **query: str | int) -> Callable[[Installed], str]:
    return lambda shop: str(shop.first(collection, **query)["id"])


def _with_runs(shop: Installed) -> str:
    items = shop.get("/v1/workflows")["items"]
    assert isinstance(items, list)
    return next(str(item["id"]) for item in items if shop.get(f"/v1/workflows/{item['id']}/runs")["items"])


# Where the id of each parameter comes from.
IDS: dict[str, Callable[[Installed], str]] = {
    "poolId": _first("/v1/pools"),
    "jobId": _first("/v1/jobs", kind="import_profiles"),
    "promotionId": _first("/v1/promotions"),
    "workflowId": _with_runs,
    "runId": lambda shop: str(shop.first(f"/v1/workflows/{_with_runs(shop)}/runs")["id"]),
    "audienceId": _first("/v1/audiences"),
    "templateId": _first("/v1/message-templates"),
    "handbillId": _first("/v1/handbills"),
    "profileId": _first("/v1/profiles"),
    "redemptionId": _first("/v1/redemptions"),
    "webhookId": _first("/v1/webhooks"),
}
