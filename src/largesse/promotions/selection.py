"""Which lines of a cart are meant: by article, product, category or attribute, with exceptions."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from largesse.promotions.cart import Line

Key = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^\x00]+$")]
Keys = Annotated[frozenset[Key], Field(max_length=100_000)]
NONE: frozenset[str] = frozenset()


class AttributeIs(BaseModel):
    """An attribute of a line and the values it may have."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Key = Field(description="Name of the attribute, such as `brand`.")
    any_of: frozenset[Key] = Field(min_length=1, max_length=1000, description="One of these, as text.")


class Selection(BaseModel):
    """Lines that match any of `skus`, `products` and `categories` (all lines when none is given).

    All `attributes` must hold as well. What an `except_` list names is left out, and so is what the shop
    reduced already if `reduced` is false.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    skus: Keys = Field(default=NONE, description="Articles by their SKU (of a catalogue: the item's key).")
    products: Keys = Field(default=NONE, description="Products by their id.")
    categories: Keys = Field(default=NONE, description="Categories.")
    attributes: tuple[AttributeIs, ...] = Field(
        default=(), max_length=20, description="Attributes of the line; all of them must hold."
    )
    except_skus: Keys = Field(default=NONE, description="Articles left out.")
    except_products: Keys = Field(default=NONE, description="Products left out.")
    except_categories: Keys = Field(default=NONE, description="Categories left out.")
    reduced: bool = Field(default=True, description="Whether articles the shop reduced already count.")

    def needed_skus(self) -> frozenset[str] | None:
        """SKUs of which a line must have one to be meant; None when that cannot be said."""
        return self.skus if self.skus and not (self.products or self.categories) else None

    def needed_categories(self) -> frozenset[str] | None:
        """Categories of which a line must have one to be meant; None when that cannot be said."""
        return self.categories if self.categories and not (self.skus or self.products) else None

    def holds(self, line: Line) -> bool:
        """Whether the line is meant."""
        if line.sku in self.except_skus or line.product_id in self.except_products:
            return False
        if (line.reduced and not self.reduced) or not self.except_categories.isdisjoint(line.categories):
            return False
        named = bool(self.skus or self.products or self.categories)
        if named and not (
            line.sku in self.skus
            or line.product_id in self.products
            or not self.categories.isdisjoint(line.categories)
        ):
            return False
        return all(
            attribute.name in line.attributes and str(line.attributes[attribute.name]) in attribute.any_of
            for attribute in self.attributes
        )
