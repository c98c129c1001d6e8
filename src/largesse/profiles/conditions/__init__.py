"""Conditions on profiles and on events: one tree, looked at in memory or compiled to SQL, with one meaning.

docs/reference/conditions.md tells what each of them takes for a match.
"""

from largesse.profiles.conditions.compile import CONDITION, CompiledCondition, compile_sql, matches_profile
from largesse.profiles.conditions.events import BetweenWindow, EventCondition, EverWindow, LastWindow
from largesse.profiles.conditions.facts import ProfileFacts
from largesse.profiles.conditions.groups import AllOf, AnyOf, Condition, NotOf
from largesse.profiles.conditions.leaves import (
    AgreementCondition,
    AttributeCondition,
    EverybodyCondition,
    IdentifierCondition,
    TagCondition,
)
from largesse.profiles.conditions.operators import Operator
from largesse.profiles.conditions.params import ParamCondition, compile_params
from largesse.profiles.conditions.queries import filter_profiles, local_now, next_matching
from largesse.profiles.conditions.values import MISSING, Missing

__all__ = [
    "CONDITION",
    "MISSING",
    "AgreementCondition",
    "AllOf",
    "AnyOf",
    "AttributeCondition",
    "BetweenWindow",
    "CompiledCondition",
    "Condition",
    "EventCondition",
    "EverWindow",
    "EverybodyCondition",
    "IdentifierCondition",
    "LastWindow",
    "Missing",
    "NotOf",
    "Operator",
    "ParamCondition",
    "ProfileFacts",
    "TagCondition",
    "compile_params",
    "compile_sql",
    "filter_profiles",
    "local_now",
    "matches_profile",
    "next_matching",
]
