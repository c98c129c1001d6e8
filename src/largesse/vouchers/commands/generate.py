"""Begins generations: is there room in the pattern and in the pool, are the codes hard to guess."""

from uuid import UUID

from sqlalchemy import text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.errors import ConflictError, InvalidError
from largesse.core.jobs import start_job
from largesse.vouchers.codes import CasePolicy, canonical
from largesse.vouchers.commands.stock import open_pool, pool_full
from largesse.vouchers.guessability import guessability
from largesse.vouchers.import_schemas import GenerationInput
from largesse.vouchers.patterns import (
    CapacityError,
    CodePattern,
    PatternError,
    capacity,
    check_capacity,
    check_case,
)


async def start_generation(ctx: Context, pool_id: UUID, wish: GenerationInput) -> UUID:
    """Checks capacity with exact integers against what exists, and starts the job; returns its id.

    ConflictError (`capacity_exceeded`, `pool_full`), InvalidError (`ambiguous_case`).
    """
    opened = await open_pool(ctx, pool_id)
    pattern = pattern_in_pool(wish, opened.pool.prefix)
    try:
        check_case(pattern, CasePolicy(ctx.case_policy))
    except PatternError as error:
        raise InvalidError("ambiguous_case", str(error), pointer="/body/charset") from error
    if opened.room is not None and opened.room < wish.count:
        raise pool_full(opened)
    try:
        existing = await count_existing(ctx, pattern) if await _may_run_out(ctx, pattern, wish.count) else 0
        check_capacity(pattern, wanted=wish.count, existing=existing)
    except CapacityError as error:
        raise ConflictError(
            "capacity_exceeded", str(error), facts={"possible": error.possible, "existing": error.existing}
        ) from error
    warning = guessability(pattern, codes_in_pool=opened.tail + wish.count).warning
    settings = pattern.model_dump(mode="json")
    args: dict[str, object] = {"pool_id": str(pool_id), "count": wish.count, "pattern": settings}
    job_id = await start_job(
        ctx,
        "generate_codes",
        args=args,
        object_id=str(pool_id),
        total=wish.count,
        progress={"warning": warning} if warning is not None else None,
    )
    record(
        ctx,
        "codes.generation_started",
        object_type="pool",
        object_id=pool_id,
        after={"job_id": str(job_id), "count": wish.count},
    )
    return job_id


def pattern_in_pool(wish: CodePattern, pool_prefix: str) -> CodePattern:
    """The pattern with the pool's prefix before it, unless its codes begin with that anyway."""
    settings = {name: getattr(wish, name) for name in CodePattern.model_fields}
    if not "".join(_literal_start(wish)).startswith(pool_prefix):
        settings["prefix"] = pool_prefix + wish.prefix
    try:
        return CodePattern.model_validate(settings)
    except ValueError as error:
        raise InvalidError("invalid_pattern", str(error).splitlines()[2].strip()) from error


async def count_existing(ctx: Context, pattern: CodePattern) -> int:
    """How many codes of the workspace look like the pattern's, whatever their check character."""
    policy = CasePolicy(ctx.case_policy)
    start = canonical("".join(_literal_start(pattern)), policy)
    values: dict[str, object] = {"symbols": canonical(pattern.symbols, policy)}
    conditions = []
    for place, part in enumerate(pattern.template, start=1):
        if part is None:
            conditions.append(f"position(substr(code, {place}, 1) in :symbols) > 0")
        else:
            conditions.append(f"substr(code, {place}, 1) = :part_{place}")
            values[f"part_{place}"] = canonical(part, policy)
    found: int = (
        await ctx.db.execute(
            text(
                "select count(*) from codes where workspace_id = :workspace and code >= :start"
                f" and code < :end and length(code) = :length and {' and '.join(conditions)}"
            ),
            {
                "workspace": ctx.workspace_id,
                "start": start,
                "end": start + "\U0010ffff",
                "length": len(pattern.template),
                **values,
            },
        )
    ).scalar_one()
    return found


async def _may_run_out(ctx: Context, pattern: CodePattern, wanted: int) -> bool:
    """Whether it matters which codes exist; not if the pattern has room beside all of the workspace's."""
    codes = await ctx.db.scalar(
        text(
            "select coalesce(sum(unassigned + expired + assigned + redeemed + cancelled), 0)"
            " from vouchers_counts(:workspace, null, :now)"
        ),
        {"workspace": ctx.workspace_id, "now": ctx.now},
    )
    return capacity(pattern) - wanted < int(codes or 0)


def _literal_start(pattern: CodePattern) -> list[str]:
    start = []
    for part in pattern.template:
        if part is None:
            break
        start.append(part)
    return start
