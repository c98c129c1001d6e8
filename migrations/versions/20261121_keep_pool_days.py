"""The days of a pool keep what changed in its counts, for its history."""

from pathlib import Path

from alembic import op

revision = "20261121_keep_pool_days"
down_revision = "20261121_find_customers"

HERE = Path(__file__).parent


def upgrade() -> None:
    connection = op.get_bind().connection.driver_connection
    connection.execute((HERE / f"{revision}.sql").read_text())
