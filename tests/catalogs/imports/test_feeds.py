"""Product feeds in XML: RSS and Atom of Google Shopping, own elements, and documents that mean harm."""

import itertools
from pathlib import Path

import pytest

from largesse.catalogs.imports.feeds import COLUMNS, MAX_FIELDS, MAX_LEVELS, Feed, is_xml
from largesse.core.files import UnreadableFileError
from tests.catalogs.imports.test_imports import Desk, desk

__all__ = ["desk"]

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>
<title>The shop</title><link>https://shop.example</link>
<item>
  <title>plain</title><g:title>Green tea ☂ &amp; more</g:title><g:id>TEA-100</g:id>
  <g:price>8.50 PLN</g:price><g:sale_price>7.90 PLN</g:sale_price>
  <g:product_type><![CDATA[Tea > Green tea]]></g:product_type><g:product_type>Gifts</g:product_type>
  <g:brand>Leaf</g:brand><g:availability>in_stock</g:availability>
  <g:image_link>https://shop.example/tea.png</g:image_link>
  <g:custom_label_0>autumn</g:custom_label_0>
  <g:shipping><g:country>PL</g:country><g:price>9.99 PLN</g:price></g:shipping>
</item>
<item><g:id>CUP-1</g:id><title>Cup</title><g:price>cheap</g:price></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
<title>Shop</title>
<entry><id>tag:shop,1</id><g:id>A</g:id><title>Cup</title><link href="https://shop.example/a"/>
<g:price>3 EUR</g:price></entry></feed>"""


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "feed"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
async def test_a_feed_of_google_shopping_fills_a_catalogue(desk: Desk, encoding: str) -> None:
    content = RSS.format(encoding=encoding).encode(encoding)
    assert await desk.counts(content) == {"added": 1, "rejected": 1}
    tea = await desk.item("TEA-100")
    del tea["updated_at"]
    assert tea == {
        "key": "TEA-100",
        "name": "Green tea ☂ & more",
        "product_id": None,
        "price": 850,
        "currency": "PLN",
        "categories": ["Tea", "Green tea", "Gifts"],
        "attributes": {
            "brand": "Leaf",
            "availability": "in_stock",
            "image_link": "https://shop.example/tea.png",
            "custom_label_0": "autumn",
            "shipping.country": "PL",
            "shipping.price": "9.99 PLN",
            "sale_price": 7.9,
        },
    }


async def test_a_bad_item_is_told_of_by_its_line_and_can_be_mended_as_csv(desk: Desk) -> None:
    job = await desk.take(RSS.format(encoding="utf-8").encode())
    text = (await desk.client.get(f"/v1/jobs/{job['id']}/rejections")).text
    lines = text.splitlines()
    assert lines[0] == ",".join([*COLUMNS, "row", "column", "value", "reason"])
    assert ",13,price,cheap," in lines[1]
    mended = text.replace("cheap", "4 PLN", 1)
    kept = "\r\n".join(line.rsplit(",", 4)[0] for line in mended.splitlines()[:1])
    body = mended.splitlines()[1].partition(",13,price")[0]
    assert await desk.counts(f"{kept}\r\n{body}\r\n".encode()) == {"added": 1}
    assert (await desk.item("CUP-1"))["price"] == 400


async def test_a_feed_of_atom_does_as_well(desk: Desk) -> None:
    assert await desk.counts(ATOM.encode()) == {"added": 1}
    cup = await desk.item("A")
    assert (cup["name"], cup["price"], cup["currency"]) == ("Cup", 300, "EUR")
    assert cup["attributes"] == {"link": "https://shop.example/a"}


async def test_items_may_be_called_otherwise(desk: Desk) -> None:
    content = b'<offers><o id="7" price="12.50"><name>Pot</name><kind>Kitchen</kind></o></offers>'
    options = {"element": "o", "currency": "PLN"}
    assert await desk.counts(content, **options) == {"added": 1}
    pot = await desk.item("7")
    assert (pot["name"], pot["price"], pot["attributes"]) == ("Pot", 1250, {"kind": "Kitchen"})


@pytest.mark.parametrize("chunk", [1, 7, 1000])
def test_items_come_in_chunks_and_reading_resumes_behind_any(tmp_path: Path, chunk: int) -> None:
    items = "".join(f"<item><id>{n}</id></item>\n" for n in range(100))
    feed = Feed(written(tmp_path, f"<rss>{items}</rss>"))
    chunks = list(feed.rows(chunk_rows=chunk))
    assert [row[0] for part in chunks for row in part.rows] == [str(n) for n in range(100)]
    assert [line for part in chunks for line in part.lines] == list(range(1, 101))
    for start in (0, 1, 50, 99, 100):
        rest = list(feed.rows(start_row=start, chunk_rows=chunk))
        assert [row[0] for part in rest for row in part.rows] == [str(n) for n in range(start, 100)]
        assert all(one.next == other.first for one, other in itertools.pairwise(rest))
        assert not rest or (rest[0].first, rest[-1].next) == (start, 100)


def read_whole(feed: Feed) -> None:
    feed.facts()
    list(feed.rows())


BOMB = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><r><item><id>&b;</id></item></r>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><item><id>&x;</id></item></r>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB, "DTD"),
        (OUTSIDE, "DTD"),
        ("<rss><item><id>1</id></item>", "no element found"),
        ("<rss><item><id>1</item></rss>", "mismatched tag"),
        ("<rss></rss>", "There is no element <item> or <entry>"),
        (f"<r><item><id>{'x' * 200_001}</id></item></r>", "more than 200,000 characters"),
        ("<item>" + "<a>" * MAX_LEVELS + "</a>" * MAX_LEVELS + "</item>", "more than 100 levels"),
        ("<item>" + "".join(f"<a{n}>1</a{n}>" for n in range(MAX_FIELDS + 1)) + "</item>", "500 elements"),
        ('<?xml version="1.0" encoding="no-such"?><item><id>1</id></item>', "unknown encoding"),
    ],
)
def test_documents_that_mean_harm_are_refused(tmp_path: Path, content: str, reason: str) -> None:
    feed = Feed(written(tmp_path, content))
    with pytest.raises(UnreadableFileError) as refused:
        read_whole(feed)
    assert reason in refused.value.detail


async def test_a_feed_without_items_is_refused_at_once(desk: Desk) -> None:
    answer = await desk.send(b"<rss><channel/></rss>")
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable_file")


async def test_a_feed_that_breaks_off_keeps_what_was_read(desk: Desk) -> None:
    items = "".join(f"<item><id>{n}</id></item>\n" for n in range(25))
    job = await desk.take(f"<rss>{items}<item><id>".encode(), chunk=10)
    assert job["state"] == "failed"
    assert "cannot be read behind line 26" in job["error"]
    assert (await desk.client.get("/v1/catalogs/shop")).json()["items"] == 20


@pytest.mark.parametrize(
    ("content", "known"),
    [
        (b"\xef\xbb\xbf<rss/>", True),
        ("<rss/>".encode("utf-16"), True),
        (b"  \n<?xml ?>", True),
        (b"id,title\n<a>,b", False),
        (b"", False),
    ],
)
def test_xml_is_known_by_its_beginning(tmp_path: Path, content: bytes, known: bool) -> None:
    assert is_xml(written(tmp_path, content)) is known
