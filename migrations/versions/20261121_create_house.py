"""The first tables: tenants and keys, events, profiles, voucher pools and codes, messages, alerts."""

from pathlib import Path

from alembic import op
from procrastinate.schema import SchemaManager

revision = "20261121_create_house"
down_revision = None

HERE = Path(__file__).parent
PROCRASTINATE = Path(SchemaManager.get_migrations_path()).parent / "schema.sql"


def upgrade() -> None:
    connection = op.get_bind().connection.driver_connection
    connection.execute(PROCRASTINATE.read_text())
    connection.execute((HERE / f"{revision}.sql").read_text())
