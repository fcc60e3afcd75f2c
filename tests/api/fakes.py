"""A coach whose every answer can be computed by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kb.types import (
    Block,
    BlockStyle,
    ChecklistTask,
    Citation,
    Hit,
    Language,
    Line,
    Material,
    MaterialKind,
    Passage,
    Play,
    Question,
    QuizItem,
    QuizType,
    Refusal,
    RefusalReason,
    Related,
    Role,
    RoleProfile,
    Search,
    TrainingOrder,
    WrittenBy,
)
from tests.api.fake_library import TEXTS, FakeLibrary, passage

BLOCKS: Mapping[MaterialKind, tuple[dict[str, Any], ...]] = {
    MaterialKind.CHECKLIST: ({"key": "during", "heading": "During the visit", "style": BlockStyle.CHECKS},),
    MaterialKind.ROLE_DESCRIPTION: (
        {"key": "purpose", "heading": "Purpose", "style": BlockStyle.PARAGRAPH},
        {"key": "responsibilities", "heading": "Stock", "style": BlockStyle.BULLETS},
    ),
    MaterialKind.TRAINING_MODULE: (
        {"key": "agenda", "heading": "Opening", "minutes": 5, "lines": ()},
        {"key": "agenda", "heading": "Quiz", "minutes": 55, "lines": ()},
        {"key": "key_points", "heading": "Stock", "style": BlockStyle.BULLETS},
    ),
}
QUIZ = (
    QuizItem("q1", QuizType.CHOICE, "What is counted?", ("The cars", "The stock"), 1, "Count it.", (1,)),
    QuizItem("q2", QuizType.TRUE_FALSE, "Figures are noted.", (), True, "Note them.", (2,)),
    QuizItem("q3", QuizType.ORDER, "In which order?", ("Note", "Count"), (1, 0), "Count, then note.", (1, 2)),
    QuizItem(
        "q4",
        QuizType.MATCH,
        "What goes together?",
        ("Count", "Note", "figures", "stock"),
        ((0, 3), (1, 2)),
        "So.",
        (1,),
    ),
    QuizItem("q5", QuizType.GAP, "Count the ____.", (), ("warehouse", "stock"), "Count it.", (1,)),
)


@dataclass
class FakeCoach:
    """Answers with the two steps in the asked (or English) edition; refuses what contains 😶."""

    library: FakeLibrary = field(default_factory=FakeLibrary)
    reason: str | None = None
    error: BaseException | None = None
    asked: list[Question] = field(default_factory=list)
    searched: list[tuple[str, Language | None, int, Role]] = field(default_factory=list)
    made: list[ChecklistTask | Play | RoleProfile | TrainingOrder] = field(default_factory=list)

    def ask(self, question: Question) -> Material | Refusal:
        if self.error is not None:
            raise self.error
        self.asked.append(question)
        language = question.language or Language.EN
        if "😶" in question.text:
            related = (Related("stock.en", "check", TEXTS["stock.en"][0]),)
            return Refusal("r1", language, question.text, RefusalReason.NOT_A_QUESTION, "Ask me.", related)
        document = f"stock.{language}"
        passages = [passage(document, 1), passage(document, 2)]
        lines = tuple(Line(f"l{n}", one.text, (n,)) for n, one in enumerate(passages, 1))
        return Material(
            id="m1",
            kind=MaterialKind.ANSWER,
            language=language,
            title=None,
            question_used=question.text,
            written_by=WrittenBy.EXTRACT,
            blocks=(Block(BlockStyle.STEPS, lines),),
            citations=tuple(citation(number, one) for number, one in enumerate(passages, 1)),
            related=(Related(document, "check", TEXTS[document][0]),),
        )

    def checklist(self, task: ChecklistTask) -> Material | Refusal:
        return self._make(task, task.task, MaterialKind.CHECKLIST)

    def play(self, play: Play) -> Material | Refusal:
        return self._make(play, f"{play.visit} {play.stage}", MaterialKind.CHECKLIST)

    def role_description(self, profile: RoleProfile) -> Material | Refusal:
        return self._make(profile, profile.title, MaterialKind.ROLE_DESCRIPTION)

    def training_module(self, order: TrainingOrder) -> Material | Refusal:
        return self._make(order, order.topic, MaterialKind.TRAINING_MODULE)

    def _make(
        self, order: ChecklistTask | Play | RoleProfile | TrainingOrder, title: str, kind: MaterialKind
    ) -> Material | Refusal:
        """The answer's two steps under the keys of `kind`; a module's quiz asks about them in all five ways."""
        language = order.language
        answer = self.ask(Question(title, language, (), order.role))
        self.asked.pop()
        self.made.append(order)
        if isinstance(answer, Refusal):
            return answer
        return dataclasses.replace(
            answer,
            kind=kind,
            title=title,
            blocks=tuple(dataclasses.replace(answer.blocks[0], **parts) for parts in BLOCKS[kind]),
            uncovered=("баница",),
            quiz=QUIZ if kind is MaterialKind.TRAINING_MODULE else (),
        )

    def search(self, text: str, language: Language | None, limit: int, role: Role) -> Search:
        self.searched.append((text, language, limit, role))
        found = [f"stock.{one}" for one in Language if language in {None, one}]
        hits = tuple(
            Hit(passage(document, 1), 0.9 - 0.1 * place, 0.7, None, 0.5, Language(document[-2:]))
            for place, document in enumerate(found)
        )
        return Search(text, language or Language.EN, hits[:limit], 0.6, 0.1)

    def ready(self) -> str | None:
        return self.reason


def citation(number: int, one: Passage) -> Citation:
    return Citation(
        number=number,
        document=one.document,
        work=one.work,
        title=one.title,
        section=one.section_path,
        anchor=one.anchor,
        language=one.language,
        original_language=one.original,
        quote=one.text,
        start=one.start,
        end=one.end,
        version=one.version,
        made_by=one.made_by,
        reviewed=one.reviewed,
    )
