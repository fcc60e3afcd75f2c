"""How OpenAPI describes problem bodies."""

from __future__ import annotations

from typing import Any

from api.schemas.common import PROBLEM_MEDIA_TYPE

_SCHEMA = {"$ref": "#/components/schemas/Problem"}
_DESCRIPTIONS = {
    400: "The body can't be read.",
    401: "A key is needed.",
    403: "The key's role does not allow this.",
    404: "There is no such thing.",
    409: "Another ingest is at work, or the document is already there.",
    410: "It was removed.",
    413: "Too large.",
    422: "A field can't be used.",
    500: "The file could not be made.",
    503: "The library can't be served.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route for these statuses."""
    return {
        status: {
            "description": _DESCRIPTIONS[status],
            "content": {PROBLEM_MEDIA_TYPE: {"schema": _SCHEMA}},
        }
        for status in statuses
    }
