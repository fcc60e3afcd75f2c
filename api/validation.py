"""What pydantic found in a request, as one fault that says what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError

from api.problems import Fault
from api.schemas.common import MAX_QUESTION_CHARS, FieldProblem
from api.schemas.materials import LEAST_MINUTES, MOST_MINUTES, MOST_SEED
from api.schemas.search import MAX_HITS


def validation_fault(error: RequestValidationError, content_type: str) -> Fault:
    """What pydantic found, as one fault with the fields to blame; the input is never echoed."""
    found = error.errors()
    first = found[0]["type"] if found else ""
    if first == "json_invalid":
        return Fault(400, "malformed_json", reason=str(found[0].get("ctx", {}).get("error", "")) or None)
    if first == "model_attributes_type" and "json" not in content_type:
        return Fault(415, "unsupported_media_type", values={"expected": "application/json"})
    return fault_of_fields(found)


def fault_of_fields(found: Sequence[Mapping[str, Any]]) -> Fault:
    """The same for entries of pydantic's own; the gravest of them gives status, code and wording."""
    fields = tuple(_field(entry) for entry in found)
    for code in ("too_large", "unknown_language", "empty_question"):
        for entry, field in zip(found, fields, strict=True):
            if field.code == code:
                return _plain(code, entry, fields)
    for entry, field in zip(found, fields, strict=True):
        fault = _particular(entry, field, fields)
        if fault is not None:
            return fault
    return Fault(422, "invalid_request", errors=fields)


def _plain(code: str, entry: Mapping[str, Any], fields: tuple[FieldProblem, ...]) -> Fault:
    if code == "too_large":
        return Fault(413, code, values={"limit": MAX_QUESTION_CHARS}, errors=fields)
    if code == "unknown_language":
        return Fault(422, code, values={"languages": _choices(entry)}, errors=fields)
    return Fault(422, code, errors=fields)


def _particular(entry: Mapping[str, Any], field: FieldProblem, fields: tuple[FieldProblem, ...]) -> Fault | None:
    """The fault of an entry that can be worded better than by "correct the fields"."""
    if field.code in _NOTHING and field.field in _ASKED:
        return Fault(422, "invalid_request", "empty_text", values={"field": field.field}, errors=fields)
    if field.code == "empty_text":
        return Fault(422, "empty_text", values={"field": field.field}, errors=fields)
    if field.code in _TOO_LONG:
        context = entry.get("ctx", {})
        limit = context.get("limit", context.get("max_length", 0))
        return Fault(413, "too_large", "too_long", {"field": field.field, "limit": limit}, errors=fields)
    if field.code == "unsupported_format":
        return Fault(422, "unsupported_format", reason=_choices(entry), errors=fields)
    if field.code == "literal_error":
        values = {"field": field.field, "choices": _choices(entry)}
        return Fault(422, "invalid_request", "unknown_choice", values=values, errors=fields)
    return _number_or_date(field, fields)


def _number_or_date(field: FieldProblem, fields: tuple[FieldProblem, ...]) -> Fault | None:
    if field.field == "minutes":
        values = {"least": str(LEAST_MINUTES), "most": str(MOST_MINUTES)}
        return Fault(422, "invalid_minutes", values=values, errors=fields)
    if field.field in _RANGES:
        least, most = _RANGES[field.field]
        values = {"field": field.field, "least": str(least), "most": str(most)}
        return Fault(422, "invalid_request", "invalid_number", values=values, errors=fields)
    if field.code.startswith("date_"):
        return Fault(422, "invalid_request", "invalid_date", values={"field": field.field}, errors=fields)
    return None


def _choices(entry: Mapping[str, Any]) -> str:
    """`'rep', 'manager' or 'senior'` → `rep, manager, senior`."""
    expected = str(entry.get("ctx", {}).get("expected", ""))
    return expected.replace("'", "").replace(" or ", ", ")


# A text beyond a limit of its own; beyond that of all texts it is `too_large` at once.
_TOO_LONG = frozenset({"phrase_too_long", "string_too_long"})
# What a request cannot do without, and nobody but the caller can say.
_ASKED = frozenset({"question", "task", "title", "topic", "text", "messages"})
_NOTHING = frozenset({"missing", "too_short"})
_RANGES = {"seed": (0, MOST_SEED), "limit": (1, MAX_HITS)}
_NAMED = {"language": "unknown_language", "format": "unsupported_format"}


def _field(entry: Mapping[str, Any]) -> FieldProblem:
    place = [str(part) for part in _inner(entry["loc"])]
    kind = str(entry["type"])
    code = _NAMED.get(place[-1] if place else "", kind) if kind == "literal_error" else kind
    return FieldProblem(field=".".join(place), code=code, message=str(entry["msg"]))


def _inner(place: Sequence[object]) -> Sequence[object]:
    return place[1:] if place and place[0] in {"body", "query", "path", "header"} else place
