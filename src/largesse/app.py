"""The composition root of the web process: routers, middleware, error handlers. Decides nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from largesse import __version__
from largesse.accounts.api import router as accounts
from largesse.accounts.authentication import SessionAuthenticator, keep_last_used
from largesse.accounts.commands.set_up import announce_set_up
from largesse.accounts.jobs_api import router as jobs
from largesse.accounts.own_api import router as own_account
from largesse.accounts.sign_in_api import router as sign_in
from largesse.accounts.tokens import BearerAuthenticator
from largesse.alerts.api import router as alerts
from largesse.catalogs.api import router as catalogs
from largesse.catalogs.imports.api import router as catalog_imports
from largesse.compat.synerise.api import router as synerise
from largesse.compat.synerise.errors import install_synerise_errors
from largesse.compat.vouchery.api import router as vouchery
from largesse.compat.vouchery.errors import install_vouchery_errors
from largesse.connections.api import router as connections
from largesse.connections.connection_api import router as stored_connections
from largesse.core.db import Database
from largesse.core.disk import DiskWatch
from largesse.core.files import FileStore
from largesse.core.http.console import mount_console
from largesse.core.http.docs_page import mount_assets
from largesse.core.http.docs_page import router as docs_page
from largesse.core.http.express import Express
from largesse.core.http.health import router as health
from largesse.core.http.limits import RateLimits
from largesse.core.http.middleware import EdgeMiddleware
from largesse.core.http.openapi import describe
from largesse.core.http.problems import install_problem_handlers
from largesse.core.seals import keyring_from
from largesse.core.settings import Settings
from largesse.fraud.api import router as fraud
from largesse.messages.api import router as messages
from largesse.messages.catcher_api import router as mail_catcher
from largesse.messages.recipients.api import router as recipient_lists
from largesse.messages.sms.api import router as sms_accounts
from largesse.messages.suppressions.api import router as suppressions
from largesse.messages.suppressions.page_api import router as unsubscribe_page
from largesse.messages.templates.api import router as message_templates
from largesse.messages.webhooks.api import router as webhooks
from largesse.personalization.engine.api import router as ai
from largesse.personalization.engine.ranker import Engine
from largesse.personalization.handbills.api import router as handbills
from largesse.personalization.handbills.dispenser import Dispenser
from largesse.personalization.handbills.results_api import router as handbill_results
from largesse.profiles.api import router as profiles
from largesse.profiles.audiences.api import router as audiences
from largesse.profiles.events_api import router as events
from largesse.profiles.imports.api import router as profile_imports
from largesse.profiles.vocabulary.api import router as vocabulary
from largesse.promotions.api import router as promotions
from largesse.promotions.imports.api import router as promotion_imports
from largesse.promotions.shelf import Shelf
from largesse.promotions.tags.api import router as promotion_tags
from largesse.redemptions.api import hot as redeeming
from largesse.redemptions.api import router as redemptions
from largesse.redemptions.asking.desk import Desk
from largesse.redemptions.back_tests.api import router as back_tests
from largesse.redemptions.commands.redeemer import Redeemer
from largesse.redemptions.gifts.api import router as gift_cards
from largesse.redemptions.life.api import router as profile_promotions
from largesse.redemptions.orders.api import router as orders
from largesse.redemptions.points.api import router as points
from largesse.redemptions.qualifications.api import router as qualifications
from largesse.redemptions.rejections.api import router as rejections
from largesse.redemptions.trials.api import router as trials
from largesse.redemptions.validations.api import hot as validating
from largesse.redemptions.wallet.api import router as customer_wallet
from largesse.reports.api import router as reports
from largesse.reports.overview.api import router as overview
from largesse.reports.search.api import router as search
from largesse.variants_api import router as variants
from largesse.vouchers.api import router as vouchers
from largesse.vouchers.barcode_api import router as barcodes
from largesse.vouchers.bulk_api import router as bulk
from largesse.vouchers.commands.assign import Assigner
from largesse.vouchers.import_api import router as imports
from largesse.vouchers.wallet_api import router as wallet
from largesse.workflows.api import router as workflows
from largesse.workflows.console_api import router as workflow_console
from largesse.workflows.files_api import router as workflow_files
from largesse.workflows.hooks_api import router as hooks
from largesse.workflows.runs_api import router as workflow_runs
from largesse.workflows.services import create_services
from largesse.workflows.transformations.api import router as transformations

# What carts wait for.
HOT: tuple[APIRouter, ...] = (redeeming, validating)
ROUTERS: tuple[APIRouter, ...] = (
    *HOT,
    redemptions,
    sign_in,
    own_account,
    accounts,
    jobs,
    imports,
    bulk,
    barcodes,
    vouchers,
    wallet,
    profile_promotions,
    points,
    gift_cards,
    customer_wallet,
    handbills,
    handbill_results,
    ai,
    qualifications,
    back_tests,
    trials,
    orders,
    rejections,
    fraud,
    promotion_imports,
    promotion_tags,
    promotions,
    catalog_imports,
    catalogs,
    variants,
    synerise,
    vouchery,
    profile_imports,
    profiles,
    vocabulary,
    audiences,
    events,
    health,
    docs_page,
    connections,
    stored_connections,
    messages,
    message_templates,
    recipient_lists,
    sms_accounts,
    suppressions,
    unsubscribe_page,
    webhooks,
    alerts,
    mail_catcher,
    workflows,
    workflow_runs,
    workflow_console,
    workflow_files,
    hooks,
    transformations,
    overview,
    reports,
    search,
)


def create_app(settings: Settings, database: Database | None = None) -> FastAPI:
    """The web application; it opens its own database unless one is handed in, already open."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if database is None:
            await app.state.database.open()
        await announce_set_up(app.state.database, app.state.keyring, public_url=settings.public_url)
        keeper = asyncio.create_task(keep_last_used(app.state.authenticate))
        yield
        keeper.cancel()
        await asyncio.wait([keeper])
        await app.state.workflow_services.close()
        if database is None:
            await app.state.database.close()

    app = FastAPI(
        title="Largesse",
        version=__version__,
        summary="Voucher pools, promotions and workflows on your own machine.",
        lifespan=lifespan,
        separate_input_output_schemas=False,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # /metrics and our own log tell it
    )
    _equip(app, settings, database)
    install_problem_handlers(app)
    for router in ROUTERS:
        # As they are: what include_router adds is worked out by each new application, in its first requests.
        app.router.routes.extend(router.routes)
    mount_assets(app)
    app.router.routes.insert(0, Express(HOT))
    app.add_middleware(EdgeMiddleware, max_body=settings.max_body_bytes, max_upload=settings.max_upload_bytes)
    mount_console(app)
    describe(app)
    install_synerise_errors(app)
    install_vouchery_errors(app)
    return app


def _equip(app: FastAPI, settings: Settings, database: Database | None) -> None:
    """What the routes of this process share."""
    keyring = keyring_from(settings.secret_key.get_secret_value())
    app.state.settings = settings
    app.state.database = database or Database(settings.database_url, pool_size=settings.db_pool_size)
    app.state.keyring = keyring
    app.state.authenticate = BearerAuthenticator(app.state.database, keyring)
    app.state.authenticate_session = SessionAuthenticator(app.state.database, keyring)
    app.state.files = FileStore(settings.data_dir / "files")
    app.state.workflow_services = create_services(settings, app.state.database.clock)
    app.state.assigner = Assigner(app.state.database)
    app.state.shelf = Shelf(app.state.database)
    app.state.desk = Desk(app.state.database, app.state.shelf)
    app.state.redeemer = Redeemer(app.state.database, app.state.desk)
    app.state.ranker = Engine(app.state.database, app.state.shelf, app.state.files, keyring)
    app.state.dispenser = Dispenser(app.state.database, app.state.shelf, app.state.ranker)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app.state.disk = DiskWatch(settings.data_dir)
    app.state.limits = RateLimits(
        per_key=settings.rate_limit_per_minute, rejected_per_address=settings.rejected_limit_per_minute
    )
