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
from starlette.routing import Route
from starlette.types import Lifespan

from api import errors
from api.client import CONNECT_SECONDS
from api.dependencies import Service
from api.doors import Coach, Pipeline
from api.jobs import Jobs
from api.keys import KeyStore
from api.mcp import PATH as MCP_PATH
from api.mcp import McpDoor
from api.metrics import Measured, Metrics
from api.middleware import FORM_EXTRA, JSON_LIMIT, BodyLimit, LocalGuard, SecurityHeaders
from api.problems import Wording
from api.records import GapDesk, Records
from api.routers import (
    ask,
    documents,
    drills,
    feedback,
    files,
    gaps,
    health,
    insights,
    materials,
    me,
    metrics,
    openai,
    removed,
    saved,
    search,
)
from api.routers.responses import problems
from api.security import Access, check_start
from api.service_record import ServiceRecord, address_of, find_service, remove_record, write_record
from kb.settings import load_settings
from kb.types import Role

_log = logging.getLogger(__name__)

_ROUTED = (
    ask,
    search,
    materials,
    files,
    documents,
    removed,
    feedback,
    insights,
    gaps,
    saved,
    drills,
    openai,
    me,
    health,
    metrics,
)

_DESCRIPTION = (
    "Grounded answers for sales teams in Chinese, Korean, Bulgarian and English: every line with its source. "
    "Errors are `application/problem+json` with a stable `code`; `detail` follows Accept-Language."
)


@dataclass(frozen=True, slots=True)
class Options:
    """How a service runs. `home` None: it leaves no record of itself. `token` None: a new one is made.

    `page`: the address of the page, for links in files; None where it is not known.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    home: Path | None = None
    token: str | None = None
    max_file_bytes: int = 20_000_000
    page: str | None = None


def create_app(
    coach: Coach,
    pipeline: Pipeline,
    keys: KeyStore,
    options: Options | None = None,
    records: Records | None = None,
) -> FastAPI:
    """The whole service over these parts; raises SettingsError where it would stand open to others.

    Without `records` it keeps nothing: feedback, insights, saved results and drills answer 503.
    """
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
        metrics=Metrics(lambda: coach.library.documents(Role.ADMIN)),
        page=options.page,
        records=records,
    )
    mcp = McpDoor(service)
    app = FastAPI(
        title="Fieldcoach",
        version=service.version,
        description=_DESCRIPTION,
        lifespan=_lifespan(options, service, token, keys, mcp),
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
    app.add_middleware(Measured, metrics=service.metrics)
    for module in _ROUTED:
        app.include_router(module.router)
    # Without sessions there is nothing to listen for (GET) and nothing to end (DELETE).
    app.router.routes.append(Route(MCP_PATH, mcp, methods=["POST"]))
    return app


def _lifespan(options: Options, service: Service, token: str, keys: KeyStore, mcp: McpDoor) -> Lifespan[FastAPI]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if options.home is not None:
            _leave_record(options.home, options, service.instance, token)
        try:
            async with mcp.running():
                yield
        finally:
            if options.home is not None:
                remove_record(options.home, service.instance)
            service.jobs.close()
            if service.records is not None:
                service.records.close()
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
    from ingest.assembly import build_curator, build_pipeline
    from kb.assembly import build_coach, build_insights, build_progress, open_parts

    token = settings.service_token.get_secret_value() if settings.service_token else None
    options = Options(
        settings.host,
        settings.api_port,
        settings.home,
        token,
        settings.max_file_bytes,
        settings.page_address.rstrip("/") if settings.page_address else None,
    )
    # One catalogue and one encoder for both: the model is loaded once.
    parts = open_parts(settings)
    coach = build_coach(settings, parts)
    records = Records(
        journal=coach.journal,
        insights=build_insights(parts, coach),
        progress=build_progress(settings),
        desk=GapDesk(coach.journal, build_curator(settings, parts)),
        team_progress=settings.team_progress,
        stale_months=settings.stale_months,
    )
    pipeline = build_pipeline(settings, parts)
    pipeline.drop_expired()
    return create_app(coach, pipeline, keys, options, records)
