"""Uploaded files with options beside them, as every import takes them."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, TypeVar

from fastapi import Request, UploadFile
from pydantic import BaseModel, ValidationError

from largesse.core.context import Context
from largesse.core.errors import InvalidError
from largesse.core.files import FileStore, StoredFile

BLOCK: Final = 1 << 20
Options = TypeVar("Options", bound=BaseModel)


@asynccontextmanager
async def stored_upload(
    request: Request, ctx: Context, file: UploadFile, *, keep: bool = True
) -> AsyncIterator[tuple[StoredFile, Path]]:
    """The upload in the store; it goes again when what is done with it fails, or need not be kept.

    FileTooLargeError above MAX_UPLOAD_BYTES.
    """
    store: FileStore = request.app.state.files
    limit = request.app.state.settings.max_upload_bytes
    stored = await store.save(ctx.workspace_id, _blocks(file), max_bytes=limit)
    try:
        yield stored, store.path(ctx.workspace_id, stored.id)
    except BaseException:
        store.delete(ctx.workspace_id, stored.id)
        raise
    if not keep:
        store.delete(ctx.workspace_id, stored.id)


def told_name(file: UploadFile) -> str:
    """What the sender calls the file, for people to read: no path, no control characters."""
    name = re.split(r"[/\\]", file.filename or "")[-1]
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "", name)[:255].strip()


def options_from(text: str, kind: type[Options]) -> Options:
    """The form's `options`, which is JSON or nothing; InvalidError `invalid_options`."""
    return json_from(text or "{}", kind, field="options")


def json_from(text: str, kind: type[Options], *, field: str) -> Options:
    """What a field of a form holds as JSON; InvalidError `invalid_options`."""
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = "/".join(str(part) for part in first["loc"])
        raise InvalidError(
            "invalid_options", f"{field}: {where}: {first['msg']}.", pointer=f"/body/{field}/{where}"
        ) from error


async def _blocks(file: UploadFile) -> AsyncIterator[bytes]:
    while block := await file.read(BLOCK):
        yield block
