"""`/v1/me`: who the caller is, so that a page can show what their role may do."""

from __future__ import annotations

from fastapi import APIRouter

from api.dependencies import AnyCaller
from api.routers.responses import problems
from api.schemas.common import CallerOut

router = APIRouter(prefix="/v1", tags=["service"])


@router.get("/me", response_model=CallerOut, responses=problems(401), summary="Who calls")
async def me(caller: AnyCaller) -> CallerOut:
    """The name of the key and its role; on this machine without keys, the local user, who is an admin."""
    return CallerOut.model_validate({"name": caller.name, "role": str(caller.role), "local": caller.id == "local"})
