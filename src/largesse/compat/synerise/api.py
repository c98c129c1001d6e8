"""Every route of Synerise's API that is answered here."""

from fastapi import APIRouter

from largesse.compat.synerise import (
    client_promotions_api,
    clients_api,
    events_api,
    handbills_api,
    login_api,
    promotions_api,
    sales_api,
    transactions_api,
    vouchers_api,
    wallet_api,
)

router = APIRouter()
for part in (
    login_api.router,
    clients_api.router,
    events_api.router,
    vouchers_api.router,
    vouchers_api.promotions,
    wallet_api.router,
    client_promotions_api.router,
    handbills_api.router,
    promotions_api.router,
    transactions_api.router,
    sales_api.router,
):
    router.routes.extend(part.routes)
