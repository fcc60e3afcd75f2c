"""Checklists, plays, role descriptions and training modules, as bodies and as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import unquote

import httpx

from api.client.wire import Wire, parsed
from api.schemas.ask import AskedLanguage
from api.schemas.common import LanguageCode
from api.schemas.materials import (
    ChecklistIn,
    FileFormatName,
    LevelName,
    Order,
    PlayIn,
    RoleIn,
    StageName,
    TrainingIn,
    VisitName,
)
from api.schemas.results import ResultOut, TrainingModuleOut

_Fields = dict[str, object]

_PATHS: Mapping[type[Order], str] = MappingProxyType({
    ChecklistIn: "/v1/checklists",
    PlayIn: "/v1/plays",
    RoleIn: "/v1/role-descriptions",
    TrainingIn: "/v1/training-modules",
})


@dataclass(frozen=True, slots=True)
class MaterialFile:
    """A material as a file, with the name that the service proposes; `name` holds no folder."""

    name: str
    media_type: str
    data: bytes


class Materials(Wire):
    """What can be made out of the texts. `…_file` gives the result itself where it is a refusal.

    `make` and `make_file` are for whoever holds the body already.
    """

    def make(self, order: Order) -> ResultOut:
        """A material, or a refusal."""
        return self._made(_PATHS[type(order)], order.model_dump(mode="json"))

    def make_file(self, form: FileFormatName, order: Order) -> MaterialFile | ResultOut:
        """The same as a file."""
        return self._file(_PATHS[type(order)], order.model_dump(mode="json"), form)

    def file_of(self, form: FileFormatName, result: ResultOut) -> MaterialFile | ResultOut:
        """A result that was kept or edited, as a file."""
        return self._file("/v1/files", {"result": result.model_dump(mode="json")}, form)

    def checklist(self, task: str, *, context: str | None = None, language: AskedLanguage = "auto") -> ResultOut:
        """A checklist, or a refusal."""
        return self._made(_PATHS[ChecklistIn], _checklist(task, context, language))

    def checklist_file(
        self, form: FileFormatName, task: str, *, context: str | None = None, language: AskedLanguage = "auto"
    ) -> MaterialFile | ResultOut:
        """The same as a file: every form but gift."""
        return self._file(_PATHS[ChecklistIn], _checklist(task, context, language), form)

    def play(self, visit: VisitName, stage: StageName, *, language: LanguageCode = "en") -> ResultOut:
        """What to prepare, ask, show and do at a visit of one type to a customer at one stage of the funnel."""
        return self._made(_PATHS[PlayIn], {"visit": visit, "stage": stage, "language": language})

    def play_file(
        self, form: FileFormatName, visit: VisitName, stage: StageName, *, language: LanguageCode = "en"
    ) -> MaterialFile | ResultOut:
        """The same as a file: every form but gift."""
        return self._file(_PATHS[PlayIn], {"visit": visit, "stage": stage, "language": language}, form)

    def role_description(
        self,
        title: str,
        *,
        level: LevelName | None = None,
        industry: str | None = None,
        focus: str | None = None,
        language: AskedLanguage = "auto",
    ) -> ResultOut:
        """A role description, or a refusal; for managers."""
        return self._made(_PATHS[RoleIn], _role(title, level, industry, focus, language))

    def role_description_file(
        self,
        form: FileFormatName,
        title: str,
        *,
        level: LevelName | None = None,
        industry: str | None = None,
        focus: str | None = None,
        language: AskedLanguage = "auto",
    ) -> MaterialFile | ResultOut:
        """The same as a file: markdown, html, docx or pdf."""
        return self._file(_PATHS[RoleIn], _role(title, level, industry, focus, language), form)

    def training_module(
        self,
        topic: str,
        *,
        learners: str | None = None,
        minutes: int = 60,
        language: AskedLanguage = "auto",
        seed: int = 0,
    ) -> TrainingModuleOut | ResultOut:
        """A training module with its quiz, or a refusal (which has none); for HR."""
        return self._made(_PATHS[TrainingIn], _training(topic, learners, minutes, language, seed))

    def training_module_file(
        self,
        form: FileFormatName,
        topic: str,
        *,
        learners: str | None = None,
        minutes: int = 60,
        language: AskedLanguage = "auto",
        seed: int = 0,
    ) -> MaterialFile | ResultOut:
        """The same as a file of any form."""
        return self._file(_PATHS[TrainingIn], _training(topic, learners, minutes, language, seed), form)

    def _made(self, path: str, body: _Fields) -> TrainingModuleOut | ResultOut:
        return _result(self._send(self._http.build_request("POST", path, json=body)))

    def _file(self, path: str, body: _Fields, form: FileFormatName) -> MaterialFile | ResultOut:
        response = self._send(self._http.build_request("POST", path, json=body, params={"format": form}))
        media_type = response.headers.get("Content-Type", "")
        if media_type.partition(";")[0].strip() == "application/json":
            return _result(response)
        return MaterialFile(_name(response.headers.get("Content-Disposition", "")), media_type, response.content)


def _checklist(task: str, context: str | None, language: AskedLanguage) -> _Fields:
    return {"task": task, "context": context, "language": language}


def _role(
    title: str, level: LevelName | None, industry: str | None, focus: str | None, language: AskedLanguage
) -> _Fields:
    return {"title": title, "level": level, "industry": industry, "focus": focus, "language": language}


def _training(topic: str, learners: str | None, minutes: int, language: AskedLanguage, seed: int) -> _Fields:
    return {"topic": topic, "learners": learners, "minutes": minutes, "language": language, "seed": seed}


def _result(response: httpx.Response) -> TrainingModuleOut | ResultOut:
    result = parsed(response, ResultOut)
    return parsed(response, TrainingModuleOut) if result.kind == "training_module" else result


def _name(disposition: str) -> str:
    """The name in a Content-Disposition of ours: `filename*=UTF-8''…` comes last and holds no folder."""
    return unquote(disposition.rpartition("UTF-8''")[2]).rpartition("/")[2] or "fieldcoach"
