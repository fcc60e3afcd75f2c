"""The API as the page sees it: results, or a trouble that can be said in two sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from api.client import Client, ProblemAnswer, TooSlow, Unreachable
from api.schemas.common import LanguageCode
from api.schemas.documents import DocumentDetailOut, SectionOut
from kb.errors import ServiceError
from ui.links import CitationLink
from ui.settings import PageSettings

# Putting a text back takes a second or two, on a machine that does other work beside it ten times as long; converting
# a file for its preview as long as the service allows.
CHANGING_SECONDS = 180.0


class TroubleKind(StrEnum):
    """What can go wrong between the page and the texts, by what somebody can do about it."""

    UNREACHABLE = "unreachable"
    SLOW = "slow"
    STARTING = "starting"
    SIGNED_OUT = "signed_out"
    NOT_ALLOWED = "not_allowed"
    TOO_LONG = "too_long"
    GONE = "gone"
    NOT_FOUND = "not_found"
    BROKEN_LINK = "broken_link"
    SAID = "said"
    BROKEN = "broken"


# Where the page, which knows what somebody was doing, says it better than the service.
_BY_CODE: Mapping[str, TroubleKind] = MappingProxyType({
    "not_ready": TroubleKind.STARTING,
    "unauthorized": TroubleKind.SIGNED_OUT,
    "forbidden": TroubleKind.NOT_ALLOWED,
    "too_large": TroubleKind.TOO_LONG,
    "gone": TroubleKind.GONE,
    "not_found": TroubleKind.NOT_FOUND,
})


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something can't be shown.

    SAID: the service's own title and detail, in the interface language; else both are empty. `reason`: what exactly
    was wrong, where it said so: in the service's own English, or where it is `worded` in the interface language.
    """

    kind: TroubleKind
    title: str = ""
    detail: str = ""
    reason: str = ""
    worded: bool = False


class ServiceTrouble(Exception):
    """The service could not do it."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.kind.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Source:
    """A document, the stored text of one version, and the sections if they are of that version, else none."""

    document: DocumentDetailOut
    version: str
    text: str
    sections: tuple[SectionOut, ...]


def source(settings: PageSettings, reader: LanguageCode, link: CitationLink) -> Source:
    """The text that a link leads to; raises ServiceTrouble."""
    with opened(settings, reader) as client:
        document = client.document(link.document)
        text = client.text(link.document, link.version)
        sections = client.sections(link.document)
    same = sections.sections if sections.version == text.version else ()
    return Source(document, text.version, text.text, same)


def edition(settings: PageSettings, reader: LanguageCode, document: str) -> Source:
    """The newest text of a document with its sections; raises ServiceTrouble."""
    with opened(settings, reader) as client:
        entry = client.document(document)
        sections = client.sections(document)
        text = client.text(document, sections.version)
    return Source(entry, text.version, text.text, sections.sections)


@contextmanager
def opened(settings: PageSettings, reader: LanguageCode, *, changing: bool = False) -> Iterator[Client]:
    """A client whose failures leave as ServiceTrouble; what it is used for stands beside the view.

    `changing`: the library is changed, which waits for whoever else changes it, and may take a minute.
    """
    seconds = max(CHANGING_SECONDS, settings.seconds) if changing else settings.seconds
    with Client(settings.api, settings.token, language=reader, seconds=seconds) as client:
        try:
            yield client
        except ServiceError as error:
            raise ServiceTrouble(_trouble(error)) from error


def _trouble(error: ServiceError) -> Trouble:
    if isinstance(error, TooSlow):
        return Trouble(TroubleKind.SLOW)
    if isinstance(error, Unreachable):
        return Trouble(TroubleKind.UNREACHABLE)
    if not isinstance(error, ProblemAnswer):
        return Trouble(TroubleKind.BROKEN)
    problem = error.problem
    kind = _BY_CODE.get(problem.code, TroubleKind.SAID)
    if kind is not TroubleKind.SAID:
        return Trouble(kind)
    wrong = "; ".join(f"{error.field}: {error.message}" for error in problem.errors)
    return Trouble(kind, problem.title, problem.detail, problem.reason or wrong, problem.reason_code is not None)
