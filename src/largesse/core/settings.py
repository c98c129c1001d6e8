"""Settings of a process, read once from the environment (prefix LARGESSE_, and DATABASE_URL)."""

from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """One field per setting; the environment variable is LARGESSE_ + the field's name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix="LARGESSE_", frozen=True, extra="ignore", populate_by_name=True
    )

    database_url: str = Field(
        default="",
        validation_alias=AliasChoices("DATABASE_URL", "LARGESSE_DATABASE_URL", "database_url"),
    )
    database_owner_url: str = Field(
        default="",
        validation_alias=AliasChoices(
            "DATABASE_OWNER_URL", "LARGESSE_DATABASE_OWNER_URL", "database_owner_url"
        ),
        description="Role that owns the tables, used by `largesse migrate` only; default: DATABASE_URL.",
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="64 hex digits; digests of API keys and sealed passwords hang on it.",
    )
    data_dir: Path = Field(
        default=Path("data"), description="Uploaded files, exports and the embedded database."
    )
    public_url: str = Field(default="http://127.0.0.1:8080", description="Address in links of e-mails.")
    api_url: str = Field(
        default="",
        description="Where the worker reaches this API for calls of workflows; default: the public address.",
    )
    mail_dir: Path | None = Field(
        default=None, description="Folder of the built-in mail catcher; unset = off."
    )
    smtp_url: str = Field(default="", description="Default mail server: smtp[s]://user:password@host:port.")
    mail_from: str = Field(
        default="largesse@localhost", description="Sender of alerts on the default mail server."
    )
    outgoing_allow: str = Field(
        default="",
        description="Internal hosts webhooks may reach: names, host:port or CIDR, comma-separated.",
    )
    max_body_bytes: int = Field(default=10_000_000, gt=0, description="Largest JSON body.")
    max_upload_bytes: int = Field(default=5_000_000_000, gt=0, description="Largest uploaded file.")
    rate_limit_per_minute: int = Field(default=600_000, gt=0, description="Requests per API key and minute.")
    rejected_limit_per_minute: int = Field(
        default=300,
        gt=0,
        description="Unauthorised requests per address and minute; above it: 429.",
    )
    db_pool_size: int = Field(default=16, gt=0)
    ai_train_at: str = Field(
        default="03:30",
        pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$",
        description="When the engine is trained daily, in each workspace's zone; empty: never.",
    )
    ai_threads: int = Field(default=2, gt=0, le=256, description="Threads of a training.")
    ai_memory_mb: int = Field(default=4_096, ge=0, description="Mebibytes that a training may take; 0: any.")
    ai_processes: int = Field(default=1, gt=0, le=256, description="Processes that score all customers.")
    ai_spark: str = Field(default="", description="Master of a Spark cluster that scores in their place.")
    log_level: str = "INFO"
