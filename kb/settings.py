"""Every setting, with a sentence for each; the environment's `FIELDCOACH_*` or a `.env` beside the project."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from kb.errors import SettingsError


class Settings(BaseSettings):
    """What can be set. Values, not this object, go further down than the assemblies."""

    model_config = SettingsConfigDict(env_prefix="FIELDCOACH_", env_file=".env", extra="ignore", frozen=True)

    home: Path = Field(Path(".fieldcoach"), description="Folder of the library: catalogue, vectors, uploads, journal.")
    corpus: Path = Field(Path("corpus"), description="Folder of texts that `coach up` and `coach ingest` read.")
    host: str = Field("127.0.0.1", description="Address of the API; off loopback it starts only with keys issued.")
    api_port: int = Field(8000, ge=1, le=65535, description="Port of the API.")
    page_address: str | None = Field(
        None,
        pattern=r"^https?://[^\s/]+[^\s?#]*$",
        description="Address of the page as readers reach it, for links in exported files; `coach up` knows its own.",
    )
    page_port: int = Field(8501, ge=1, le=65535, description="Port of the page.")
    model: str = Field(
        "bundled",
        description="`bundled` (multilingual-e5-small, offline) or the folder of any sentence-transformers model.",
    )
    query_prompt: str | None = Field(
        None, description="Put before a question when another model needs it; unset: the model's own `query` prompt."
    )
    passage_prompt: str | None = Field(
        None, description="Put before a passage; unset: the model's own `passage` or `document` prompt."
    )
    threads: int = Field(1, ge=1, le=64, description="Threads that torch uses for one question; ingest uses all cores.")
    vectors: Literal["chroma", "exact"] = Field(
        "chroma", description="Who serves the dense search: Chroma, or exact search in numpy over the same vectors."
    )
    max_file_bytes: int = Field(20_000_000, ge=1, description="Largest file that is read, in bytes.")
    max_text_chars: int = Field(2_000_000, ge=1, description="Longest text of a document, in code points.")
    read_seconds: int = Field(60, ge=1, description="Seconds that converting one office or PDF file may take.")
    journal_days: int = Field(
        365, ge=0, le=3650, description="Days after which what was asked is forgotten; 0 keeps it for good."
    )
    stale_months: int = Field(
        12, ge=1, le=120, description="Months after its last review from which insights call a text stale."
    )
    team_progress: bool = Field(
        False, description="Whether managers and HR see the readiness of others, under the names of their keys."
    )
    service_token: SecretStr | None = Field(
        None, description="Set by the launcher: the local token that commands use towards the running service."
    )


def load_settings() -> Settings:
    """Read the environment; raises SettingsError that names the variable."""
    try:
        return Settings()  # type: ignore[call-arg]
    except ValidationError as error:
        first = error.errors()[0]
        name = "FIELDCOACH_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name}: {first['msg']}") from error
