"""Calls of filters, tests, methods and functions whose arguments do not fit, in words that help."""

from collections.abc import Callable, Mapping
from inspect import Parameter, signature

from largesse.core.templates.errors import TemplateError


def misused(
    what: str,
    function: Callable[..., object],
    args: tuple[object, ...],
    named: Mapping[str, object],
    error: TypeError,
    *,
    hidden: int = 1,
) -> TemplateError:
    """What to raise in the place of a TypeError: which arguments there are, or else what Python said.

    `what` is the call in words; `hidden` counts the leading arguments that no template writes itself.
    """
    try:
        signature(function).bind(*args, **named)
    except TypeError:
        return TemplateError(f"{what} takes {_arguments(function, hidden=hidden)}")
    except ValueError:
        return TemplateError(f"{what} cannot be used so: see the reference of templates")
    return TemplateError(f"{what} cannot be used so: {error}")


def _arguments(function: Callable[..., object], *, hidden: int) -> str:
    parameters = list(signature(function).parameters.values())[hidden:]
    return (
        f"the arguments ({', '.join(_argument(each) for each in parameters)})"
        if parameters
        else "no arguments"
    )


def _argument(parameter: Parameter) -> str:
    if parameter.kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD):
        return "..."
    return parameter.name if parameter.default is Parameter.empty else f"{parameter.name}=..."
