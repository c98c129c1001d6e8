"""Second steps of sign-ins, their recovery codes, and what a member may know of his sessions."""

from pathlib import Path

from alembic import op

from largesse.core.migrate import PROTECT_TENANTS

revision = "20261121_add_second_steps"
down_revision = "20261121_count_nodes_by_hour"

HERE = Path(__file__).parent


def upgrade() -> None:
    connection = op.get_bind().connection.driver_connection
    connection.execute((HERE / f"{revision}.sql").read_text())
    connection.execute(PROTECT_TENANTS)
