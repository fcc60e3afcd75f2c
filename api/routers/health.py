"""`/healthz`: the process answers. `/readyz`: the library is served."""

from __future__ import annotations

from fastapi import APIRouter

from api.dependencies import ServiceOf
from api.problems import Fault, FaultError
from api.routers.responses import problems
from api.schemas.common import Health, Ready

router = APIRouter(tags=["health"])


@router.get("/healthz", response_model=Health, summary="Is the process alive?")
def healthz(service: ServiceOf) -> Health:
    """Needs no key and touches nothing."""
    return Health(version=service.version, instance=service.instance)


@router.get("/readyz", response_model=Ready, responses=problems(503), summary="Are questions answered?")
def readyz(service: ServiceOf) -> Ready:
    """Needs no key; 503 with the reason until the library is served."""
    reason = service.coach.ready()
    if reason is not None:
        raise FaultError(Fault(503, "not_ready", reason=reason, headers={"Retry-After": "5"}))
    return Ready()
