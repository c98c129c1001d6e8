"""What crosses the wire about the words that profiles and events use."""

from pydantic import BaseModel, ConfigDict, Field


class AttributeWord(BaseModel):
    """An attribute that profiles have."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    seen: int = Field(description="On how many of the profiles that were looked at.")
    examples: list[str] = Field(description="Values it has there as text, the most frequent first.")


class TagWord(BaseModel):
    """A tag that profiles have."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    seen: int = Field(description="On how many of the profiles that were looked at.")


class ProfileWords(BaseModel):
    """Attributes and tags of the first and the latest profiles, the most frequent first."""

    looked_at: int = Field(description="How many profiles were looked at.")
    attributes: list[AttributeWord]
    tags: list[TagWord]


class EventWord(BaseModel):
    """An event that happens."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    seen: int = Field(description="How many of the events that were looked at have this name.")
    params: list[str] = Field(description="Names of its params.")


class EventWords(BaseModel):
    """Names among the latest events, the most frequent first."""

    looked_at: int = Field(description="How many events were looked at.")
    items: list[EventWord]
