"""Problem bodies: the wording of each, in four languages, and how one is made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from types import MappingProxyType

from api.schemas.common import LANGUAGES, FieldProblem, LanguageCode, Problem
from kb.errors import FieldcoachError, Why

SECURITY_HEADERS: Mapping[str, str] = MappingProxyType({
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
})


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong, before it is worded: status, stable code, the key of its wording."""

    status: int
    code: str
    wording: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    reason: str | None = None
    why: Why | None = None
    errors: tuple[FieldProblem, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


class FaultError(FieldcoachError):
    """A fault found by the API itself: a missing key, a foreign host, a full queue."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


class Wording:
    """Titles and details of all problems, by language and key."""

    def __init__(self) -> None:
        folder = files("api.locales")
        self._texts: dict[LanguageCode, dict[str, dict[str, str]]] = {
            language: json.loads((folder / f"problems.{language}.json").read_text(encoding="utf-8"))
            for language in LANGUAGES
        }
        self._reasons: dict[LanguageCode, dict[str, str]] = {
            language: json.loads((folder / f"reasons.{language}.json").read_text(encoding="utf-8"))
            for language in LANGUAGES
        }

    def keys(self, language: LanguageCode) -> frozenset[str]:
        """The keys that a language words."""
        return frozenset(self._texts[language])

    def text(self, language: LanguageCode, key: str) -> tuple[str, str]:
        """(title, detail) of a key; the detail's placeholders are still in it."""
        entry = self._texts[language][key]
        return entry["title"], entry["detail"]

    def reason_code(self, why: Why | None) -> str | None:
        """The code of a reason that is worded in every language; None for the others, which are English."""
        return why.code if why is not None and why.code in self._reasons["en"] else None

    def reason(self, said: str | None, why: Why | None, language: LanguageCode) -> str | None:
        """Why something can't be used, in a language where it is worded; else as it was said, in English."""
        if said is None or why is None or language == "en" or self.reason_code(why) is None:
            return said
        return self._reasons[language][why.code].format(name=why.name, limit=why.limit)

    def reason_codes(self, language: LanguageCode) -> frozenset[str]:
        """The reasons that a language words."""
        return frozenset(self._reasons[language])

    def problem(self, fault: Fault, language: LanguageCode, instance: str | None = None) -> Problem:
        """A fault in a language; `instance` is the path that was asked for."""
        title, detail = self.text(language, fault.wording or fault.code)
        return Problem(
            type=f"urn:fieldcoach:problem:{fault.code}",
            title=title,
            status=fault.status,
            detail=detail.format_map({name: _said(value, language) for name, value in fault.values.items()}),
            code=fault.code,
            instance=instance,
            reason=self.reason(fault.reason, fault.why, language),
            reason_code=self.reason_code(fault.why),
            errors=fault.errors,
        )


def _said(value: object, language: LanguageCode) -> object:
    """A number with the language's own mark between thousands: in Bulgarian a comma begins the decimals."""
    if not isinstance(value, int):
        return value
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}" if language == "bg" else ",")


def preferred_language(accept_language: str | None) -> LanguageCode:
    """The first of the four languages in an Accept-Language header, by its weights; English where none is."""
    ranked: list[tuple[float, int, LanguageCode]] = []
    for place, part in enumerate((accept_language or "").split(",")):
        tag, _, parameters = part.partition(";")
        primary = tag.strip().lower().partition("-")[0]
        weight = _weight(parameters)
        for language in LANGUAGES:
            if primary == language and weight > 0:
                ranked.append((-weight, place, language))
    return min(ranked)[2] if ranked else "en"


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if 0.0 <= weight <= 1.0 else 0.0
