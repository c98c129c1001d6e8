"""The engine as handbills ask it: by the batch's rankings, on the fly, or without a model by what sells."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeVar
from uuid import UUID

import structlog

from largesse.core.db import Database
from largesse.core.errors import ConflictError
from largesse.core.files import FileStore
from largesse.core.seals import Keyring
from largesse.personalization.engine.bench import (
    Bench,
    bench_of,
    completed,
    explain_customer,
    rank_by_basket,
    rank_customers,
    weigh,
)
from largesse.personalization.engine.lesson import Kept
from largesse.personalization.engine.loading import load_few, load_stock
from largesse.personalization.engine.queries import ModelRow, Stored, rankings_of, ready_model
from largesse.personalization.engine.stock import day_of
from largesse.personalization.engine.vault import payload_of, refused, unpacked
from largesse.personalization.engine.words import percent
from largesse.personalization.handbills.candidates import Candidates, is_active
from largesse.personalization.handbills.trend import TrendRanker
from largesse.personalization.ranking import BasketItem, Boost, Objective, Ranked, Ranker, Ranking
from largesse.personalization.threads import keep_to_one_thread
from largesse.promotions.shelf import Shelf

log = structlog.get_logger()

Answer = TypeVar("Answer")

# How long a process believes that there is no newer model, and that catalogues did not change.
MODEL_KEPT_FOR: Final = timedelta(seconds=30)
BENCH_KEPT_FOR: Final = timedelta(minutes=10)
# The batch runs daily; a row that is older is not looked at.
FRESH: Final = timedelta(hours=36)
# Reasons are told of so many of the best; no handbill has more places.
TOLD: Final = 48


@dataclass(slots=True)
class _Place:
    """What a process keeps of one workspace."""

    row: ModelRow | None = None
    looked_at: datetime | None = None
    kept: Kept | None = None
    kept_id: UUID | None = None
    bench: Bench | None = None
    book: int = -1
    built_at: datetime | None = None
    building: asyncio.Task[Bench | None] | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Engine:
    """Ranks promotions with the workspace's newest model; `Ranking.stage` says which part of it chose.

    A customer whose ranking of the last batch is still true is answered from it; any other's history is read
    in one round trip and ranked in a thread. Without a model, and while it is refused, `fallback` answers.
    """

    def __init__(
        self,
        database: Database,
        shelf: Shelf,
        files: FileStore,
        keyring: Keyring,
        fallback: Ranker | None = None,
    ) -> None:
        self._database = database
        self._shelf = shelf
        self._files = files
        self._keyring = keyring
        self._fallback = fallback or TrendRanker(database, shelf)
        self._candidates = Candidates(database)
        self._places: dict[UUID, _Place] = {}
        # One after the other: two at a time only take turns at the interpreter.
        self._thread = ThreadPoolExecutor(1, "engine", keep_to_one_thread)

    async def rank(
        self,
        workspace_id: UUID,
        profile_ids: Sequence[int],
        promotions: Collection[UUID],
        *,
        now: datetime,
        objective: Objective = "relevance",
        boost: Boost | None = None,
    ) -> Mapping[int, Ranking]:
        """A ranking of all these promotions for each of the customers."""
        bench = await self.bench(workspace_id, now=now)
        if bench is None:
            return await self._fallback.rank(
                workspace_id, profile_ids, promotions, now=now, objective=objective, boost=boost
            )
        wanted = set(promotions)
        found: dict[int, Ranking] = {}
        if objective == "relevance":
            stored = await self._stored(workspace_id, profile_ids, bench, now)
            enough = {key: row for key, row in stored.items() if _says(bench, row, wanted)}
            found = {key: _from(bench, row, boost) for key, row in enough.items()}
        others = [profile_id for profile_id in profile_ids if profile_id not in found]
        if others:
            found |= await self._on_the_fly(
                workspace_id, others, bench, now=now, objective=objective, boost=boost
            )
        return {profile_id: completed(bench, found[profile_id], wanted) for profile_id in profile_ids}

    async def rank_basket(
        self,
        workspace_id: UUID,
        basket: Sequence[BasketItem],
        promotions: Collection[UUID],
        *,
        now: datetime,
    ) -> Ranking:
        """A ranking by one basket alone: its articles, what is bought together with them, what sells."""
        bench = await self.bench(workspace_id, now=now)
        if bench is None:
            return await self._fallback.rank_basket(workspace_id, basket, promotions, now=now)
        ranking = await self._reckoned(partial(rank_by_basket, bench, basket))
        return completed(bench, ranking, set(promotions))

    async def explain(
        self,
        workspace_id: UUID,
        profile_id: int,
        *,
        now: datetime,
        objective: Objective = "relevance",
        limit: int = 6,
    ) -> Ranking:
        """The first of all active promotions for a customer, with the reasons that weigh most."""
        bench = await self.settled(workspace_id, now=now)
        if bench is None:
            book = await self._shelf.book(workspace_id)
            active = [key for key in book.promotions if is_active(book, key)]
            found = await self._fallback.rank(
                workspace_id, [profile_id], active, now=now, objective=objective
            )
            return found[profile_id]
        history = await load_few(self._database, workspace_id, [profile_id], bench.stock, now=now)
        return await self._reckoned(
            partial(explain_customer, bench, history, day=day_of(now), objective=objective, limit=limit)
        )

    async def bench(self, workspace_id: UUID, *, now: datetime) -> Bench | None:
        """The model with the promotions of now; None when there is none that can be used.

        The first one is waited for. Later ones are made beside the requests, which go on with what there is.
        """
        place = self._places.setdefault(workspace_id, _Place())
        async with place.lock:
            await self._look(workspace_id, place, now)
            if place.row is None:
                return None
            number = (await self._shelf.book(workspace_id)).number
            current = place.bench is not None and place.bench.model_id == place.row.id
            aged = place.built_at is None or abs(now - place.built_at) >= BENCH_KEPT_FOR
            if current and place.book == number and not aged:
                return place.bench
            if place.building is None or place.building.done():
                place.building = asyncio.create_task(self._build(workspace_id, place, place.row, now))
                place.building.add_done_callback(_tell)
            if place.bench is not None:
                return place.bench
            building = place.building
        return await asyncio.shield(building)

    async def settled(self, workspace_id: UUID, *, now: datetime) -> Bench | None:
        """The same, once what is made beside the requests is there: for the batch, and for explanations.

        It looks for a newer model at once: whoever has just trained one asks about that.
        """
        self._places.setdefault(workspace_id, _Place()).looked_at = None
        await self.bench(workspace_id, now=now)
        building = self._places[workspace_id].building
        if building is not None:
            await asyncio.shield(building)
        return await self.bench(workspace_id, now=now)

    async def _look(self, workspace_id: UUID, place: _Place, now: datetime) -> None:
        if place.looked_at is not None and abs(now - place.looked_at) < MODEL_KEPT_FOR:
            return
        async with self._database.context(workspace_id) as ctx:
            place.row = await ready_model(ctx)
        place.looked_at = now

    async def _build(self, workspace_id: UUID, place: _Place, row: ModelRow, now: datetime) -> Bench | None:
        try:
            if place.kept_id != row.id or place.kept is None:
                place.kept = await asyncio.to_thread(self._open, workspace_id, row)
                place.kept_id = row.id
            book = await self._shelf.book(workspace_id)
            async with self._database.context(workspace_id) as ctx:
                stock = await load_stock(replace(ctx, now=now), book, self._candidates, place.kept.articles)
            place.bench = await asyncio.to_thread(bench_of, row.id, place.kept, stock)
        except ConflictError as error:
            log.warning("ai_model_refused", workspace_id=str(workspace_id), error=error.detail)
            place.row = place.kept = place.bench = None
            return None
        place.book, place.built_at = book.number, now
        return place.bench

    def _open(self, workspace_id: UUID, row: ModelRow) -> Kept:
        """The model of a file; ConflictError `ai_model_refused`."""
        try:
            with self._files.open(workspace_id, row.file) as file:
                content = file.read()
        except FileNotFoundError:
            raise refused(row.id, "its file is missing from the data folder") from None
        payload = payload_of(content, self._keyring, workspace_id=workspace_id, model_id=row.id)
        return unpacked(payload, model_id=row.id)

    async def _stored(
        self, workspace_id: UUID, profile_ids: Sequence[int], bench: Bench, now: datetime
    ) -> Mapping[int, Stored]:
        return await rankings_of(
            self._database,
            workspace_id,
            profile_ids,
            model_id=bench.model_id,
            among=bench.stock.fingerprint,
            since=now - FRESH,
            now=now,
        )

    async def _on_the_fly(
        self,
        workspace_id: UUID,
        profile_ids: Sequence[int],
        bench: Bench,
        *,
        now: datetime,
        objective: Objective,
        boost: Boost | None,
    ) -> dict[int, Ranking]:
        history = await load_few(self._database, workspace_id, profile_ids, bench.stock, now=now)
        ranked = partial(
            rank_customers,
            bench,
            history,
            day=day_of(now),
            objective=objective,
            boost=boost,
            told=TOLD,
        )
        return await self._reckoned(ranked)

    async def _reckoned(self, call: Callable[[], Answer]) -> Answer:
        """What a call gives, in the thread that ranks."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)


