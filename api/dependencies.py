"""How a route gets at the service and the caller."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.doors import Coach, Pipeline
from api.jobs import Jobs
from api.problems import Wording
from api.security import Access, Caller, allow
from kb.types import Role


@dataclass(frozen=True, slots=True)
class Service:
    """What one running API is made of."""

    coach: Coach
    pipeline: Pipeline
    access: Access
    jobs: Jobs
    version: str
    instance: str
    wording: Wording


# Only so that OpenAPI names it; Access reads the header.
_BEARER = HTTPBearer(auto_error=False, description="A key of `coach keys issue`.")


# Trivial dependencies are coroutines: a plain function would cost a hop to the thread pool each.
async def service_of(request: Request) -> Service:
    """The service that `create_app` put together."""
    service: Service = request.app.state.service
    return service


ServiceOf = Annotated[Service, Depends(service_of)]


def require(*roles: Role) -> Callable[..., Coroutine[Any, Any, Caller]]:
    """A dependency that gives the Caller, if in one of `roles` or an admin; 401 and 403 else."""

    async def caller(
        request: Request, _described: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
    ) -> Caller:
        service: Service = request.app.state.service
        return allow(service.access.caller(request.headers.get("authorization")), *roles)

    return caller


AnyCaller = Annotated[Caller, Depends(require(Role.REP, Role.MANAGER, Role.HR))]
AdminCaller = Annotated[Caller, Depends(require(Role.ADMIN))]
