"""What columns of profiles and events may be taken for, as previews offer it."""

from typing import Final

from largesse.core.imports import ImportMeaning
from largesse.profiles.schemas import Agreements

IDENTIFIERS: Final = {
    "custom_id": "Your own number or name of the customer.",
    "email": "The e-mail address.",
    "phone": "The phone number.",
    "uuid": "The UUID that apps and web pages know the customer by.",
    "id": "The number of the profile in Largesse; your own numbers are custom_id.",
}
ATTRIBUTES: Final = {
    "firstname": "First name.",
    "lastname": "Last name.",
    "displayname": "The name as it is shown.",
    "company": "Company.",
    "address": "Street and number.",
    "city": "City.",
    "province": "Province or state.",
    "zipcode": "Postal code.",
    "countrycode": "Country, in two letters.",
    "birthdate": "Date of birth, such as 1990-12-31.",
    "sex": "Sex.",
    "avatarurl": "Address of a picture.",
}


def _offer(offered: dict[str, str]) -> tuple[ImportMeaning, ...]:
    return tuple(ImportMeaning(meaning=label, description=text) for label, text in offered.items())


PROFILE_MEANINGS: Final = _offer(
    {
        **IDENTIFIERS,
        **{f"attributes.{name}": text for name, text in ATTRIBUTES.items()},
        **{
            f"agreements.{name}": f"Whether the customer agreed to be reached by {name.replace('_', ' ')}."
            for name in Agreements.model_fields
        },
        "tags": "Tags to add.",
        "remove_tags": "Tags to take off.",
        "attributes.*": "Any other property, by a name of yours.",
    }
)
EVENT_MEANINGS: Final = _offer(
    {
        "name": "What happened, such as shop.visited.",
        "time": "When; without it, the moment of the import.",
        "salt": "Makes the event repeatable: the same salt overwrites instead of doubling.",
        **IDENTIFIERS,
        "params.*": "Anything else about the event, by a name of yours.",
    }
)