def _tell(building: asyncio.Task[Bench | None]) -> None:
    """What goes wrong beside the requests is told by the log; the next one tries again."""
    if not building.cancelled() and (error := building.exception()) is not None:
        log.warning("ai_model_not_ready", error=str(error))


def _says(bench: Bench, row: Stored, wanted: Set[UUID]) -> bool:
    """Whether a stored ranking has enough of what is asked for: it ends with the best 200."""
    ids = bench.stock.promotion_ids
    known = sum(ids[place] in wanted for place in row.promotions if place >= 0)
    return known >= min(len(wanted), TOLD)


def _from(bench: Bench, row: Stored, boost: Boost | None) -> Ranking:
    """The ranking of a stored row, under the marketer's weights."""
    ids = bench.stock.promotion_ids
    promotions = [ids[place] for place in row.promotions if place >= 0]
    told = dict(zip(promotions, row.reasons, strict=False))
    ranked = []
    for key, score, weight in weigh(bench, promotions, row.scores[: len(promotions)], boost):
        reasons = list(told.get(key, ())) or _of_all(bench, key)
        if boost is not None and abs(weight - 1.0) > 1e-9:
            reasons.append(f"weighted {weight:.2f} times by your settings")
        ranked.append(Ranked(key, score, tuple(reasons)))
    return Ranking(row.stage, tuple(ranked), bench.model_id)


def _of_all(bench: Bench, key: UUID) -> list[str]:
    """What is said of a promotion so far behind that the batch kept no reasons: how it sells to all."""
    share = float(bench.model.market.popularity[28][bench.stock.promotion_places[key]])
    return [percent(share)] if share > 0 else ["nothing is known of it yet"]
