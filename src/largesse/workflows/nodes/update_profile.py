"""Changes the profile."""

from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field, JsonValue, ValidationError

from largesse.core.errors import AppError
from largesse.core.storable import FreeJson
from largesse.core.templates import StopRender, Structure, Template, TemplateError, compile_structure
from largesse.profiles.commands import save_profiles
from largesse.profiles.schemas import Agreements, ProfileInput, Tag
from largesse.workflows.node import PROFILE, Group, Node
from largesse.workflows.paths import Batch, Path


class UpdateProfile(Node):
    """Sets attributes, tags and agreements of the path's profile; texts may hold inserts, null deletes."""

    group: ClassVar[Group] = "action"
    name: ClassVar[str] = "Update Profile"
    kinds: ClassVar[frozenset[str]] = frozenset({PROFILE})

    type: Literal["update_profile"] = "update_profile"
    attributes: FreeJson = Field(
        default={},
        description="Attributes to set; null deletes one.",
        examples=[{"last_offer": "{{ event.params.code }}"}],
    )
    tags: tuple[Tag, ...] = Field(default=(), max_length=50, description="Tags to add.")
    remove_tags: tuple[Tag, ...] = Field(default=(), max_length=50, description="Tags to take off.")
    agreements: Agreements = Field(default=Agreements(), description="By which ways he agreed to be reached.")

    @cached_property
    def texts(self) -> Mapping[str, Template | Structure]:
        return {"attributes": compile_structure(self.attributes)}

    def ports(self) -> tuple[str, ...]:
        return ("default", "failed")

    async def advance(self, batch: Batch) -> None:
        items: list[tuple[Path, ProfileInput]] = []
        for path in batch.paths:
            try:
                items.append((path, self._input(path, self.texts["attributes"].render(batch.values(path)))))
            except StopRender as stop:
                batch.skip(path, str(stop))
            except TemplateError as error:
                batch.bury(path, str(error))
        saved = await save_profiles(batch.ctx, [item for _, item in items]) if items else []
        for (path, item), outcome in zip(items, saved, strict=True):
            if isinstance(outcome, AppError):
                batch.fail(path, outcome.detail)
                continue
            batch.show(path, attributes=dict(item.attributes), tags=list(item.tags))
            path.customer = None  # the next node that reads it loads it anew
            batch.go(path)

    def _input(self, path: Path, attributes: JsonValue) -> ProfileInput:
        try:
            return ProfileInput.model_validate(
                {
                    "id": path.profile_id,
                    "attributes": attributes,
                    "tags": self.tags,
                    "remove_tags": self.remove_tags,
                    "agreements": self.agreements.model_dump(exclude_unset=True),
                }
            )
        except ValidationError as error:
            wrong = "; ".join(f"{item['loc'][-1]}: {item['msg']}" for item in error.errors())
            raise TemplateError(f"The profile cannot be changed so: {wrong}.") from error
