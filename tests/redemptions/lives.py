"""One customer and one promotion to be activated, over HTTP."""

from typing import Any
from uuid import UUID

import httpx

from largesse.core.db import Database
from tests.redemptions.accounts import points
from tests.redemptions.made import a_customer, a_promotion


class Life:
    """One customer and one promotion, over HTTP."""

    def __init__(self, client: httpx.AsyncClient, profile: int, promotion: UUID) -> None:
        self.client = client
        self.path = f"/v1/profiles/{profile}/promotions/{promotion}"
        self.assign_path = f"/v1/profiles/{profile}/promotions"
        self.points_path = f"/v1/profiles/{profile}/points"
        self.promotion = promotion

    async def activate(self) -> str:
        return self._said(await self.client.post(f"{self.path}/activations"))

    async def deactivate(self) -> str:
        return self._said(await self.client.delete(f"{self.path}/activations/current"))

    async def assign(self) -> str:
        answer = await self.client.post(self.assign_path, json={"promotion_ids": [str(self.promotion)]})
        return str(
            answer.json()["assigned"] or "had it" if answer.status_code == 201 else answer.json()["code"]
        )

    async def view(self) -> dict[str, Any]:
        answer = await self.client.get(self.path)
        assert answer.status_code == 200, answer.text
        view: dict[str, Any] = answer.json()
        return view

    async def points(self) -> int:
        return int((await self.client.get(self.points_path)).json()["balance"])

    @staticmethod
    def _said(answer: httpx.Response) -> str:
        if answer.status_code < 300:
            return str(answer.json()["status"])
        body = answer.json()
        return f"{body['code']}: {body['reason']}" if "reason" in body else str(body["code"])


async def a_life(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, **definition: object
) -> tuple[Life, int]:
    """A new customer with 100 points, and a promotion to be activated."""
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 100)
    promotion = await a_promotion(database, workspace_id, **{"activation": {}, **definition})
    return Life(client, profile, promotion), profile
