"""What can be asked of a value, of an attribute or of a param. The union is the registry."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from largesse.profiles.conditions.operators.arrays import ArrayContains, ArrayContainsAll, ArrayContainsAny
from largesse.profiles.conditions.operators.booleans import BooleanFalse, BooleanTrue
from largesse.profiles.conditions.operators.dates import (
    DateAfter,
    DateAnniversary,
    DateBefore,
    DateBetween,
    DateInLast,
    DateInNext,
    DateToday,
)
from largesse.profiles.conditions.operators.numbers import (
    NumberBetween,
    NumberEqual,
    NumberLessOrEqual,
    NumberLessThan,
    NumberMoreOrEqual,
    NumberMoreThan,
    NumberNotEqual,
)
from largesse.profiles.conditions.operators.operator import ValueOperator
from largesse.profiles.conditions.operators.presence import Empty, NotEmpty
from largesse.profiles.conditions.operators.strings import (
    StringContains,
    StringEndsWith,
    StringEqual,
    StringIn,
    StringLike,
    StringNotContains,
    StringNotEqual,
    StringNotIn,
    StringStartsWith,
)

Operator = TypeAliasType(
    "Operator",
    Annotated[
        NotEmpty
        | Empty
        | StringEqual
        | StringNotEqual
        | StringContains
        | StringNotContains
        | StringStartsWith
        | StringEndsWith
        | StringIn
        | StringNotIn
        | StringLike
        | NumberEqual
        | NumberNotEqual
        | NumberLessThan
        | NumberLessOrEqual
        | NumberMoreThan
        | NumberMoreOrEqual
        | NumberBetween
        | DateBefore
        | DateAfter
        | DateBetween
        | DateInLast
        | DateInNext
        | DateToday
        | DateAnniversary
        | BooleanTrue
        | BooleanFalse
        | ArrayContains
        | ArrayContainsAny
        | ArrayContainsAll,
        Field(discriminator="operator"),
    ],
)

__all__ = [
    "ArrayContains",
    "ArrayContainsAll",
    "ArrayContainsAny",
    "BooleanFalse",
    "BooleanTrue",
    "DateAfter",
    "DateAnniversary",
    "DateBefore",
    "DateBetween",
    "DateInLast",
    "DateInNext",
    "DateToday",
    "Empty",
    "NotEmpty",
    "NumberBetween",
    "NumberEqual",
    "NumberLessOrEqual",
    "NumberLessThan",
    "NumberMoreOrEqual",
    "NumberMoreThan",
    "NumberNotEqual",
    "Operator",
    "StringContains",
    "StringEndsWith",
    "StringEqual",
    "StringIn",
    "StringLike",
    "StringNotContains",
    "StringNotEqual",
    "StringNotIn",
    "StringStartsWith",
    "ValueOperator",
]
