"""What the demo shop sells, and its catalogue of it."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from largesse.catalogs.commands import create_catalog, put_items
from largesse.catalogs.schemas import CatalogInput, ItemInput
from largesse.core.db import Database
from largesse.demo.shop import shop

CATALOG: Final = "products"
CURRENCY: Final = "EUR"


@dataclass(frozen=True, slots=True)
class Good:
    """An article; the price is in minor units, the margin a share of it."""

    sku: str
    name: str
    price: int
    category: str
    margin: float


GOODS: Final = (
    Good("TEA-100", "Green tea 100 g", 850, "tea", 0.45),
    Good("TEA-250", "Black tea 250 g", 1490, "tea", 0.42),
    Good("TEA-EARL", "Earl Grey 100 g", 790, "tea", 0.44),
    Good("TEA-MINT", "Peppermint 80 g", 590, "tea", 0.5),
    Good("TEA-ROOI", "Rooibos 150 g", 890, "tea", 0.48),
    Good("COF-ESP", "Espresso beans 500 g", 1590, "coffee", 0.35),
    Good("COF-FIL", "Filter coffee 500 g", 1290, "coffee", 0.33),
    Good("COF-DEC", "Decaf 250 g", 990, "coffee", 0.36),
    Good("COF-CAP", "Coffee capsules, 30", 1190, "coffee", 0.4),
    Good("MILK", "Whole milk 1 l", 149, "dairy", 0.15),
    Good("OAT", "Oat drink 1 l", 249, "dairy", 0.25),
    Good("YOG", "Natural yoghurt 500 g", 219, "dairy", 0.22),
    Good("BUT", "Butter 250 g", 329, "dairy", 0.12),
    Good("CHE-GOU", "Gouda 400 g", 549, "dairy", 0.28),
    Good("EGGS", "Eggs, 10", 379, "dairy", 0.18),
    Good("BREAD", "Rye bread 750 g", 349, "bakery", 0.4),
    Good("ROLLS", "Rolls, 6", 269, "bakery", 0.42),
    Good("CROI", "Croissants, 4", 399, "bakery", 0.38),
    Good("CAKE", "Lemon cake", 599, "bakery", 0.36),
    Good("HONEY", "Honey 500 g", 1190, "pantry", 0.3),
    Good("JAM", "Strawberry jam 340 g", 429, "pantry", 0.34),
    Good("PASTA", "Spaghetti 500 g", 189, "pantry", 0.25),
    Good("RICE", "Basmati rice 1 kg", 449, "pantry", 0.26),
    Good("OIL", "Olive oil 750 ml", 1290, "pantry", 0.24),
    Good("TOM", "Tomatoes, tin", 129, "pantry", 0.3),
    Good("MUES", "Muesli 750 g", 549, "pantry", 0.35),
    Good("CHOC-D", "Dark chocolate 100 g", 299, "sweets", 0.4),
    Good("CHOC-M", "Milk chocolate 100 g", 249, "sweets", 0.4),
    Good("COOK", "Butter cookies 300 g", 399, "sweets", 0.42),
    Good("NUTS", "Mixed nuts 200 g", 549, "sweets", 0.33),
    Good("CRISP", "Crisps 175 g", 229, "sweets", 0.38),
    Good("APPLE", "Apples 1 kg", 299, "fruit", 0.28),
    Good("BANA", "Bananas 1 kg", 199, "fruit", 0.22),
    Good("BERRY", "Blueberries 250 g", 449, "fruit", 0.3),
    Good("SALAD", "Lettuce", 149, "fruit", 0.35),
    Good("POTA", "Potatoes 2 kg", 349, "fruit", 0.25),
    Good("JUICE", "Orange juice 1 l", 279, "drinks", 0.27),
    Good("WATER", "Mineral water, 6 x 1.5 l", 399, "drinks", 0.2),
    Good("COLA", "Cola 1 l", 169, "drinks", 0.3),
    Good("WINE-R", "Red wine 0.75 l", 899, "drinks", 0.32),
    Good("SOAP", "Hand soap 300 ml", 249, "household", 0.4),
    Good("DET", "Laundry detergent 2 l", 1090, "household", 0.28),
    Good("TISS", "Tissues, 10", 299, "household", 0.3),
    Good("CUP-1", "Cup, white", 1290, "kitchen", 0.55),
    Good("POT-1", "Teapot 1 l", 4900, "kitchen", 0.5),
    Good("GIFT-BOX", "Gift box", 6900, "gifts", 0.45),
)


async def fill_catalogue(database: Database, workspace_id: UUID) -> None:
    """Makes the catalogue with all articles."""
    async with database.context(workspace_id, actor=shop(workspace_id)) as ctx:
        await create_catalog(ctx, CatalogInput(name=CATALOG))
        items = [
            ItemInput(
                key=good.sku,
                name=good.name,
                price=good.price,
                currency=CURRENCY,
                categories=[good.category],
                attributes={"margin": good.margin},
            )
            for good in GOODS
        ]
        await put_items(ctx, CATALOG, items)
