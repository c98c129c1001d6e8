"""What template tags that act are handed by the caller."""

from collections.abc import Mapping
from typing import Protocol


class Acts(Protocol):
    """The deeds behind `{% voucher %}` and `{% barcode %}`; what they raise passes through the rendering."""

    def code(self, pool: str, *, assign: bool) -> str:
        """The code of that pool for this send; raises NeedsCode when it has to be drawn first."""
        ...

    def barcode(self, code: str, options: Mapping[str, str]) -> str:
        """The HTML of the code's picture, or the picture's address where `options["form"]` is `url`."""
        ...
