"""How a route gets at the service and the caller."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.doors import Coach, Pipeline
from api.jobs import Jobs
from api.metrics import Metrics
from api.problems import Fault, FaultError, Wording
from api.records import Records
from api.security import Access, Caller, allow
from kb.types import Role


@dataclass(frozen=True, slots=True)
class Service:
    """What one running API is made of; `page` is the address of the page, None where it is not known."""

    coach: Coach
    pipeline: Pipeline
    access: Access
    jobs: Jobs
    version: str
    instance: str
    wording: Wording
    metrics: Metrics
    page: str | None = None
    records: Records | None = None


# Only so that OpenAPI names it; Access reads the header.
_BEARER = HTTPBearer(auto_error=False, description="A key of `coach keys issue`.")


# Trivial dependencies are coroutines: a plain function would cost a hop to the thread pool each.
async def service_of(request: Request) -> Service:
    """The service that `create_app` put together."""
    service: Service = request.app.state.service
    return service


ServiceOf = Annotated[Service, Depends(service_of)]


async def records_of(service: ServiceOf) -> Records:
    """What the service keeps beside the library; 503 where it was put together without."""
    if service.records is None:
        raise FaultError(Fault(503, "not_ready", reason="This service keeps no journal."))
    return service.records


RecordsOf = Annotated[Records, Depends(records_of)]


def require(*roles: Role) -> Callable[..., Coroutine[Any, Any, Caller]]:
    """A dependency that gives the Caller, if in one of `roles` or an admin; 401 and 403 else."""

    async def caller(
        request: Request, _described: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
    ) -> Caller:
        service: Service = request.app.state.service
        return allow(service.access.caller(request.headers.get("authorization")), *roles)

    return caller


AnyCaller = Annotated[Caller, Depends(require(Role.REP, Role.MANAGER, Role.HR))]
ManagerCaller = Annotated[Caller, Depends(require(Role.MANAGER))]
OverseerCaller = Annotated[Caller, Depends(require(Role.MANAGER, Role.HR))]
HrCaller = Annotated[Caller, Depends(require(Role.HR))]
AdminCaller = Annotated[Caller, Depends(require(Role.ADMIN))]
