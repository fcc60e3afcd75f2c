"""What can be done here, as tools for other programs: name, description, body, who may, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from api.dependencies import Service
from api.files import file_of
from api.plain_text import text_of
from api.presenters import search_out
from api.requests import question_of, result_for
from api.results import Made, make
from api.schemas.ask import AskIn
from api.schemas.common import Body
from api.schemas.materials import ChecklistIn, Order, RoleIn, TrainingIn
from api.schemas.search import SearchIn, SearchOut
from api.security import Caller, allow
from kb.renderers import FileForm
from kb.types import Language, MaterialKind, Refusal, Role

_In = TypeVar("_In", bound=Body)


@dataclass(frozen=True, slots=True)
class ToolOutput:
    """The same thing twice: to read, and to compute with."""

    text: str
    body: Body


@dataclass(frozen=True, slots=True)
class Tool(Generic[_In]):
    """A tool; `roles` beside admin may use it, all where none is named."""

    name: str
    title: str
    description: str
    body: type[_In]
    roles: tuple[Role, ...]
    run: Callable[[_In, Caller, Service], ToolOutput]

    def allows(self, caller: Caller) -> bool:
        """Whether this caller may use it."""
        return not self.roles or caller.role in {Role.ADMIN, *self.roles}

    def call(self, arguments: dict[str, object], caller: Caller, service: Service) -> ToolOutput:
        """Run it; raises AccessError, pydantic's ValidationError, and what the coach raises."""
        allow(caller, *self.roles)
        return self.run(self.body.model_validate(arguments), caller, service)


def tools() -> tuple[Tool[AskIn] | Tool[SearchIn] | Tool[ChecklistIn] | Tool[RoleIn] | Tool[TrainingIn], ...]:
    """All of them."""
    return (
        Tool(
            "ask",
            "Ask the sales handbook",
            "Answer a question on sales work (duties, customer funnel, customer visits, payment, complaints, team) in "
            "Chinese, Korean, Bulgarian or English, word for word from the handbook, each line with its source. "
            "Where the handbook does not answer, it says so: do not fill the gap from elsewhere.",
            AskIn,
            (),
            _ask,
        ),
        Tool(
            "search",
            "Search the sales handbook",
            "Find the passages nearest to a text, in all four languages or in one, with their places and scores.",
            SearchIn,
            (),
            _search,
        ),
        Tool(
            "checklist",
            "Make a checklist",
            "Make a checklist (before, during, after) for a sales task described in free words, each item with its "
            "source. `uncovered` names what the handbook does not have.",
            ChecklistIn,
            (),
            _make,
        ),
        Tool(
            "role_description",
            "Describe a sales post",
            "Describe a sales post: purpose, responsibilities by area, requirements, measures, each line with its "
            "source.",
            RoleIn,
            (Role.MANAGER,),
            _make,
        ),
        Tool(
            "training_module",
            "Make a training module",
            "Make a training module: objectives, timed agenda, key points, exercise, role-play, and a quiz with its "
            "key, each line with its source. The same input and seed give the same module.",
            TrainingIn,
            (Role.HR,),
            _make,
        ),
    )


def _ask(body: AskIn, caller: Caller, service: Service) -> ToolOutput:
    question = question_of(body, caller.role)
    return _shown(make(service, lambda coach: coach.ask(question)), service)


def _make(body: Order, caller: Caller, service: Service) -> ToolOutput:
    return _shown(make(service, partial(result_for, body, caller.role)), service)


def _shown(made: Made, service: Service) -> ToolOutput:
    body = made.body
    if isinstance(made.result, Refusal) or made.result.kind is MaterialKind.ANSWER:
        return ToolOutput(text_of(body), body)
    return ToolOutput(file_of(made.result, FileForm.MARKDOWN, service.page).data.decode("utf-8"), body)


def _search(body: SearchIn, caller: Caller, service: Service) -> ToolOutput:
    language = Language(body.language) if body.language else None
    found = search_out(service.coach.search(body.text, language, body.limit, caller.role))
    return ToolOutput(_hits(found), found)


def _hits(found: SearchOut) -> str:
    return "\n\n".join(
        f"{number}. {' › '.join(hit.section)} ({hit.document}#{hit.anchor}, {hit.score:.3f})\n{hit.text}"
        for number, hit in enumerate(found.hits, 1)
    )
