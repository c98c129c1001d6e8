"""Drafts that several people change: whoever built on an older one is told, and overwrites nothing."""

import hashlib
import json
from typing import Annotated

from pydantic import Field

from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError

DraftTag = Annotated[str, Field(description="Changes with the draft; for `based_on`.")]
BasedOn = Annotated[
    str | None,
    Field(
        max_length=64,
        pattern=r"^[^\x00]*$",
        description="The `draft_tag` of the draft that was changed: when somebody else saved another one"
        " since, nothing is changed, and the answer is 409 `draft_changed`. Without it the last one wins.",
    ),
]


def draft_tag(draft: JsonObject) -> str:
    """The same for the same draft, and another one for any other."""
    return hashlib.sha256(json.dumps(draft, sort_keys=True).encode()).hexdigest()[:16]


def check_base(draft: JsonObject, based_on: str | None) -> None:
    """ConflictError `draft_changed` when a change was made on another draft than this one."""
    if based_on is not None and based_on != draft_tag(draft):
        raise ConflictError(
            "draft_changed",
            "Somebody else changed the draft since you read it. Read it again, or leave `based_on` out.",
        )
