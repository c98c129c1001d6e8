"""Finds the articles of the catalogues that a selection means."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from sqlalchemy import RowMapping, text

from largesse.core.context import Context
from largesse.promotions.cart import Line
from largesse.promotions.selection import Selection
from largesse.redemptions.trials.schemas import ProductPreviewView, ProductView

# So many articles are looked at: attributes and exceptions are tested one by one.
MOST_LOOKED_AT: Final = 20_000
ARTICLES: Final = """
select item.catalog, item.key, item.name, item.product_id, item.price, item.currency, item.categories,
       item.attributes
  from catalog_items item
  join catalogs catalog on catalog.workspace_id = item.workspace_id and catalog.name = item.catalog
 where item.workspace_id = :workspace
   and catalog.kind = 'products'
   and (:everything or item.key = any(:skus) or item.product_id = any(:products)
        or item.categories && :categories)
 order by item.catalog, item.key
 limit :limit
"""


async def preview_products(ctx: Context, selection: Selection, *, limit: int) -> ProductPreviewView:
    """The first articles that are meant, and how many there are."""
    rows = await _articles(ctx, selection)
    looked_at = rows[:MOST_LOOKED_AT]
    meant = [row for row in looked_at if selection.holds(_line(row))]
    return ProductPreviewView(
        matched=len(meant),
        looked_at=len(looked_at),
        is_whole=len(rows) <= MOST_LOOKED_AT,
        items=[
            ProductView(
                catalog=row["catalog"],
                key=row["key"],
                name=row["name"],
                price=row["price"],
                currency=row["currency"],
                categories=sorted(row["categories"]),
            )
            for row in meant[:limit]
        ],
    )


async def _articles(ctx: Context, selection: Selection) -> Sequence[RowMapping]:
    named = selection.skus or selection.products or selection.categories
    rows = await ctx.db.execute(
        text(ARTICLES),
        {
            "workspace": ctx.workspace_id,
            "everything": not named,
            "skus": list(selection.skus),
            "products": list(selection.products),
            "categories": list(selection.categories),
            "limit": MOST_LOOKED_AT + 1,
        },
    )
    return rows.mappings().all()


def _line(row: RowMapping) -> Line:
    price = row["price"] or 0
    return Line(
        id=row["key"],
        sku=row["key"],
        quantity=Decimal(1),
        price=price,
        amount=price,
        name=row["name"],
        product_id=row["product_id"] or "",
        categories=frozenset(row["categories"]),
        attributes=row["attributes"],
        reduced=False,
    )
