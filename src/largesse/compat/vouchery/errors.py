"""Vouchery's error envelope in place of problem documents, on the addresses of its API."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI
from pydantic import BaseModel, Field, JsonValue
from starlette.types import Scope

from largesse.compat.rewriting import install_rewritten_errors
from largesse.core.errors import InvalidError, NotFoundError
from largesse.core.money import from_minor, plain
from largesse.promotions.reasons import REASONS

PREFIX: Final = "/vouchery/api/v2.1"
AMOUNTS: Final = ("order_below_minimum", "order_above_maximum", "order_total_mismatch")


class VoucheryFault(BaseModel):
    """One reason: of a refused voucher, or of a wrong field."""

    code: int | str = Field(description="Vouchery's number or key; ours where it has none.")
    message: str
    attribute: str | None = Field(default=None, description="The wrong field.")
    boundaryValue: JsonValue = Field(default=None, description="What was asked for.")  # noqa: N815  their spelling
    reason: str | None = Field(default=None, description="Our own stable code (an addition).")


class VoucheryError(BaseModel):
    """Vouchery's error envelope."""

    type: str = "error"
    error: bool = True
    code: str
    message: str
    errors: list[VoucheryFault]


class RedemptionRejectedError(InvalidError):
    """422: the voucher is not good for this customer and order; `errors` say why."""

    def __init__(self, message: str, rejected: Sequence[Mapping[str, Any]]) -> None:
        super().__init__("redemption_rejected", message, facts={"rejected": list(rejected)})


class VoucherUnknownError(NotFoundError):
    """404: there is no such voucher."""

    def __init__(self, message: str, rejected: Sequence[Mapping[str, Any]]) -> None:
        super().__init__("redemption_rejected", message, facts={"rejected": list(rejected)})


def rejection(
    reason: str, *, needed: JsonValue, currency: str | None, message: str | None = None
) -> dict[str, Any]:
    """A reason in Vouchery's words; what was asked for in major units where it is an amount."""
    known = REASONS.get(reason)
    code = (known.vouchery_code or known.vouchery) if known else None
    if reason in AMOUNTS and currency and isinstance(needed, int):
        needed = plain(from_minor(needed, currency))
    return {
        "code": code or reason,
        "message": message or (known.sentence if known else reason),
        "boundaryValue": needed,
        "reason": reason,
    }


def install_vouchery_errors(app: FastAPI) -> None:
    """Puts the envelope around the finished application and into its OpenAPI document."""
    install_rewritten_errors(app, prefixes=(PREFIX,), model=VoucheryError, rewrite=_rewrite, statuses={})


def _rewrite(_: Scope, problem: Mapping[str, Any]) -> VoucheryError:
    faults = [VoucheryFault.model_validate(one) for one in problem.get("rejected", ())]
    for error in problem["errors"]:
        attribute = ".".join(error["pointer"].strip("/").split("/")[1:])
        faults.append(VoucheryFault(code=error["code"], message=error["message"], attribute=attribute))
    return VoucheryError(code=problem["code"], message=problem["detail"], errors=faults)
