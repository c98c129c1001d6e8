"""What members of the staff did, the latest decisions and the names of things are found fast."""

from pathlib import Path

from alembic import op

revision = "20261122_find_by_staff"
down_revision = "20261122_watch_for_fraud"

HERE = Path(__file__).parent


def upgrade() -> None:
    connection = op.get_bind().connection.driver_connection
    connection.execute((HERE / f"{revision}.sql").read_text())
