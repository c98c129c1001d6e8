"""Counts of days for reports."""

from pathlib import Path

from alembic import op

from largesse.core.migrate import PROTECT_TENANTS

revision = "20261121_create_reports"
down_revision = "20261121_add_second_steps"

HERE = Path(__file__).parent


def upgrade() -> None:
    connection = op.get_bind().connection.driver_connection
    connection.execute((HERE / f"{revision}.sql").read_text())
    connection.execute(PROTECT_TENANTS)
