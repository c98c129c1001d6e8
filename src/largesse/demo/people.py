"""Who the demo's customers are: names and consents, and a file of sign-ups that is imported at the start."""

import asyncio
import csv
import io
from random import Random
from typing import Any, Final
from uuid import UUID

from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.demo.shop import shop
from largesse.profiles.commands import save_profiles
from largesse.profiles.imports.start import start_profile_import
from largesse.profiles.schemas import ProfileInput

FIRST: Final = (
    "Ada", "Aleksander", "Alicja", "Bartek", "Celina", "Daniel", "Elif", "Emma", "Filip", "Greta", "Hanna",
    "Igor", "Jan", "Julia", "Kasia", "Leon", "Lena", "Marta", "Milan", "Nadia", "Noah", "Ola", "Paul",
    "Roza", "Sara", "Tomek", "Ula", "Wanda", "Yusuf", "Zofia",
)  # fmt: skip
LAST: Final = (
    "Adamska", "Bauer", "Cieślak", "Demir", "Fischer", "Górska", "Hansen", "Jansen", "Kaczmarek", "Keller",
    "Kowalczyk", "Lange", "Lindqvist", "Majewska", "Moreau", "Novak", "Okafor", "Pawlak", "Rossi", "Sikora",
    "Szulc", "Vogel", "Weber", "Zając",
)  # fmt: skip
CITIES: Final = ("Poznań", "Warszawa", "Kraków", "Gdańsk", "Wrocław", "Berlin", "Praha")
REGULAR: Final = "regular"
SIGN_UPS: Final = 240
FILE: Final = "newsletter-sign-ups.csv"


async def name_customers(database: Database, workspace_id: UUID, known: list[str], *, rng: Random) -> None:
    """Names, towns, birthdays and consents for customers by their ids; each tenth of them is a regular."""
    people = [_person(custom_id, rng) for custom_id in known]
    for person in people:
        person["tags"] = [REGULAR] if rng.random() < 0.1 else []
    async with database.context(workspace_id, actor=shop(workspace_id)) as ctx:
        await save_profiles(ctx, [ProfileInput.model_validate(person) for person in people])


async def import_sign_ups(database: Database, files: FileStore, workspace_id: UUID, *, rng: Random) -> None:
    """Starts the import of a list from the newsletter's form, in which three addresses are mistyped."""
    sheet = io.StringIO()
    rows = csv.writer(sheet)
    rows.writerow(("custom_id", "email", "firstname", "lastname", "city", "agreements.email"))
    mistyped = set(rng.sample(range(SIGN_UPS), 3))
    for number in range(SIGN_UPS):
        person = _person(f"newsletter-{number:04}", rng)
        email = person["email"].replace("@", " at ") if number in mistyped else person["email"]
        named = person["attributes"]
        rows.writerow(
            (person["custom_id"], email, named["firstname"], named["lastname"], named["city"], "yes")
        )
    stored = await asyncio.to_thread(files.save_blocks, workspace_id, [sheet.getvalue().encode()])
    async with database.context(workspace_id, actor=shop(workspace_id)) as ctx:
        await start_profile_import(ctx, file_id=stored.id, keep_file=False, file_name=FILE)


def _person(custom_id: str, rng: Random) -> dict[str, Any]:
    first, last = rng.choice(FIRST), rng.choice(LAST)
    born = f"{rng.randint(1950, 2006)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return {
        "custom_id": custom_id,
        "email": f"{custom_id}@shop.example",
        "attributes": {"firstname": first, "lastname": last, "city": rng.choice(CITIES), "birthdate": born},
        "agreements": {"email": rng.random() < 0.8},
    }
