"""Customers are found by the beginning of what they are called, and lists of one customer need no scan."""

from pathlib import Path

from alembic import op

revision = "20261121_find_customers"
down_revision = "20261121_create_personalization"

HERE = Path(__file__).parent


def upgrade() -> None:
    connection = op.get_bind().connection.driver_connection
    connection.execute((HERE / f"{revision}.sql").read_text())
