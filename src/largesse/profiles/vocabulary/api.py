"""Routes of the words that profiles and events use."""

from fastapi import APIRouter

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, requires
from largesse.profiles.vocabulary import queries
from largesse.profiles.vocabulary.schemas import EventWords, ProfileWords

router = APIRouter(prefix="/v1", route_class=TransactionRoute)


@router.get("/profile-words", tags=["profiles"], operation_id="listProfileWords")
async def list_profile_words(ctx: Context = requires(Permission.API_CLIENT_READ)) -> ProfileWords:
    """List attributes and tags that profiles have, as suggestions for conditions."""
    return await queries.profile_words(ctx)


@router.get("/event-words", tags=["events"], operation_id="listEventWords")
async def list_event_words(ctx: Context = requires(Permission.API_EVENTS_READ)) -> EventWords:
    """List names and params of events that came lately, as suggestions for conditions."""
    return await queries.event_words(ctx)
