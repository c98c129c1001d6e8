"""The bounded sandbox: the environment templates are compiled in, and the context each rendering runs in."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final
from urllib.parse import quote

from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context
from markupsafe import Markup, escape

from largesse.core.templates.acts import Acts
from largesse.core.templates.calling import misused
from largesse.core.templates.conditions import TESTS
from largesse.core.templates.errors import StopRender, TemplateError
from largesse.core.templates.filters import IN_CONTEXT, PLAIN, TAKES_MISSING
from largesse.core.templates.filters.lists import items_of
from largesse.core.templates.generator import BoundedGenerator
from largesse.core.templates.limits import ITEM, ITEMS, VALUE, WORK, weigh
from largesse.core.templates.methods import FUNCTIONS, call_method
from largesse.core.templates.operations import COMPARISONS, OPERATIONS, join_texts, negative, positive
from largesse.core.templates.tags import TagLexer, Tags
from largesse.core.templates.values import (
    MISSING,
    Encoded,
    Missing,
    OwnDict,
    OwnList,
    as_text,
    describe,
    is_missing,
    lookup,
    number,
)

_UNRESERVED: Final = re.compile(r"[A-Za-z0-9._~-]*", re.ASCII)
_CALL: Final = 16  # units that any filter, test, method or function costs, whatever it is given
_SCALARS: Final = frozenset({int, float, bool, type(None), Missing})


def show_text(value: object) -> str:
    """The value in a text."""
    return as_text(value)


def show_html(value: object) -> str:
    """The value in HTML: escaped, save markup."""
    return escape(as_text(value))


def show_url(value: object) -> str:
    """The value in an address: percent-encoded whole: never more than part of one step or parameter."""
    text = as_text(value)
    if isinstance(text, Encoded) or _UNRESERVED.fullmatch(text):
        return text
    return Encoded(quote(text, safe=""))


class RenderContext(Context):
    """One rendering: the values handed in, the acts of the caller, and the work that is still allowed."""

    def __init__(
        self,
        environment: "BoundedEnvironment",
        values: Mapping[str, object],
        acts: Acts | None,
    ) -> None:
        # Not Jinja2's own beginning, which copies what never changes here.
        self.parent = values  # type: ignore[assignment]
        self.vars = {}
        self.environment = environment
        self.eval_ctx = environment.eval_ctx
        self.exported_vars = set()
        self.name = None
        self.blocks = {}
        self.acts = acts
        self.acting = False
        self.work = WORK

    def pay(self, units: int) -> None:
        """Take units off the work that is still allowed."""
        self.work -= units
        if self.work < 0:
            raise TemplateError(
                "the template does too much work: shorten its lists and texts, or do less in its loops"
            )

    def held(self, text: str) -> str:
        """A piece of a text that is being captured, paid for."""
        self.pay(len(text))
        return text

    def paid(self, value: object) -> object:
        """The value, held to its limit and paid for."""
        kind = type(value)
        if kind not in _SCALARS:
            self.pay(weigh(value))
        elif kind is int or kind is float:
            weigh(value)
        return value

    def compare(self, left: object, *rest: object) -> bool:
        """Comparisons one after the other, such as `a < b <= c`: operator, value, operator, value."""
        for place in range(0, len(rest), 2):
            right = rest[place + 1]
            if not isinstance(right, Mapping) or "in" not in str(rest[place]):
                self.pay(_cost(left) + _cost(right))
            if not COMPARISONS[str(rest[place])](left, right):
                return False
            left = right
        return True

    def joined(self, parts: tuple[object, ...]) -> object:
        """The texts of `a ~ b ~ c`."""
        return self.paid(join_texts(parts))

    def own_list(self, items: tuple[object, ...]) -> object:
        """A list that the template writes."""
        return self.paid(OwnList(items))

    def own_dict(self, pairs: tuple[tuple[object, object], ...]) -> object:
        """A mapping that the template writes."""
        for key, _ in pairs:
            if not isinstance(key, str | int | float):
                raise TemplateError(f"{describe(key)} cannot be a key: keys are texts and numbers")
        return self.paid(OwnDict(pairs))

    def part(self, value: object, start: object, stop: object, step: object) -> object:
        """The part of a list or text that `a[start:stop:step]` names."""
        if is_missing(value):
            return MISSING
        ends = [None if is_missing(end) else int(number(end)) for end in (start, stop, step)]
        if ends[2] == 0:
            raise TemplateError("the step of a part cannot be 0")
        whole = value if isinstance(value, str | list | tuple) else as_text(value)
        return self.paid(whole[slice(*ends)])

    def method(self, value: object, name: str, *args: object, **named: object) -> object:
        """What `value.name(...)` answers."""
        searched = isinstance(value, str | list | tuple) and name != "append"
        self.pay_call(value if searched else None, args, named)
        try:
            return self.paid(call_method(value, name, *args, **named))
        except TypeError as error:
            raise TemplateError(f"the method {name}() cannot be used so: see the list of methods") from error

    def function(self, name: str, *args: object, **named: object) -> object:
        """What `name(...)` answers."""
        self.pay_call(None, args, named)
        try:
            return self.paid(FUNCTIONS[name](*args, **named))
        except TypeError as error:
            raise misused(f"the function {name}()", FUNCTIONS[name], args, named, error, hidden=0) from error

    def each(self, _: None, value: object) -> list[object]:
        """The items that a loop goes through."""
        items = items_of(value)
        if len(items) > ITEMS:
            raise TemplateError(
                f"a loop goes through at most {ITEMS} items, not {len(items)}: cut it with [:{ITEMS}]"
            )
        self.pay(_CALL + ITEM * len(items))
        return list(items)

    def required(self, _: None, profile: object, name: str) -> object:
        """The attribute of `{% customer name %}`; raises StopRender when it is missing."""
        value = lookup(profile, name)
        if is_missing(value):
            raise StopRender(f"the customer has no {name!r}")
        return value

    def kill(self, _: None) -> object:
        """`{% kill %}`: raises StopRender."""
        raise StopRender("the template says {% kill %}")

    def draw(self, _: None, pool: object, assign: object) -> str:
        """A code of a pool; raises what the caller's acts raise."""
        name = as_text(pool).strip()
        if not name:
            raise TemplateError("a voucher tag names no pool: {% voucher %}POOL{% endvoucher %}")
        acts = self._begin_act("codes")
        code = acts.code(name, assign=bool(assign))
        self.acting = False
        return code

    def barcode(self, _: None, code: object, options: Mapping[str, object]) -> str:
        """The picture of a code, as HTML or as an address."""
        texts = {name: as_text(value) for name, value in options.items()}
        acts = self._begin_act("barcodes")
        picture = acts.barcode(as_text(code).strip(), texts)
        self.acting = False
        self.pay(len(picture))
        if texts["form"] == "html" and self.environment.autoescape:
            return Markup(picture)  # noqa: S704 - made by the caller, not by a template
        return picture

    def _begin_act(self, what: str) -> Acts:
        if self.acts is None:
            raise TemplateError(f"there are no {what} here: the tag works in messages to a customer only")
        self.acting = True
        return self.acts

    def pay_call(self, value: object, args: tuple[object, ...], named: Mapping[str, object]) -> None:
        """Take off what going through a value and the arguments costs."""
        units = _CALL + _cost(value)
        for argument in args:
            units += _cost(argument)
        for argument in named.values():
            units += _cost(argument)
        self.pay(units)


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """Jinja2 of which only what is harmless is left.

    Attributes of Python objects are never read, no value is ever called, operators are calculated by
    functions that look at the size first, and only listed filters and tests exist.
    """

    intercepted_binops = frozenset(OPERATIONS)
    intercepted_unops = frozenset({"+", "-"})
    code_generator_class = BoundedGenerator

    def __init__(
        self, show: Callable[[object], str], *, autoescape: bool = False, encodes: bool = False
    ) -> None:
        super().__init__(
            extensions=[Tags],
            undefined=Missing,
            autoescape=autoescape,
            optimized=False,
            keep_trailing_newline=True,
        )
        self.show = show
        self.globals = {}
        self.filters = {name: _bounded(name, function) for name, function in PLAIN.items()}
        self.filters |= {
            name: _bounded(name, function, in_context=True) for name, function in IN_CONTEXT.items()
        }
        self.tests = {name: _paid_test(name, function) for name, function in TESTS.items()}
        self.eval_ctx = EvalContext(self)
        self._encodes = encodes
        self._lexer = TagLexer(self)

    @property
    def lexer(self) -> TagLexer:
        """The lexer that knows the tags of Jinjava."""
        return self._lexer

    def concat(self, pieces: Iterable[str]) -> str:
        """The text that `set` or `filter` captured."""
        kept = list(pieces)
        if sum(len(piece) for piece in kept) > VALUE:
            raise TemplateError(f"a captured text has more than {VALUE} characters")
        text = "".join(kept)
        return Encoded(text) if self._encodes else text

    def getattr(self, obj: object, attribute: str) -> object:
        """What stands under a key; never an attribute of a Python object."""
        if type(obj) is dict:
            return obj.get(attribute, MISSING)
        return lookup(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        """What stands under a key or at a place."""
        if type(obj) is dict and type(argument) is str:
            return obj.get(argument, MISSING)
        return lookup(obj, argument)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """`left operator right`, sizes looked at before."""
        result = OPERATIONS[operator](left, right)
        if type(result) not in _SCALARS and isinstance(context, RenderContext):
            context.paid(result)
        return result

    def call_unop(self, context: Context, operator: str, arg: object) -> object:  # noqa: ARG002
        """`-x` and `+x`."""
        return negative(arg) if operator == "-" else positive(arg)


def _cost(value: object) -> int:
    """Units of work that a value costs whoever goes through it."""
    kind = type(value)
    if kind is str:
        return len(value)  # type: ignore[arg-type]
    return 1 if kind in _SCALARS else weigh(value, limit=WORK)


def _bounded(
    name: str, function: Callable[..., object], *, in_context: bool = False
) -> Callable[..., object]:
    """A filter held to the limits: its arguments are paid for, and what it makes is weighed."""
    takes_missing = name in TAKES_MISSING

    @pass_context
    def bounded(context: RenderContext, value: object, *args: object, **named: object) -> object:
        if not takes_missing and is_missing(value):
            return MISSING
        context.pay_call(value, args, named)
        given = (context, value, *args) if in_context else (value, *args)
        try:
            return context.paid(function(*given, **named))
        except TypeError as error:
            raise misused(
                f"the filter '{name}'", function, given, named, error, hidden=1 + in_context
            ) from error

    return bounded


def _paid_test(name: str, function: Callable[..., bool]) -> Callable[..., bool]:
    @pass_context
    def paid(context: RenderContext, value: object, *args: object) -> bool:
        context.pay_call(value if args or type(value) is str else None, args, {})
        try:
            return function(value, *args)
        except TypeError as error:
            raise misused(f"the test '{name}'", function, (value, *args), {}, error) from error

    return paid


_PLAIN_TEXT: Final = BoundedEnvironment(show_text)
ENVIRONMENTS: Final[Mapping[str, BoundedEnvironment]] = {
    "text": _PLAIN_TEXT,
    "json": _PLAIN_TEXT,
    "html": BoundedEnvironment(show_html, autoescape=True),
    "url": BoundedEnvironment(show_url, encodes=True),
}
