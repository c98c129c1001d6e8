"""Writes models, scores and rankings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final
from uuid import UUID

import numpy as np
from sqlalchemy import text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import JsonObject, driver_connection, dump_json
from largesse.core.errors import AppError, ConflictError
from largesse.core.ids import new_id
from largesse.core.jobs import objects_at_work, start_job
from largesse.events.commands import emit
from largesse.personalization.engine.copying import RANKED
from largesse.personalization.engine.values import HORIZON_DAYS, Scores
from largesse.personalization.scorer.stages import STAGES
from largesse.profiles.commands import save_wishes
from largesse.profiles.drafts import Wish
from largesse.profiles.schemas import ProfileFields

TRAIN: Final = "train_engine"
REFRESH: Final = "refresh_engine"
SEED: Final = 20
# Files of the newest; figures of the others stay.
FILES_KEPT: Final = 3
ROWS_KEPT: Final = 100


@dataclass(frozen=True, slots=True)
class Finished:
    """What a training brought."""

    file: UUID
    figures: Mapping[str, object]


async def start_training(ctx: Context, *, seed: int = SEED) -> UUID:
    """Starts the job that trains a model; ConflictError `ai_training_running` while one is under way."""
    if await objects_at_work(ctx, [TRAIN]):
        raise ConflictError("ai_training_running", "A model is being trained already. Wait for that job.")
    record(ctx, "ai.training_started", object_type="ai_model", object_id="")
    return await start_job(ctx, TRAIN, args={"seed": seed}, object_id="ranking")


async def start_refresh(ctx: Context) -> UUID | None:
    """Starts the job that scores all customers anew; None while one is under way."""
    if await objects_at_work(ctx, [REFRESH]):
        return None
    return await start_job(ctx, REFRESH, args={}, object_id="scores")


async def add_model(ctx: Context, *, seed: int, data: JsonObject) -> UUID:
    """A row for the model that is being trained; one that a cancelled job left behind has failed."""
    await ctx.db.execute(
        text(
            "update ai_models set state = 'failed', error = 'The training was broken off.'"
            " where workspace_id = :workspace and kind = 'ranking' and state = 'training'"
        ),
        {"workspace": ctx.workspace_id},
    )
    model_id = new_id(ctx.now)
    await ctx.db.execute(
        text(
            "insert into ai_models (workspace_id, id, kind, state, data, seed, trained_to, created_at)"
            " values (:workspace, :id, 'ranking', 'training', :data, :seed, :now, :now)"
        ),
        {
            "workspace": ctx.workspace_id,
            "id": model_id,
            "data": dump_json(data),
            "seed": seed,
            "now": ctx.now,
        },
    )
    return model_id


async def finish_model(ctx: Context, model_id: UUID, finished: Finished) -> list[UUID]:
    """Makes it the model that answers, and tells so; returns the files that nobody needs any more."""
    await ctx.db.execute(
        text(
            "update ai_models set state = 'ready', file = :file, figures = :figures, ready_at = :now,"
            " error = null where workspace_id = :workspace and id = :id"
        ),
        {
            "workspace": ctx.workspace_id,
            "id": model_id,
            "file": str(finished.file),
            "figures": dump_json(dict(finished.figures)),
            "now": ctx.now,
        },
    )
    await emit(ctx, "ai.model_trained", {"model_id": model_id, "figures": dict(finished.figures)})
    return await _prune(ctx)


async def fail_model(ctx: Context, model_id: UUID, error: str) -> None:
    """Notes why there is no model, with an event `ai.training_failed`."""
    await ctx.db.execute(
        text(
            "update ai_models set state = 'failed', error = :error"
            " where workspace_id = :workspace and id = :id"
        ),
        {"workspace": ctx.workspace_id, "id": model_id, "error": error},
    )
    await emit(ctx, "ai.training_failed", {"model_id": model_id, "error": error})


async def keep_propensity(ctx: Context, model: JsonObject, *, seed: int) -> None:
    """Keeps the newest model of propensity: its weights stand in the row itself."""
    await ctx.db.execute(
        text("delete from ai_models where workspace_id = :workspace and kind = 'propensity'"),
        {"workspace": ctx.workspace_id},
    )
    await ctx.db.execute(
        text(
            "insert into ai_models (workspace_id, id, kind, state, data, seed, trained_to, created_at,"
            " ready_at) values (:workspace, :id, 'propensity', 'ready', :data, :seed, :now, :now, :now)"
        ),
        {
            "workspace": ctx.workspace_id,
            "id": new_id(ctx.now),
            "data": dump_json(model),
            "seed": seed,
            "now": ctx.now,
        },
    )


async def write_scores(ctx: Context, scores: Scores, *, at: datetime) -> int:
    """Writes scores of customers as of a moment, and their attributes `ai.*`; returns how many changed.

    Call it once in a transaction. Conditions, rules and templates read the attributes like any others.
    """
    connection = await driver_connection(ctx.db)
    await connection.execute(
        "insert into profile_scores (workspace_id, profile_id, purchases, spend, horizon_days, due,"
        " propensity, scored_at) select $1, s.*, $7 from (select u.id, u.purchases, u.spend,"
        " $6::integer, u.due, u.propensity"
        " from unnest($2::bigint[], $3::float8[], $4::float8[], $5::float8[], $8::float8[])"
        " u (id, purchases, spend, due, propensity)) s"
        " on conflict (workspace_id, profile_id) do update set purchases = excluded.purchases,"
        " spend = excluded.spend, horizon_days = excluded.horizon_days, due = excluded.due,"
        " propensity = excluded.propensity, scored_at = excluded.scored_at",
        ctx.workspace_id,
        scores.ids.tolist(),
        _known(scores.purchases),
        _known(scores.spend),
        _known(scores.due),
        HORIZON_DAYS,
        at,
        _known(scores.propensity),
    )
    wishes = [
        Wish(names={"id": str(profile_id)}, fields=ProfileFields(attributes=attributes))
        for profile_id, attributes in zip(scores.ids.tolist(), _attributes(scores), strict=True)
    ]
    saved = await save_wishes(ctx, wishes) if wishes else []
    # A profile may have been erased meanwhile, or be full.
    return sum(not isinstance(item, AppError) and item.outcome == "updated" for item in saved)


async def write_rankings(ctx: Context, rows: bytes, *, model_id: UUID, among: str, at: datetime) -> None:
    """Writes rankings (`ranking_rows`) as of a moment by COPY, in place of those the customers had.

    `among` says which promotions the places are of.
    """
    connection = await driver_connection(ctx.db)
    # Rows of tenants cannot be copied in; see row-level security in the manual of COPY.
    await connection.execute(
        "create temporary table if not exists ranked (profile_id bigint, stage smallint,"
        " promotions integer[], scores real[], reasons text) on commit delete rows"
    )
    await connection.copy_to_table("ranked", source=BytesIO(rows), columns=RANKED, format="binary")
    await connection.execute(
        "insert into profile_rankings (workspace_id, profile_id, model_id, stage, among, promotions, scores,"
        " reasons, ranked_at) select $1, profile_id, $4, ($5::text[])[stage + 1], $2, promotions, scores,"
        " reasons::jsonb, $3 from ranked on conflict (workspace_id, profile_id) do update set"
        " model_id = excluded.model_id, stage = excluded.stage, among = excluded.among,"
        " promotions = excluded.promotions, scores = excluded.scores, reasons = excluded.reasons,"
        " ranked_at = excluded.ranked_at",
        ctx.workspace_id,
        among,
        at,
        model_id,
        list(STAGES),
    )


async def forget_before(ctx: Context, at: datetime) -> None:
    """Takes away what no batch said again: of customers who were erased, or bought nothing for long."""
    for table, column in (("profile_scores", "scored_at"), ("profile_rankings", "ranked_at")):
        await ctx.db.execute(
            text(f"delete from {table} where workspace_id = :workspace and {column} < :at"),
            {"workspace": ctx.workspace_id, "at": at},
        )


async def _prune(ctx: Context) -> list[UUID]:
    values = {"workspace": ctx.workspace_id, "files": FILES_KEPT, "rows": ROWS_KEPT}
    ranked = (
        "select id, file, row_number() over (order by ready_at desc nulls last, id desc) as place"
        " from ai_models where workspace_id = :workspace and kind = 'ranking'"
    )
    gone = await ctx.db.scalars(
        text(f"select file from ({ranked} and state = 'ready' and file is not null) m where place > :files"),
        values,
    )
    files = [UUID(file) for file in gone.all()]
    await ctx.db.execute(
        text("update ai_models set file = null where workspace_id = :workspace and file = any(:gone)"),
        {"workspace": ctx.workspace_id, "gone": [str(file) for file in files]},
    )
    await ctx.db.execute(
        text(
            "delete from ai_models where workspace_id = :workspace and state <> 'training'"
            f" and id in (select id from ({ranked}) m where place > :rows)"
        ),
        values,
    )
    return files


def _attributes(scores: Scores) -> list[dict[str, float | str | None]]:
    """Rounded, so that profiles are only written where something changed; null where nothing can be said."""
    columns: Sequence[Sequence[float | str | None]] = [
        _known(np.round(scores.purchases, 1)),
        _known(np.round(scores.spend)),
        _known(np.round(scores.due, 1)),
        scores.engagement,
        _known(np.round(scores.propensity, 2)),
    ]
    names = ("ai.purchases", "ai.spend", "ai.due", "ai.engagement", "ai.propensity")
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _known(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[float | None]:
    return [value if np.isfinite(value) else None for value in values.tolist()]
