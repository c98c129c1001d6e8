"""What files an import reads, and what it tells of them beforehand."""

import io
from pathlib import Path
from uuid import UUID

import httpx
import pytest
import xlsxwriter

from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import run_job
from largesse.vouchers.jobs import pool_jobs
from tests.factories import a_pool

ROWS = [
    ("Coupon", "code", "Expires", "shop"),
    ("x", "00123", "2027-03-31", "Oslo"),
    ("x", "b\\2\\n", "", 'a\\b\t"c"\n'),
    ("x", "żółw", "2027-03-31T10:00:00+02:00", ""),
    ("x", "00123", "", ""),
    ("x", "", "", ""),
    ("x", "late", "31.03.2027", ""),
]


def a_workbook() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        workbook.add_worksheet("Notes").write_string(0, 0, "nothing here")
        sheet = workbook.add_worksheet("Codes")
        for number, row in enumerate(ROWS):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return file.getvalue()


async def test_a_sheet_of_a_workbook_is_imported_with_dates_and_attributes(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id)
    options = (
        '{"sheet": "Codes", "columns": {"code": 1, "expires_at": "expires", "attributes": {"city": "shop"}}}'
    )
    started = await client.post(
        f"/v1/pools/{pool}/imports", files={"file": ("a.xlsx", a_workbook())}, data={"options": options}
    )
    job = started.json()["id"]
    await run_job(database, workspace_id, UUID(job), pool_jobs(FileStore(tmp_path / "files")))
    over = (await client.get(f"/v1/jobs/{job}")).json()
    counts = {name: over["result"][name] for name in ("read", "added", "repeated", "rejected", "blank")}
    assert counts == {"read": 6, "added": 3, "repeated": 1, "rejected": 2, "blank": 0}
    codes = (await client.get(f"/v1/pools/{pool}/codes")).json()["items"]
    told = [(code["code"], code["expires_at"], code["attributes"]) for code in codes]
    assert told == [
        ("00123", "2027-04-01T00:00:00Z", {"city": "Oslo"}),
        ("b\\2\\n", None, {"city": 'a\\b\t"c"\n'}),
        ("żółw", "2027-03-31T08:00:00Z", {}),
    ]
    rejected = await client.get(f"/v1/jobs/{job}/rejections")
    assert rejected.content.startswith(b"PK")


async def test_a_preview_tells_what_a_file_is_and_keeps_nothing(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path
) -> None:
    pool = await a_pool(database, workspace_id)
    content = "name;Code;expires\r\nx;A-1;2027-03-31\r\n".encode("utf-16")
    answer = await client.post(f"/v1/pools/{pool}/import-previews", files={"file": ("a.csv", content)})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["format"], told["encoding"], told["delimiter"]) == ("csv", "utf-16-le", ";")
    meanings = [(column["column"], column["meaning"]) for column in told["columns"]]
    assert meanings == [("name", None), ("Code", "code"), ("expires", "expires_at")]
    assert (told["rows"], told["problems"], told["refusal"]) == ([["x", "A-1", "2027-03-31"]], [], None)
    book = await client.post(f"/v1/pools/{pool}/import-previews", files={"file": ("a.xlsx", a_workbook())})
    assert book.json()["sheets"] == ["Notes", "Codes"]
    assert list((tmp_path / "files").rglob("*-*-*/*")) == []
    assert (await client.get("/v1/jobs")).json()["items"] == []


async def test_a_preview_tells_what_is_wrong_with_codes_and_which_repeat(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id)
    content = b"code;expires;note\nA-1;2027-03-31;\nA-1;31.03.2027;x\n;;y\n"
    options = '{"columns": {"attributes": {"note": 2}}}'
    url = f"/v1/pools/{pool}/import-previews"
    told = (await client.post(url, files={"file": ("a.csv", content)}, data={"options": options})).json()
    assert [column["meaning"] for column in told["columns"]] == ["code", "expires_at", "attributes.note"]
    assert (told["columns"][0]["filled"], told["columns"][0]["distinct"]) == (2, 1)
    assert [(problem["row"], problem["column"]) for problem in told["problems"]] == [
        (3, "expires"),
        (4, "code"),
    ]
    options = '{"columns": {"ignore": ["expires"]}}'
    told = (await client.post(url, files={"file": ("a.csv", content)}, data={"options": options})).json()
    assert [column["meaning"] for column in told["columns"]] == ["code", None, None]


@pytest.mark.parametrize("sheet", ["Kodes", "codes"])
async def test_an_unknown_sheet_is_said_at_once(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, sheet: str
) -> None:
    pool = await a_pool(database, workspace_id)
    answer = await client.post(
        f"/v1/pools/{pool}/imports",
        files={"file": ("a.xlsx", a_workbook())},
        data={"options": f'{{"sheet": "{sheet}"}}'},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable_file")
    assert "Notes, Codes" in answer.json()["detail"]
