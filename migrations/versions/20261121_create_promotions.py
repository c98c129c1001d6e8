"""Catalogues; campaigns and promotions; redemptions with their ledgers, limits, points and balances."""

from pathlib import Path

from alembic import op

from largesse.core.migrate import PROTECT_TENANTS

revision = "20261121_create_promotions"
down_revision = "20261121_create_workflows"

HERE = Path(__file__).parent


def upgrade() -> None:
    connection = op.get_bind().connection.driver_connection
    connection.execute((HERE / f"{revision}.sql").read_text())
    connection.execute(PROTECT_TENANTS)
