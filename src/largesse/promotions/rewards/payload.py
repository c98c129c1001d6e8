"""Plain data that a reward hands on."""

from typing import Annotated

from pydantic import Field, StrictBool, StrictFloat, StrictInt

from largesse.core.storable import Name

Text = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
Whole = Annotated[StrictInt, Field(ge=-(2**53), le=2**53)]
Number = Annotated[StrictFloat, Field(ge=-(2**53), le=2**53, allow_inf_nan=False)]
# Flat: nobody has to look into values of values.
Payload = Annotated[dict[Name, Text | StrictBool | Whole | Number | None], Field(max_length=50)]
