"""Every route of Vouchery's API that is answered here."""

from fastapi import APIRouter

from largesse.compat.vouchery import campaigns_api, redemptions_api

router = APIRouter()
for part in (campaigns_api.router, redemptions_api.router):
    router.routes.extend(part.routes)
