"""What happened at the nodes of workflows, by the hour."""

from pathlib import Path

from alembic import op

from largesse.core.migrate import PROTECT_TENANTS

revision = "20261121_count_nodes_by_hour"
down_revision = "20261121_keep_pool_days"

HERE = Path(__file__).parent


def upgrade() -> None:
    connection = op.get_bind().connection.driver_connection
    connection.execute((HERE / f"{revision}.sql").read_text())
    connection.execute(PROTECT_TENANTS)
