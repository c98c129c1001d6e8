"""Synerise's shapes of profiles, events and logins, and how each of them reads in our words."""

from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue
from pydantic.alias_generators import to_camel

from largesse.core.storable import FreeJson
from largesse.events.schemas import EARLIEST, EventName
from largesse.profiles.activity import Activity
from largesse.profiles.schemas import IDENTIFIERS, ProfileInput, ProfileView

RESERVED: Final = frozenset(
    {
        "email", "clientId", "phone", "customId", "uuid", "firstName", "lastName", "displayName",
        "company", "address", "city", "province", "zipCode", "countryCode", "birthDate", "sex",
        "avatarUrl", "anonymous", "agreements", "tags", "businessProfileId", "time", "ip", "source",
        "newsletter_agreement", "custom_identify", "firstname", "lastname", "created", "updated",
        "last_activity_date", "birthdate", "external_avatar_url", "displayname", "receive_smses",
        "receive_push_messages", "receive_webpush_messages", "receive_btooth_messages",
        "receive_rfid_messages", "receive_wifi_messages", "confirmation_hash", "ownerId",
        "anonymous_type", "country_id", "geo_loc_city", "geo_loc_country", "geo_loc_as",
        "geo_loc_country_code", "geo_loc_isp", "geo_loc_lat", "geo_loc_lon", "geo_loc_org",
        "geo_loc_query", "geo_loc_region", "geo_loc_region_name", "geo_loc_status", "geo_loc_timezone",
        "geo_loc_zip", "club_card_id", "type", "confirmed", "facebookId", "deletedAt", "status", "id",
        "custom_id", "created_at", "updated_at",
    }
)  # fmt: skip


def _text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[
    str,
    BeforeValidator(_text, json_schema_input_type=str | int),
    Field(max_length=1000, pattern=r"^[^\x00]*$"),
]


class Camel(BaseModel):
    """A shape whose fields are spelt in camelCase on the wire."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Agreements(Camel):
    """Booleans; "true", "false", 1 and 0 do as well, null resets."""

    email: bool | None = None
    sms: bool | None = None
    push: bool | None = None
    web_push: bool | None = None
    bluetooth: bool | None = None
    rfid: bool | None = None
    wifi: bool | None = None


class ClientNames(Camel):
    """Identifiers of a profile, whichever the caller knows."""

    uuid: UUID | None = None
    custom_id: Text | None = None
    email: Text | None = None
    phone: Text | None = None

    def names(self) -> dict[str, object]:
        """The identifiers given, in our words."""
        return {name: value for name in IDENTIFIERS if (value := getattr(self, name, None)) is not None}


class NativeFields(Camel):
    """Fields that stand among our attributes, in small letters: `firstName` is `firstname`."""

    first_name: Text | None = None
    last_name: Text | None = None
    display_name: Text | None = None
    company: Text | None = None
    address: Text | None = None
    city: Text | None = None
    province: Text | None = None
    zip_code: Text | None = None
    country_code: Text | None = None
    avatar_url: Text | None = None
    birth_date: date | None = Field(default=None, gt=date(1900, 1, 1))
    sex: Literal["FEMALE", "MALE", "NOT_SPECIFIED", "OTHER"] | None = None


class ClientInput(ClientNames, NativeFields):
    """A profile to create or to change; null deletes, what is left out stays, unknown fields are ignored."""

    agreements: Agreements | None = None
    attributes: dict[str, JsonValue] | None = Field(
        default=None, description="Free properties; reserved names are ignored."
    )
    tags: list[str] | None = None

    def profile(self, profile_id: int | None = None) -> ProfileInput:
        """The same in our words; pydantic's ValidationError names what cannot be kept."""
        native = self.model_dump(mode="json", include=set(NativeFields.model_fields), exclude_unset=True)
        own = {name: value for name, value in (self.attributes or {}).items() if name not in RESERVED}
        return ProfileInput.model_validate(
            {
                **self.names(),
                **({"id": profile_id} if profile_id is not None else {}),
                "attributes": {**{_attribute(name): value for name, value in native.items()}, **own},
                "agreements": self.agreements.model_dump(exclude_unset=True) if self.agreements else {},
                "tags": self.tags or [],
            }
        )


class ClientView(Camel):
    """A profile as Synerise shows it; native fields stand beside these, as they were sent."""

    model_config = ConfigDict(extra="allow")

    client_id: int
    uuid: UUID
    custom_id: str | None
    email: str | None
    phone: str | None
    anonymous: bool = Field(description="Whether neither e-mail address nor phone number is known.")
    agreements: Agreements
    attributes: dict[str, JsonValue]
    tags: list[str]

    @classmethod
    def of(cls, profile: ProfileView) -> "ClientView":
        """Our profile in their shape."""
        native = {_attribute(name): to_camel(name) for name in NativeFields.model_fields}
        shown = {native[name]: value for name, value in profile.attributes.items() if name in native}
        return cls.model_validate(
            {
                **dict.fromkeys(native.values()),
                **shown,
                "clientId": profile.id,
                "uuid": profile.uuid,
                "customId": profile.custom_id,
                "email": profile.email,
                "phone": profile.phone,
                "anonymous": profile.email is None and profile.phone is None,
                "agreements": Agreements.model_validate(profile.agreements),
                "attributes": {
                    name: value for name, value in profile.attributes.items() if name not in native
                },
                "tags": profile.tags,
            }
        )


class EventClient(ClientNames):
    """Whose event it is."""

    id: int | None = Field(default=None, ge=1, lt=2**63)


class CustomEvent(Camel):
    """An event; `label` is accepted and not kept, as there."""

    action: EventName
    label: Text | None = None
    client: EventClient
    time: AwareDatetime | None = Field(default=None, ge=EARLIEST)
    event_salt: Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[^\x00]+$")] | None = None
    params: FreeJson | None = None

    def activity(self) -> Activity:
        """The same in our words."""
        profile = ProfileInput.model_validate(self.client.names())
        return Activity(self.action, profile, self.params or {}, self.time, self.event_salt)


class LoginInput(Camel):
    """The key to log in by."""

    api_key: str = Field(min_length=1, max_length=500, pattern=r"^[^\x00]+$")


class ClientLoginInput(LoginInput, EventClient):
    """The key, and who signs in: by uuid with a profile key, by any identifier with a workspace key."""


class TokenView(Camel):
    """A token for the Authorization header."""

    token: str


class PermissionCheck(Camel):
    """Which of the asked permissions the caller has."""

    business_profile_name: str
    permissions: dict[str, bool]


def _attribute(field: str) -> str:
    return field.replace("_", "")
