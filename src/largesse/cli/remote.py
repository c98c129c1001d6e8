"""The API as commands ask it: address and key, one request, all pages of a list, refusals as sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final

import httpx
import typer

from largesse.cli.answers import fail

DEFAULT_URL: Final = "http://127.0.0.1:8080"
PAGE: Final = 200

Url = Annotated[str, typer.Option(envvar="LARGESSE_URL", help="Address of the API.")]
ApiKey = Annotated[str, typer.Option(envvar="LARGESSE_API_KEY", help="API key.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@contextmanager
def open_api(url: str, api_key: str) -> Iterator[httpx.Client]:
    """A client with the key; without one, or when nothing answers, the program ends with a sentence."""
    if not api_key:
        fail("Give an API key: --api-key or the variable LARGESSE_API_KEY.")
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {api_key}"}, timeout=120) as api:
        try:
            yield api
        except (httpx.TransportError, httpx.InvalidURL) as error:
            fail(f"{url} does not answer ({error}). Is `largesse up` running?")


def ask(api: httpx.Client, method: str, path: str, **request: Any) -> Any:  # noqa: ANN401  JSON in and out
    """The answer's JSON; a refusal ends the program with what it says."""
    answer = api.request(method, path, **request)
    if answer.is_error:
        fail_by(answer)
    return answer.json()


def fail_by(answer: httpx.Response) -> None:
    """Ends the program with the sentence of a refusal and its code."""
    problem = answer.json() if "json" in answer.headers.get("content-type", "") else {}
    wrong = "".join(f"\n  {item['pointer']}: {item['message']}" for item in problem.get("errors", []))
    fail(f"{problem.get('detail', answer.text[:500])} [{problem.get('code', answer.status_code)}]{wrong}")


def pages(api: httpx.Client, path: str, **wanted: str) -> Iterator[dict[str, Any]]:
    """Every item of a list, or of those that are wanted."""
    cursor = None
    while True:
        params = {"limit": PAGE, **wanted, **({"cursor": cursor} if cursor else {})}
        page = ask(api, "GET", path, params=params)
        yield from page["items"]
        cursor = page["next_cursor"]
        if not page["has_more"]:
            return
