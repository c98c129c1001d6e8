"""Brings a database to this version: roles, tables (Alembic), functions (every slice's *.sql), rights."""

from importlib.resources import files
from pathlib import Path
from typing import Final

import psycopg
import structlog
from alembic import command
from alembic.config import Config
from psycopg import sql
from sqlalchemy import create_engine, pool

from largesse.core.db import APP_ROLE

log = structlog.get_logger()

PARTITION_MONTHS: Final = 18
ADVISORY_LOCK: Final = 0x1A26E55E
OLDEST_SERVER: Final = 150000
# Row-level security on, FORCEd, one policy each; a migration that makes tables runs this after them.
PROTECT_TENANTS: Final = """
do $$
declare
    t text;
begin
    for t in
        select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
          and a.attname = 'workspace_id' and not a.attisdropped
          and not exists (select from pg_policy y where y.polrelid = c.oid and y.polname = 'tenant')
    loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('create policy tenant on %I using (workspace_id = core_workspace()) '
                       'with check (workspace_id = core_workspace())', t);
    end loop;
end $$
"""


def migrate(owner_url: str) -> None:
    """Migrates the database of `owner_url`, a role that may create tables; safe to run again.

    Raises RuntimeError on a server older than PostgreSQL 15. Two runs at once wait for each other.
    """
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(owner_url), poolclass=pool.NullPool
    )
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        if driver is None or driver.info.server_version < OLDEST_SERVER:
            msg = "Largesse needs PostgreSQL 15 or newer"
            raise RuntimeError(msg)
        driver.execute("select pg_advisory_lock(%s)", [ADVISORY_LOCK])
        _ensure_role(driver)
        config = Config()
        config.set_main_option("script_location", str(migrations_folder()))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _install_functions(driver)
        driver.execute(
            "select events_ensure_partitions((now() - interval '2 months')::date, %s)",
            [PARTITION_MONTHS],
        )
        _grant(driver)
        driver.commit()


def migrations_folder() -> Path:
    """Where the migrations lie: in the wheel beside the package, in a checkout at its root."""
    packaged = Path(str(files("largesse"))) / "migrations"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "migrations"


def _ensure_role(driver: psycopg.Connection) -> None:
    exists = driver.execute("select 1 from pg_roles where rolname = %s", [APP_ROLE]).fetchone()
    if exists is None:
        driver.execute(
            sql.SQL("create role {} login nosuperuser nobypassrls").format(sql.Identifier(APP_ROLE))
        )
    current = driver.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()
    if current is not None and not current[0]:
        driver.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(APP_ROLE)))


def _install_functions(driver: psycopg.Connection) -> None:
    package = Path(str(files("largesse")))
    for path in sorted(package.glob("**/*.sql")):
        if "migrations" not in path.parts:
            driver.execute(path.read_text().encode())
            log.debug("functions_installed", file=path.name)


def _grant(driver: psycopg.Connection) -> None:
    role = sql.Identifier(APP_ROLE)
    for statement in (
        "grant usage on schema public to {}",
        "grant select, insert, update, delete on all tables in schema public to {}",
        "grant usage, select on all sequences in schema public to {}",
        "grant execute on all functions in schema public to {}",
        "revoke update, delete on audit_log, events from {}",
        "grant update (params) on events to {}",
        "revoke insert, update, delete on schema_version from {}",
    ):
        driver.execute(sql.SQL(statement).format(role))
    partitions = driver.execute(
        "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent"
        " = 'events'::regclass"
    ).fetchall()
    for (name,) in partitions:  # reached through their parent only
        driver.execute(sql.SQL("revoke all on {} from {}").format(sql.Identifier(name), role))
