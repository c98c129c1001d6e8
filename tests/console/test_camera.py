"""The till reads a code by camera: Chromium's camera is a video in which the code of a shop is to be seen."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, expect, sync_playwright

from tests.console.conftest import QUIET
from tests.console.installed import Installed, browser_path
from tests.console.visits import Visit

SIZE = (960, 720)
FRAMES = 10


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the camera sees; Chromium opens the file whenever a page turns the camera on."""
    return tmp_path_factory.mktemp("camera") / "seen.y4m"


@pytest.fixture(scope="module")
def browser(film: Path) -> Iterator[Browser]:
    """With a camera, which pages have to ask for."""
    camera = ("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser_path(), args=[*QUIET, *camera])
        yield started
        started.close()


def code_of(shop: Installed, pool: str) -> str:
    """A code of the demo's pool that nobody has yet."""
    [found] = [one for one in pools(shop) if one["name"] == pool]
    return str(shop.first(f"/v1/pools/{found['id']}/codes", state="unassigned")["code"])


def pools(shop: Installed) -> list[dict[str, object]]:
    items = shop.get("/v1/pools", limit=200)["items"]
    assert isinstance(items, list)
    return items


def printed(shop: Installed, code: str, kind: str) -> Image.Image:
    """The code as the product itself draws it."""
    answer = httpx.get(
        f"{shop.url}/v1/barcodes/{code}",
        params={"format": "png", "type": kind, "scale": 3},
        headers={"Authorization": f"Bearer {shop.api_key}"},
        timeout=30,
    )
    assert answer.status_code == 200, answer.text
    return Image.open(io.BytesIO(answer.content)).convert("L")


def filmed(film: Path, shown: Image.Image | None, turned: float = 0) -> None:
    """Writes what the camera sees: a coupon on a grey table, a little out of focus; or the table alone."""
    table = Image.new("L", SIZE, 110)
    if shown is not None:
        paper = Image.new("L", (shown.width + 60, shown.height + 60), 235)
        paper.paste(shown.point(lambda light: 30 + light * 200 // 255), (30, 30))
        lying = paper.rotate(turned, Image.Resampling.BICUBIC, expand=True, fillcolor=110)
        table.paste(lying, ((SIZE[0] - lying.width) // 2, (SIZE[1] - lying.height) // 2))
        table = table.filter(ImageFilter.GaussianBlur(0.8))
    grey = bytes([128]) * (SIZE[0] * SIZE[1] // 2)
    frame = b"FRAME\n" + table.tobytes() + grey
    film.write_bytes(b"YUV4MPEG2 W%d H%d F10:1 Ip C420jpeg\n" % SIZE + frame * FRAMES)


def till(visit: Callable[..., Visit], *, allowed: bool = True) -> Visit:
    """The till with its camera on."""
    opened = visit("/till", permissions=["camera"] if allowed else [])
    opened.page.get_by_role("button", name="Scan with the camera").click()
    return opened


@pytest.mark.parametrize(
    ("pool", "kind", "turned"),
    [
        ("App only: free coffee", "QR_CODE", 0),
        ("App only: free coffee", "QR_CODE", 23),
        ("Till coupon 3 € off 30 €", "CODE_128", 4),
        ("Till coupon 3 € off 30 €", "CODE_128", 90),
    ],
)
def test_a_code_before_the_camera_stands_in_the_field(
    visit: Callable[..., Visit], shop: Installed, film: Path, pool: str, kind: str, turned: float
) -> None:
    code = code_of(shop, pool)
    filmed(film, printed(shop, code, kind), turned)
    page = till(visit).page
    expect(page.get_by_role("textbox", name="Code", exact=True)).to_have_value(code, timeout=15_000)
    # The camera is off again, and the till goes on with the code.
    expect(page.get_by_label("Picture of the camera")).to_be_hidden()
    expect(page.get_by_role("button", name="Scan with the camera")).to_be_visible()


def test_a_table_without_a_code_is_no_code(visit: Callable[..., Visit], film: Path) -> None:
    filmed(film, None)
    opened = till(visit)
    video = opened.page.get_by_label("Picture of the camera")
    expect(video).to_be_visible()
    opened.page.wait_for_function("() => document.querySelector('video').currentTime > 1.5")
    expect(opened.page.get_by_role("textbox", name="Code", exact=True)).to_have_value("")
    assert not opened.violations()
    opened.page.get_by_role("button", name="Stop the camera").click()
    expect(video).to_be_hidden()


def test_who_may_not_use_the_camera_is_told_what_to_do(visit: Callable[..., Visit], film: Path) -> None:
    filmed(film, None)
    opened = till(visit, allowed=False)
    expect(opened.page.get_by_role("alert")).to_contain_text("Allow it in the browser's settings")
    assert not opened.violations()
