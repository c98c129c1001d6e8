"""Every member of a family of variants is registered, has a title, help text and documented settings."""

import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import BaseModel, TypeAdapter

import largesse.connections.kinds
import largesse.fraud.signals
import largesse.messages.channels
import largesse.profiles.conditions.operators
import largesse.promotions.rewards
import largesse.promotions.rules
import largesse.vouchers.sources
import largesse.workflows.nodes
import largesse.workflows.transformations.inputs
import largesse.workflows.transformations.operations
import largesse.workflows.triggers
from largesse.fraud.schemas import DEFAULTS
from largesse.fraud.signals.signal import Signal
from largesse.profiles.conditions.operators.operator import ValueOperator
from largesse.promotions.reasons import REASONS
from largesse.promotions.rewards import AnyReward
from largesse.promotions.rewards.reward import Group as RewardGroup
from largesse.promotions.rewards.reward import Reward
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.tree import AllOf, AnyOf, AnyRule, NotOf
from largesse.workflows.node import Node
from largesse.workflows.nodes import NODES

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"

# The family's package, its union, and the method each member has, if the family has one yet.
FAMILIES: list[tuple[ModuleType, Any, str | None]] = [
    (largesse.vouchers.sources, largesse.vouchers.sources.Source, None),
    (largesse.messages.channels, largesse.messages.channels.Channel, "send"),
    (
        largesse.workflows.transformations.inputs,
        largesse.workflows.transformations.inputs.AnyInput,
        "open",
    ),
    (
        largesse.workflows.transformations.operations,
        largesse.workflows.transformations.operations.AnyOperation,
        "start",
    ),
]


def members_of(union: object) -> tuple[type[BaseModel], ...]:
    """The classes of a union, also of one with a single member."""
    if get_origin(union) is Annotated:
        union = get_args(union)[0]
    return get_args(union) or (union,)  # type: ignore[return-value]  # a lone class is a union of one


def variants_in(family: ModuleType) -> Iterator[type[BaseModel]]:
    """Every class in the files of a family that looks like a member: a model with a literal `type`."""
    for info in pkgutil.iter_modules(family.__path__, f"{family.__name__}."):
        module = importlib.import_module(info.name)
        for _, found in inspect.getmembers(module, inspect.isclass):
            if (
                issubclass(found, BaseModel)
                and found.__module__ == info.name
                and "type" in found.model_fields
            ):
                yield found


MEMBERS = [
    pytest.param(member, method, id=member.__name__)
    for _, union, method in FAMILIES
    for member in members_of(union)
]


@pytest.mark.parametrize(("family", "union"), [(family, union) for family, union, _ in FAMILIES])
def test_what_lies_in_the_folder_is_what_is_registered(family: ModuleType, union: object) -> None:
    assert set(variants_in(family)) == set(members_of(union))
    types = [member.model_fields["type"].default for member in members_of(union)]
    assert len(types) == len(set(types))


@pytest.mark.parametrize(("family", "union"), [(family, union) for family, union, _ in FAMILIES])
def test_the_union_reads_each_member_by_its_type(family: ModuleType, union: Any) -> None:  # noqa: ANN401  any union
    for member in members_of(union):
        read = TypeAdapter(union).validate_python({"type": member.model_fields["type"].default})
        assert type(read) is member


@pytest.mark.parametrize(("member", "method"), MEMBERS)
def test_a_member_is_titled_documented_and_frozen(member: type[BaseModel], method: str | None) -> None:
    title = getattr(member, "title", "")
    assert isinstance(title, str)
    assert title.strip()
    assert member.__doc__ is not None
    assert member.__doc__.strip().endswith(".")
    assert member.model_config.get("frozen") is True
    assert method is None or callable(getattr(member, method, None))


@pytest.mark.parametrize(("member", "method"), MEMBERS)
def test_each_setting_of_a_member_says_what_it_does(member: type[BaseModel], method: str | None) -> None:
    silent = [name for name, field in member.model_fields.items() if name != "type" and not field.description]
    assert silent == []


