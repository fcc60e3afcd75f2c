"""`/metrics`: figures for Prometheus."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.dependencies import AnyCaller, ServiceOf
from api.metrics import MEDIA_TYPE
from api.routers.responses import problems

router = APIRouter(tags=["health"])


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **problems(401)},
    summary="Figures for Prometheus",
)
def metrics(_caller: AnyCaller, service: ServiceOf) -> Response:
    """Requests, seconds, results, refusals, size of the library, memory; needs a key of any role where keys exist."""
    return Response(service.metrics.exposition(), headers={"Content-Type": MEDIA_TYPE})
