"""What the API needs of the layers below, as protocols, and how a route gets at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

from fastapi import Depends, Request

from api.security import Access, Caller, allow
from ingest.report import Progress, Report
from kb.types import DocumentInfo, Language, Material, Passage, Question, Refusal, Role, Search

if TYPE_CHECKING:
    from api.jobs import Jobs

Head = Mapping[str, str | list[str]]


class SectionView(Protocol):
    """A section with its passages in order; `start` and `end` span them in the stored text."""

    @property
    def anchor(self) -> str:
        """The same in every edition."""
        ...

    @property
    def path(self) -> tuple[str, ...]:
        """The headings from the outermost down."""
        ...

    @property
    def passages(self) -> tuple[Passage, ...]:
        """In their order."""
        ...

    @property
    def start(self) -> int:
        """Where its first passage begins."""
        ...

    @property
    def end(self) -> int:
        """Where its last passage ends."""
        ...


class Library(Protocol):
    """The texts, read only; what a role may not read is answered like what does not exist."""

    def documents(self, role: Role) -> list[DocumentInfo]:
        """What `role` may read, by id."""
        ...

    def document(self, document: str, role: Role) -> DocumentInfo:
        """One document; raises NotFound or Gone."""
        ...

    def text(self, document: str, version: str | None, role: Role) -> tuple[str, str]:
        """(version, stored text), the newest where no version is named; raises NotFound or Gone."""
        ...

    def sections(self, document: str, role: Role) -> Sequence[SectionView]:
        """The document's sections in order; raises NotFound or Gone."""
        ...

    def editions(self, work: str, role: Role) -> list[DocumentInfo]:
        """The documents of a work, by language."""
        ...


class Coach(Protocol):
    """The one door to everything that answers."""

    @property
    def library(self) -> Library:
        """The texts."""
        ...

    def ask(self, question: Question) -> Material | Refusal:
        """A grounded answer, or a refusal."""
        ...

    def search(self, text: str, language: Language | None, limit: int, role: Role) -> Search:
        """The passages nearest to `text`, at most `limit`; `language` keeps only that language's."""
        ...

    def ready(self) -> str | None:
        """None, or the reason why nothing can be answered yet."""
        ...


class PreviewSection(Protocol):
    """A section that an upload would get."""

    @property
    def heading(self) -> str:
        """Empty above the first heading."""
        ...

    @property
    def passages(self) -> int:
        """How many."""
        ...


class Preview(Protocol):
    """What an upload would become."""

    @property
    def encoding(self) -> str:
        """What the file was decoded or converted from."""
        ...

    @property
    def language(self) -> Language | None:
        """The document's language, where it can be told."""
        ...

    @property
    def title(self) -> str:
        """The document's title."""
        ...

    @property
    def sections(self) -> Sequence[PreviewSection]:
        """In their order."""
        ...


class Pipeline(Protocol):
    """The one door to everything that changes the library; raises Busy while another ingest runs."""

    def run_folder(self, path: Path, *, progress: Progress, again: bool = False) -> Report:
        """Bring the library up to date with a folder."""
        ...

    def preview_upload(self, name: str, data: bytes, head: Head) -> Preview:
        """What an upload would become; saves nothing."""
        ...

    def add_upload(self, name: str, data: bytes, head: Head, progress: Progress) -> Report:
        """Take a file into the library."""
        ...

    def remove(self, document: str) -> None:
        """Remove a document and every trace of it; raises NotFound or Gone."""
        ...


@dataclass(frozen=True, slots=True)
class Service:
    """What one running API is made of."""

    coach: Coach
    pipeline: Pipeline
    access: Access
    jobs: Jobs
    version: str
    instance: str


# Trivial dependencies are coroutines: a plain function would cost a hop to the thread pool each.
async def service_of(request: Request) -> Service:
    """The service that `create_app` put together."""
    service: Service = request.app.state.service
    return service


ServiceOf = Annotated[Service, Depends(service_of)]


def require(*roles: Role) -> Callable[[Request], object]:
    """A dependency that gives the Caller, if in one of `roles` or an admin; 401 and 403 else."""

    async def caller(request: Request) -> Caller:
        service: Service = request.app.state.service
        return allow(service.access.caller(request.headers.get("authorization")), *roles)

    return caller


AnyCaller = Annotated[Caller, Depends(require(Role.REP, Role.MANAGER, Role.HR))]
AdminCaller = Annotated[Caller, Depends(require(Role.ADMIN))]
