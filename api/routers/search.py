"""`/v1/search`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body

from api.dependencies import AnyCaller, ServiceOf
from api.presenters import search_out
from api.routers.responses import problems
from api.schemas.search import SEARCH_EXAMPLES, SearchIn, SearchOut
from kb.types import Language

router = APIRouter(prefix="/v1", tags=["search"])


@router.post("/search", response_model=SearchOut, responses=problems(401, 413, 422, 503), summary="Search")
def search(
    body: Annotated[SearchIn, Body(openapi_examples=SEARCH_EXAMPLES)], caller: AnyCaller, service: ServiceOf
) -> SearchOut:
    """The passages nearest to a text, best first, with their raw scores and the fused one."""
    language = Language(body.language) if body.language else None
    return search_out(service.coach.search(body.text, language, body.limit, caller.role))