NODE_CLASSES = members_of(largesse.workflows.nodes.AnyNode)
OPERATORS = members_of(largesse.profiles.conditions.operators.Operator.__value__)
# What every node has stands at the top of the page.
SHARED = {"id", "title", "type", "position"}


def classes_in(family: ModuleType, root: type) -> set[type]:
    """Every class in the files of a family that is a member by its root and has a name of its own."""
    found: set[type] = set()
    for info in pkgutil.iter_modules(family.__path__, f"{family.__name__}."):
        module = importlib.import_module(info.name)
        found |= {
            kind
            for _, kind in inspect.getmembers(module, inspect.isclass)
            if issubclass(kind, root) and kind.__module__ == info.name and not inspect.isabstract(kind)
        }
    return found


def section_of(node: type[Node]) -> str:
    """What the reference says of a node."""
    page = (REFERENCE / "nodes.md").read_text()
    anchor = f"### {node.name} {{ #{node.model_fields['type'].default} }}\n"
    assert anchor in page
    return re.split(r"^##", page.partition(anchor)[2], maxsplit=1, flags=re.MULTILINE)[0]


def test_every_node_and_trigger_in_the_folders_is_registered() -> None:
    found = classes_in(largesse.workflows.nodes, Node) | classes_in(largesse.workflows.triggers, Node)
    assert {kind for kind in found if "type" in kind.model_fields} == set(NODE_CLASSES)
    types = [node.model_fields["type"].default for node in NODE_CLASSES]
    assert len(types) == len(set(types))
    names = [node.name for node in NODE_CLASSES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("node", NODE_CLASSES, ids=lambda node: node.__name__)
def test_a_node_is_named_documented_and_frozen(node: type[Node]) -> None:
    assert node.name.strip()
    assert node.__doc__ is not None
    assert node.__doc__.strip().endswith(".")
    assert node.__doc__ != Node.__doc__
    assert node.group in ("trigger", "condition", "flow", "action", "file")
    assert node.kinds
    assert node.model_config.get("frozen") is True
    assert [
        name for name, field in node.model_fields.items() if name != "type" and not field.description
    ] == []


@pytest.mark.parametrize("node", NODE_CLASSES, ids=lambda node: node.__name__)
def test_the_reference_tells_every_setting_and_way_out_of_a_node(node: type[Node]) -> None:
    section = section_of(node)
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", section, re.MULTILINE))
    told = {name: field.description for name, field in node.model_fields.items() if name not in SHARED}
    assert rows == told
    for paragraph in (node.__doc__ or "").split("\n\n"):
        assert " ".join(paragraph.split()) in " ".join(section.split())
    for port in example_of(node).ports():
        assert f"`{port}`" in section


@pytest.mark.parametrize("node", NODE_CLASSES, ids=lambda node: node.__name__)
def test_the_reference_shows_an_example_of_a_node_that_could_be_published(node: type[Node]) -> None:
    example = example_of(node)
    assert type(example) is node
    assert list(example.faults()) == []
    assert all(text is not None for text in example.texts.values())  # its templates compile


def example_of(node: type[Node]) -> Node:
    """The node as the reference shows it."""
    [shown] = re.findall(r"```json\n(.*?)\n```", section_of(node), re.DOTALL)
    return NODES.validate_python(json.loads(shown))


def test_every_operator_in_the_folder_is_registered() -> None:
    found = classes_in(largesse.profiles.conditions.operators, ValueOperator)
    assert {kind for kind in found if "operator" in kind.model_fields} == set(OPERATORS)
    names = [member.model_fields["operator"].default for member in OPERATORS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.__name__)
def test_an_operator_is_titled_documented_and_in_the_reference(operator: type[BaseModel]) -> None:
    title = getattr(operator, "title", "")
    assert isinstance(title, str)
    assert title.strip()
    assert operator.__doc__ is not None
    assert operator.__doc__.strip().endswith(".")
    assert operator.model_config.get("frozen") is True
    settings = {name: field for name, field in operator.model_fields.items() if name != "operator"}
    assert [name for name, field in settings.items() if not field.description] == []
    name = operator.model_fields["operator"].default
    lines = (REFERENCE / "conditions.md").read_text().splitlines()
    [row] = [line for line in lines if line.startswith("|") and re.search(rf"`{name}`", line.split("|")[1])]
    assert [setting for setting in settings if f"`{setting}`" not in row.split("|")[3]] == []


@pytest.mark.parametrize(
    "member",
    [
        *members_of(largesse.workflows.transformations.inputs.AnyInput),
        *members_of(largesse.workflows.transformations.operations.AnyOperation),
    ],
    ids=lambda member: member.__name__,
)
def test_an_input_or_operation_of_a_transformation_is_in_the_reference(member: type[BaseModel]) -> None:
    name = member.model_fields["type"].default
    lines = (REFERENCE / "transformations.md").read_text().splitlines()
    [row] = [line for line in lines if line.startswith(f"| `{name}` |")]
    assert [name for name in member.model_fields if name != "type" and f"`{name}`" not in row] == []


@pytest.mark.parametrize(
    "kind", members_of(largesse.connections.kinds.ConnectionKind), ids=lambda kind: kind.__name__
)
def test_a_kind_of_connection_is_titled_and_documented(kind: type[BaseModel]) -> None:
    title = getattr(kind, "title", "")
    assert isinstance(title, str)
    assert title.strip()
    assert kind.__doc__ is not None
    assert kind.__doc__.strip().endswith(".")
    silent = [name for name, field in kind.model_fields.items() if name != "type" and not field.description]
    assert silent == []
    name = kind.model_fields["type"].default
    page = (REFERENCE.parent / "how-to" / "call-an-outside-system.md").read_text()
    assert f"| `{name}` |" in page


GROUPS = (AllOf, AnyOf, NotOf)
RULES = (*members_of(largesse.promotions.rules.LeafRule), *GROUPS)


def rule_section_of(rule: type[Rule]) -> str:
    """What the reference says of a rule."""
    page = (REFERENCE / "rules.md").read_text()
    anchor = f"### {rule.title} {{ #{rule.model_fields['type'].default} }}\n"
    assert anchor in page
    return re.split(r"^##", page.partition(anchor)[2], maxsplit=1, flags=re.MULTILINE)[0]


def test_every_rule_in_the_folder_is_registered() -> None:
    found = {kind for kind in classes_in(largesse.promotions.rules, Rule) if "type" in kind.model_fields}
    assert found | set(GROUPS) == set(RULES)
    for told in ([rule.model_fields["type"].default for rule in RULES], [rule.title for rule in RULES]):
        assert len(told) == len(set(told))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_is_titled_documented_and_frozen(rule: type[Rule]) -> None:
    assert rule.title.strip()
    assert rule.__doc__ is not None
    assert rule.__doc__.strip().endswith(".")
    assert rule.__doc__ != Rule.__doc__
    assert rule.group in get_args(Group)
    assert rule.model_config.get("frozen") is True
    assert [
        name for name, field in rule.model_fields.items() if name != "type" and not field.description
    ] == []
    inserts = set(re.findall(r"{(.*?)}", rule.sentence))
    assert inserts <= set(rule.model_fields) - {"type", "message"}
    optional = set(re.findall(r"{(\w+)}", "".join(re.findall(r"\[(.*?)\]", rule.sentence))))
    unset = {name for name, field in rule.model_fields.items() if field.default is None}
    assert inserts & unset <= optional  # a card has nothing to show there


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_reference_tells_every_setting_and_reason_of_a_rule(rule: type[Rule]) -> None:
    section = rule_section_of(rule)
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", section, re.MULTILINE))
    shared = ("type", "message")
    assert rows == {
        name: field.description for name, field in rule.model_fields.items() if name not in shared
    }
    for paragraph in (rule.__doc__ or "").split("\n\n"):
        assert " ".join(paragraph.split()) in " ".join(section.split())
    told = set(re.findall(r"\[`(\w+)`\]\(reasons\.md#\1\)", section))
    assert told <= REASONS.keys()
    source = Path(inspect.getfile(rule)).read_text()
    if rule not in GROUPS:
        assert told >= set(re.findall(r'(?:failed\(\s*|reason: ClassVar\[str\] = )"(\w+)"', source))
        assert told


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_reference_shows_an_example_of_a_rule_that_is_read_back_as_it_was_written(
    rule: type[Rule],
) -> None:
    [shown] = re.findall(r"```json\n(.*?)\n```", rule_section_of(rule), re.DOTALL)
    tree: TypeAdapter[Rule] = TypeAdapter(AnyRule)
    example = tree.validate_json(shown)
    assert type(example) is rule
    assert tree.validate_json(tree.dump_json(example)) == example


REWARDS: tuple[type[Reward], ...] = tuple(members_of(AnyReward))  # type: ignore[arg-type]  # all of them are


def test_every_reward_in_the_folder_is_registered() -> None:
    assert classes_in(largesse.promotions.rewards, Reward) == set(REWARDS)
    for names in (
        [reward.model_fields["type"].default for reward in REWARDS],
        [reward.title for reward in REWARDS],
    ):
        assert len(names) == len(set(names))


@pytest.mark.parametrize("reward", REWARDS, ids=lambda reward: reward.__name__)
def test_a_reward_is_titled_documented_and_frozen(reward: type[Reward]) -> None:
    assert reward.title.strip()
    assert reward.__doc__ is not None
    assert reward.__doc__.strip().endswith(".")
    assert reward.__doc__ != Reward.__doc__
    assert reward.group in get_args(RewardGroup)
    assert reward.model_config.get("frozen") is True
    fields = {name: field for name, field in reward.model_fields.items() if name != "type"}
    assert [name for name, field in fields.items() if not field.description] == []
    inserts = set(re.findall(r"{(.*?)}", reward.sentence))
    assert inserts <= set(fields)
    optional = set(re.findall(r"{(\w+)}", "".join(re.findall(r"\[(.*?)\]", reward.sentence))))
    unset = {name for name, field in fields.items() if field.default is None}
    assert inserts & unset <= optional


SIGNALS: tuple[type[Signal], ...] = tuple(members_of(largesse.fraud.signals.AnySignal))  # type: ignore[arg-type]  # all of them are


def test_every_signal_in_the_folder_is_registered_and_looked_for_in_a_new_workspace() -> None:
    assert classes_in(largesse.fraud.signals, Signal) == set(SIGNALS)
    assert {type(signal) for signal in DEFAULTS} == set(SIGNALS)
    assert list(largesse.fraud.signals.TITLES) == [signal.model_fields["type"].default for signal in SIGNALS]


@pytest.mark.parametrize("signal", DEFAULTS, ids=lambda signal: signal.type)
def test_the_reference_tells_every_setting_of_a_signal_with_its_default(signal: Signal) -> None:
    kind = type(signal)
    page = (REFERENCE / "signals.md").read_text()
    name = kind.model_fields["type"].default
    anchor = f"## {kind.title} {{ #{name} }}\n"
    assert anchor in page
    section = page.partition(anchor)[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", section, re.MULTILINE)
    assert rows == [
        (setting, field.description, str(getattr(signal, setting)))
        for setting, field in kind.model_fields.items()
        if setting != "type"
    ]
    for paragraph in (kind.__doc__ or "").split("\n\n"):
        assert " ".join(paragraph.split()) in " ".join(section.split())
    [shown] = re.findall(r"```json\n(.*?)\n```", section, re.DOTALL)
    assert kind.model_validate_json(shown) == signal
    assert kind.model_config.get("frozen") is True
