"""Personalised promotions: handbills, the engine's models, and what it says of customers."""

from pathlib import Path

from alembic import op

from largesse.core.migrate import PROTECT_TENANTS

revision = "20261121_create_personalization"
down_revision = "20261121_create_promotions"

HERE = Path(__file__).parent


def upgrade() -> None:
    connection = op.get_bind().connection.driver_connection
    connection.execute((HERE / f"{revision}.sql").read_text())
    connection.execute(PROTECT_TENANTS)
