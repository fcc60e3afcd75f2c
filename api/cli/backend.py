"""Where a command gets its answers: from a running service, otherwise in this process."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from api.cli import messages
from api.cli.making import Making, MakingInProcess
from ingest.report import silent
from kb.types import Language, Question, Role

if TYPE_CHECKING:
    from api.doors import Coach, Pipeline
    from api.schemas.ask import AskedLanguage
    from api.schemas.common import LanguageCode
    from api.schemas.documents import DocumentDetailOut, DocumentsOut, SectionsOut
    from api.schemas.removed import EarlierListOut, RemovedListOut
    from api.schemas.results import ResultOut
    from api.schemas.search import SearchOut
    from kb.settings import Settings


class Backend(Making, Protocol):
    """What commands ask for; api.client.Client is one."""

    def ask(self, question: str, language: AskedLanguage = "auto", history: Sequence[str] = ()) -> ResultOut:
        """An answer or a refusal."""
        ...

    def search(self, text: str, language: LanguageCode | None = None, limit: int = 10) -> SearchOut:
        """The nearest passages."""
        ...

    def documents(self) -> DocumentsOut:
        """All documents."""
        ...

    def document(self, document: str) -> DocumentDetailOut:
        """One document."""
        ...

    def sections(self, document: str) -> SectionsOut:
        """Its sections."""
        ...

    def remove(self, document: str) -> None:
        """Remove it."""
        ...

    def removed(self) -> RemovedListOut:
        """What can be put back."""
        ...

    def put_back(self, document: str) -> DocumentDetailOut:
        """Put a removed text back."""
        ...

    def drop_removed(self, document: str) -> None:
        """Drop it for good."""
        ...

    def earlier(self, document: str) -> EarlierListOut:
        """Versions that can be put back."""
        ...

    def put_version_back(self, document: str, version: str) -> DocumentDetailOut:
        """Put one of them back."""
        ...


class InProcess(MakingInProcess):
    """The same without a service. Whoever can read FIELDCOACH_HOME is its admin."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(self._coach, settings.page_address)
        self._settings = settings
        self._built: Coach | None = None

    def ask(self, question: str, language: AskedLanguage = "auto", history: Sequence[str] = ()) -> ResultOut:
        """An answer or a refusal."""
        from api.presenters import result_out

        asked = None if language == "auto" else Language(language)
        coach = self._coach()
        begun = perf_counter()
        result = coach.ask(Question(question, asked, tuple(history), Role.ADMIN))
        return result_out(result, (perf_counter() - begun) * 1000)

    def search(self, text: str, language: LanguageCode | None = None, limit: int = 10) -> SearchOut:
        """The nearest passages."""
        from api.presenters import search_out

        wanted = Language(language) if language else None
        return search_out(self._coach().search(text, wanted, limit, Role.ADMIN))

    def documents(self) -> DocumentsOut:
        """All documents."""
        from api.presenters import document_out
        from api.schemas.documents import DocumentsOut

        found = self._coach().library.documents(Role.ADMIN)
        return DocumentsOut(documents=tuple(document_out(info, Role.ADMIN) for info in found))

    def document(self, document: str) -> DocumentDetailOut:
        """One document."""
        from api.presenters import document_detail_out

        return document_detail_out(self._coach().library, document, Role.ADMIN)

    def sections(self, document: str) -> SectionsOut:
        """Its sections."""
        from api.presenters import sections_out

        library = self._coach().library
        info = library.document(document, Role.ADMIN)
        return sections_out(info, library.sections(document, Role.ADMIN))

    def remove(self, document: str) -> None:
        """Remove it."""
        pipeline = pipeline_of(self._settings)
        pipeline.remove(document)
        pipeline.finish(silent)

    def removed(self) -> RemovedListOut:
        """What can be put back."""
        from api.removal_presenters import removed_out
        from api.schemas.removed import RemovedListOut

        return RemovedListOut(texts=tuple(removed_out(kept) for kept in pipeline_of(self._settings).removed_texts()))

    def put_back(self, document: str) -> DocumentDetailOut:
        """Put a removed text back."""
        pipeline = pipeline_of(self._settings)
        pipeline.put_back(document)
        pipeline.finish(silent)
        return self.document(document)

    def drop_removed(self, document: str) -> None:
        """Drop it for good."""
        pipeline_of(self._settings).drop_removed(document)

    def earlier(self, document: str) -> EarlierListOut:
        """Versions that can be put back."""
        from api.removal_presenters import earlier_out
        from api.schemas.removed import EarlierListOut

        found = pipeline_of(self._settings).earlier_texts(document)
        return EarlierListOut(document=document, versions=tuple(earlier_out(kept) for kept in found))

    def put_version_back(self, document: str, version: str) -> DocumentDetailOut:
        """Put one of them back."""
        pipeline = pipeline_of(self._settings)
        pipeline.put_back(document, version)
        pipeline.finish(silent)
        return self.document(document)

    def _coach(self) -> Coach:
        if self._built is None:
            self._built = coach_of(self._settings)
        return self._built


def coach_of(settings: Settings) -> Coach:
    """A coach in this process."""
    from api.cli.environment import quieten

    quieten()
    from kb.assembly import build_coach

    coach: Coach = build_coach(settings)
    return coach


def pipeline_of(settings: Settings) -> Pipeline:
    """A pipeline in this process."""
    from api.cli.environment import quieten

    quieten()
    from ingest.assembly import build_pipeline

    pipeline: Pipeline = build_pipeline(settings)
    return pipeline


@contextmanager
def open_backend(settings: Settings, *, hint: bool = False) -> Iterator[Backend]:
    """A client of the running service, or this process; `hint` tells a terminal why it has to wait."""
    from api.service_record import find_service

    service = find_service(settings.home)
    if service is not None:
        with service:
            yield service
        return
    if hint and sys.stderr.isatty():
        sys.stderr.write(messages.NO_SERVICE_HINT + "\n")
    yield InProcess(settings)
