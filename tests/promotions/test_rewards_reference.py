"""The reference of rewards tells every setting in the words of the code, and its examples are right."""

import re

import pytest
from pydantic import BaseModel

from largesse.promotions.rewards.bundle import BundlePart
from largesse.promotions.rewards.effects import Effects
from largesse.promotions.rewards.reward import Reward
from largesse.promotions.rewards.targets import Target
from largesse.promotions.rewards.values import MoneySteps
from tests.promotions.baskets import REWARDS as READ
from tests.promotions.baskets import basket, line, off
from tests.test_families import REFERENCE, REWARDS

PAGE = (REFERENCE / "rewards.md").read_text()


def section_of(reward: type[Reward]) -> str:
    """What the reference says of a reward."""
    anchor = f"### {reward.title} {{ #{reward.model_fields['type'].default} }}\n"
    assert anchor in PAGE
    return re.split(r"^##", PAGE.partition(anchor)[2], maxsplit=1, flags=re.MULTILINE)[0]


def example_of(reward: type[Reward]) -> Reward:
    """The reward as the reference shows it."""
    [shown] = re.findall(r"```json\n(.*?)\n```", section_of(reward), re.DOTALL)
    return READ.validate_json(shown)


def told(effects: Effects, discounts: dict[str, int]) -> set[str]:
    """Effects in the words of the reference."""
    found = {f"{sku} {discount}" for sku, discount in discounts.items()}
    found |= {f"gives {grant.amount} {grant.kind}" for grant in effects.grants}
    others = {
        "shipping {}": effects.shipping,
        "spends {} points": effects.spends_points,
        "spends {} money": effects.spends_gift,
    }
    return found | {text.format(amount) for text, amount in others.items() if amount}


@pytest.mark.parametrize("reward", REWARDS, ids=lambda reward: reward.__name__)
def test_the_reference_tells_every_setting_of_a_reward(reward: type[Reward]) -> None:
    section = section_of(reward)
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", section.partition("A part:")[0], re.MULTILINE))
    fields = reward.model_fields.items()
    assert rows == {name: field.description for name, field in fields if name != "type"}
    for paragraph in (reward.__doc__ or "").split("\n\n"):
        assert " ".join(paragraph.split()) in " ".join(section.split())


@pytest.mark.parametrize("reward", REWARDS, ids=lambda reward: reward.__name__)
def test_the_reference_reckons_the_example_of_a_reward_right(reward: type[Reward]) -> None:
    example = example_of(reward)
    assert type(example) is reward
    assert READ.validate_json(example.model_dump_json()) == example
    [(given, taken)] = re.findall(r"^In numbers: `(.+?)` → `(.+?)`\.", section_of(reward), re.MULTILINE)
    lines = re.findall(r"([A-Z-]+) (\d+) x (\d+)", given)
    stand = {name: int(amount) for name, amount in re.findall(r"(shipping|points|card) (\d+)", given)}
    cart = basket(
        *(line(sku, int(price), int(quantity)) for sku, quantity, price in lines),
        shipping=stand.get("shipping", 0),
        points=stand.get("points"),
        balance=stand.get("card"),
    )
    effects = example.apply(cart)
    assert told(effects, off(cart, effects)) == set(taken.split(", "))


@pytest.mark.parametrize(
    ("model", "begins", "ends"),
    [
        (Target, "{ #target }", "{ #steps }"),
        (MoneySteps, "{ #steps }", "## The order"),
        (BundlePart, "A part:", "```"),
    ],
)
def test_the_reference_tells_every_setting_of_a_part(model: type[BaseModel], begins: str, ends: str) -> None:
    section = PAGE.partition(begins)[2].partition(ends)[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", section, re.MULTILINE))
    assert rows == {name: field.description for name, field in model.model_fields.items()}


def test_the_reference_s_targets_and_steps_are_read() -> None:
    section = PAGE.partition("{ #target }")[2].partition("## The order")[0]
    targets = re.findall(r"\| `({.*})` \|", section)
    assert len(targets) > 3
    for shown in targets:
        Target.model_validate_json(shown)
    [steps] = re.findall(r"```json\n(.*?)\n```", section, re.DOTALL)
    MoneySteps.model_validate_json(steps)
