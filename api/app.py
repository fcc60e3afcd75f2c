"""The HTTP service: `create_app` puts it together, `build` does so from the settings."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI
from pydantic import SecretStr
from starlette.types import Lifespan

from api import errors
from api.client import CONNECT_SECONDS
from api.dependencies import Service
from api.doors import Coach, Pipeline
from api.jobs import Jobs
from api.keys import KeyStore
from api.middleware import FORM_EXTRA, JSON_LIMIT, BodyLimit, LocalGuard, SecurityHeaders
from api.problems import Wording
from api.routers import ask, documents, health, search
from api.routers.responses import problems
from api.security import Access, check_start
from api.service_record import ServiceRecord, address_of, find_service, remove_record, write_record
from kb.settings import load_settings

_log = logging.getLogger(__name__)

_DESCRIPTION = (
    "Grounded answers for sales teams in Chinese, Korean, Bulgarian and English: every line with its source. "
    "Errors are `application/problem+json` with a stable `code`; `detail` follows Accept-Language."
)


@dataclass(frozen=True, slots=True)
class Options:
    """How a service runs. `home` None: it leaves no record of itself. `token` None: a new one is made."""

    host: str = "127.0.0.1"
    port: int = 8000
    home: Path | None = None
    token: str | None = None
    max_file_bytes: int = 20_000_000


def create_app(coach: Coach, pipeline: Pipeline, keys: KeyStore, options: Options | None = None) -> FastAPI:
    """The whole service over these parts; raises SettingsError where it would stand open to others."""
    options = options or Options()
    check_start(keys, options.host)
    token = options.token or secrets.token_urlsafe(32)
    wording = Wording()
    service = Service(
        coach=coach,
        pipeline=pipeline,
        access=Access(keys, host=options.host, token=token),
        jobs=Jobs(pipeline),
        version=version("fieldcoach"),
        instance=secrets.token_hex(8),
        wording=wording,
    )
    app = FastAPI(
        title="Fieldcoach",
        version=service.version,
        description=_DESCRIPTION,
        lifespan=_lifespan(options, service, token, keys),
        # Their pages load scripts from a foreign server; the description itself is at /openapi.json.
        docs_url=None,
        redoc_url=None,
        responses=problems(422),
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    app.state.service = service
    errors.install(app, wording)
    form_limit = options.max_file_bytes + FORM_EXTRA
    app.add_middleware(BodyLimit, wording=wording, json_limit=JSON_LIMIT, form_limit=form_limit)
    app.add_middleware(LocalGuard, access=service.access, wording=wording)
    app.add_middleware(SecurityHeaders)
    for module in (ask, search, documents, health):
        app.include_router(module.router)
    return app


def _lifespan(options: Options, service: Service, token: str, keys: KeyStore) -> Lifespan[FastAPI]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if options.home is not None:
            _leave_record(options.home, options, service.instance, token)
        try:
            yield
        finally:
            if options.home is not None:
                remove_record(options.home, service.instance)
            service.jobs.close()
            keys.close()

    return lifespan


def _leave_record(home: Path, options: Options, instance: str, token: str) -> None:
    other = find_service(home, seconds=CONNECT_SECONDS)
    if other is not None:
        # It was here first; commands keep going to it.
        other.close()
        _log.warning("Another service over %s answers at %s; commands go there.", home, other.address)
        return
    address = address_of(options.host, options.port)
    record = ServiceRecord(address=address, token=SecretStr(token), pid=os.getpid(), instance=instance)
    write_record(home, record)


def build() -> FastAPI:
    """The service from the settings, for `uvicorn --factory api.app:build`; raises SettingsError."""
    settings = load_settings()
    keys = KeyStore(settings.home)
    # Before the model is loaded: a service that must not start says so at once.
    check_start(keys, settings.host)
    from ingest.assembly import build_pipeline
    from kb.assembly import build_coach, open_parts

    token = settings.service_token.get_secret_value() if settings.service_token else None
    options = Options(settings.host, settings.api_port, settings.home, token, settings.max_file_bytes)
    # One catalogue and one encoder for both: the model is loaded once.
    parts = open_parts(settings)
    return create_app(build_coach(settings, parts), build_pipeline(settings, parts), keys, options)
