"""Rules made of rules; the union of all of them is the tree of a promotion.

Three-valued, as Kleene has it: a rule that cannot be answered, because the customer, the items or the place
were not told, does not pass, and neither does its opposite.
"""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, model_validator
from typing_extensions import TypeAliasType

from largesse.promotions.facts import Facts
from largesse.promotions.needs import Need
from largesse.promotions.rules import LeafRule
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import PASSED, Verdict

MAX_DEPTH: Final = 10
MAX_RULES: Final = 100


def explain(tree: "AnyRule", facts: Facts) -> Verdict:
    """The verdict of every rule of the tree, each with its type and its own words."""
    verdict = tree.check(facts)
    if verdict is PASSED:
        return _PASSES.setdefault(tree.type, Verdict(True, rule=tree.type))
    return Verdict(
        verdict.passed,
        verdict.reason,
        verdict.observed,
        verdict.needed,
        verdict.missing,
        None if verdict.passed else verdict.message or tree.message,
        verdict.rule or tree.type,
        verdict.parts,
        verdict.unknown,
    )


def holds(tree: Rule, facts: Facts) -> bool:
    """Whether the tree passes: the same as its verdict, without building one, and no further than need be."""
    return tree.holds(facts)


class RuleGroup(Rule):
    """A rule made of others."""

    group: ClassVar[Group] = "logic"

    @model_validator(mode="after")
    def _is_small(self) -> "RuleGroup":
        if _depth(self) > MAX_DEPTH or _size(self) > MAX_RULES:
            msg = f"a tree of rules may have {MAX_DEPTH} levels and {MAX_RULES} rules"
            raise ValueError(msg)
        return self

    def needs(self) -> Iterator[Need]:
        for part in self.parts():
            yield from part.needs()


class AllOf(RuleGroup):
    """All of these rules hold.

    The reason told is that of the first rule that does not.
    """

    title: ClassVar[str] = "All of"
    sentence: ClassVar[str] = "All of: {rules}"

    type: Literal["all"] = "all"
    rules: tuple["AnyRule", ...] = Field(min_length=1, max_length=MAX_RULES, description="The rules.")

    def check(self, facts: Facts) -> Verdict:
        verdicts = tuple([explain(rule, facts) for rule in self.rules])
        for verdict in verdicts:
            if not verdict.passed:
                unknown = all(part.passed or part.unknown for part in verdicts)
                return _over(self, verdicts, verdict.first_failure(), unknown=unknown)
        return Verdict(True, rule="all", parts=verdicts)

    def holds(self, facts: Facts) -> bool:
        for rule in self.rules:  # noqa: SIM110  all() over a generator takes twice the time
            if not rule.holds(facts):
                return False
        return True

    def fails(self, facts: Facts) -> bool:
        return any(rule.fails(facts) for rule in self.rules)

    def parts(self) -> Iterator[Rule]:
        yield from self.rules

    def skus(self) -> frozenset[str] | None:
        found = [skus for rule in self.rules if (skus := rule.skus()) is not None]
        return min(found, key=len) if found else None

    def categories(self) -> frozenset[str] | None:
        if self.skus() is not None:
            return None
        found = [kinds for rule in self.rules if (kinds := rule.categories()) is not None]
        return min(found, key=len) if found else None


class AnyOf(RuleGroup):
    """At least one of these rules holds.

    When none does, the reason told is that of the first.
    """

    title: ClassVar[str] = "Any of"
    sentence: ClassVar[str] = "Any of: {rules}"

    type: Literal["any"] = "any"
    rules: tuple["AnyRule", ...] = Field(min_length=1, max_length=MAX_RULES, description="The rules.")

    def check(self, facts: Facts) -> Verdict:
        verdicts = tuple([explain(rule, facts) for rule in self.rules])
        for verdict in verdicts:
            if verdict.passed:
                return Verdict(True, rule="any", parts=verdicts)
        unknown = any(verdict.unknown for verdict in verdicts)
        return _over(self, verdicts, verdicts[0].first_failure(), unknown=unknown)

    def holds(self, facts: Facts) -> bool:
        return any(rule.holds(facts) for rule in self.rules)

    def fails(self, facts: Facts) -> bool:
        return all(rule.fails(facts) for rule in self.rules)

    def parts(self) -> Iterator[Rule]:
        yield from self.rules

    def skus(self) -> frozenset[str] | None:
        return _union([rule.skus() for rule in self.rules])

    def categories(self) -> frozenset[str] | None:
        return _union([rule.categories() for rule in self.rules])


class NotOf(RuleGroup):
    """This rule does not hold.

    What cannot be answered stays so: without a customer, "not in the audience" does not hold either.
    """

    title: ClassVar[str] = "Not"
    sentence: ClassVar[str] = "Not: {rule}"

    type: Literal["not"] = "not"
    rule: "AnyRule" = Field(description="The rule.")

    def check(self, facts: Facts) -> Verdict:
        verdict = explain(self.rule, facts)
        if verdict.unknown:
            return _over(self, (verdict,), verdict.first_failure(), unknown=True)
        if not verdict.passed:
            return Verdict(True, rule="not", parts=(verdict,))
        leaf = Verdict(False, "rule_excluded", self.rule.type, f"not {self.rule.type}")
        return _over(self, (verdict,), leaf, unknown=False)

    def holds(self, facts: Facts) -> bool:
        return self.rule.fails(facts)

    def fails(self, facts: Facts) -> bool:
        return self.rule.holds(facts)

    def parts(self) -> Iterator[Rule]:
        yield self.rule


# Verdicts of rules that passed, by type: all that is told of them.
_PASSES: Final[dict[str, Verdict]] = {}


def _over(
    group: "AllOf | AnyOf | NotOf", parts: tuple[Verdict, ...], leaf: Verdict, *, unknown: bool
) -> Verdict:
    return Verdict(
        False,
        leaf.reason,
        leaf.observed,
        leaf.needed,
        leaf.missing,
        leaf.message or group.message,
        group.type,
        parts,
        unknown,
    )


def _union(found: list[frozenset[str] | None]) -> frozenset[str] | None:
    known = [names for names in found if names is not None]
    return frozenset().union(*known) if len(known) == len(found) else None


def _depth(rule: Rule) -> int:
    return 1 + max((_depth(part) for part in rule.parts()), default=0)


def _size(rule: Rule) -> int:
    return 1 + sum(_size(part) for part in rule.parts())


AnyRule = TypeAliasType("AnyRule", Annotated[LeafRule | AllOf | AnyOf | NotOf, Field(discriminator="type")])

for kind in (AllOf, AnyOf, NotOf):
    kind.model_rebuild()
