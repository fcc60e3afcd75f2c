"""Coach: the one door to everything that answers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from llama_index.core.schema import QueryBundle

from kb.errors import FieldcoachError
from kb.evidence import citations
from kb.evidence.answerability import is_question, judge
from kb.evidence.follow_up import carried_on, continues, merged
from kb.evidence.gibberish import is_gibberish
from kb.evidence.latin_bulgarian import in_cyrillic
from kb.evidence.questions import questions_in
from kb.evidence.selection import nearest_topics, select
from kb.evidence.several import answered_apart
from kb.evidence.small_talk import is_small_talk
from kb.generators.joined_answers import joined
from kb.languages import Reason, detect
from kb.llama_bridge import search_of
from kb.types import (
    ChecklistTask,
    Language,
    Material,
    NotCovered,
    Play,
    Question,
    Refusal,
    RefusalReason,
    Related,
    Role,
    RoleProfile,
    Search,
    TrainingOrder,
)
from kb.wording import RefusalPhrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from llama_index.core.base.base_retriever import BaseRetriever

    from kb.generators.answer import Composer
    from kb.generators.writers import Writers
    from kb.journal import Journal
    from kb.library import Library
    from kb.retrieval.hybrid import HybridRetriever
    from kb.wording import Wording

_PHRASES = {
    RefusalReason.NO_EVIDENCE: RefusalPhrase.NO_EVIDENCE,
    RefusalReason.NOT_A_QUESTION: RefusalPhrase.NOT_A_QUESTION,
    RefusalReason.UNSUPPORTED_LANGUAGE: RefusalPhrase.UNSUPPORTED_LANGUAGE,
}


# Where no language is chosen, or this one, Latin letters may stand for Cyrillic ones.
_MAY_BE_BULGARIAN = (None, Language.BG)


@dataclass(frozen=True, slots=True)
class Coach:
    """Built by kb.assembly; every method may be called from any thread."""

    library: Library
    retriever: HybridRetriever
    composer: Composer
    writers: Writers
    wording: Wording
    journal: Journal
    readiness: Callable[[], str | None]
    text_of: Callable[[str, str], str]

    def ask(self, question: Question) -> Material | Refusal:
        """An answer out of the texts that the asker may read, or a refusal; raises what the store raises."""
        text, spoken = _written(question.text, question.language)
        if text != question.text:
            history = tuple(in_cyrillic(earlier) or earlier for earlier in question.history)
            question = replace(question, text=text, language=spoken, history=history)
        received = self._receive(question.text, question.language)
        result = received if isinstance(received, Refusal) else self._answer(question, received)
        self.journal.record(result, question)
        return result

    def checklist(self, task: ChecklistTask) -> Material | Refusal:
        """A checklist for a task in a rep's words, or a refusal."""
        written, language = _written(task.task, task.language)
        task = replace(task, task=written, language=language)
        asked = Question(task.task, task.language, role=task.role)
        return self._write(asked, lambda language: self.writers.checklists.write(task, language))

    def play(self, play: Play) -> Material | Refusal:
        """What to prepare, ask, show and do on a visit of one type to a customer at one stage of the funnel."""
        asked = Question(f"{play.visit} / {play.stage}", play.language, role=play.role)
        return self._write(asked, lambda language: self.writers.plays.write(play, language))

    def role_description(self, profile: RoleProfile) -> Material | Refusal:
        """The description of a sales post, or a refusal."""
        asked = Question(profile.title, profile.language, role=profile.role)
        return self._write(asked, lambda language: self.writers.roles.write(profile, language))

    def training_module(self, order: TrainingOrder) -> Material | Refusal:
        """A training module with its quiz, or a refusal; raises InputError where it can't last so long."""
        asked = Question(order.topic, order.language, role=order.role)
        return self._write(asked, lambda language: self.writers.trainings.write(order, language))

    def _write(self, asked: Question, write: Callable[[Language], Material | NotCovered]) -> Material | Refusal:
        language = self._receive(asked.text, asked.language)
        result: Material | Refusal
        if isinstance(language, Refusal):
            result = language
        else:
            written = write(language)
            if isinstance(written, NotCovered):
                result = self._refuse(asked.text, language, RefusalReason.NO_EVIDENCE, written.related)
            else:
                citations.check(written, self.text_of, lambda text: self.wording.is_fixed(text, language))
                result = written
        self.journal.record(result, asked)
        return result

    def _receive(self, text: str, chosen: Language | None) -> Language | Refusal:
        """The language to answer in, or the refusal of what is no question in one of the four languages."""
        detected = detect(text)
        language = chosen or detected.language
        if not is_question(text) or is_gibberish(text):
            return self._refuse(text, language, RefusalReason.NOT_A_QUESTION)
        if language is None:
            if detected.reason is Reason.FOREIGN:
                return self._refuse(text, None, RefusalReason.UNSUPPORTED_LANGUAGE)
            language = Language.EN
        if is_small_talk(text):
            return self._refuse(text, language, RefusalReason.NOT_A_QUESTION)
        return language

    def _answer(self, question: Question, language: Language) -> Material | Refusal:
        search, used = self._search_with_history(question, language)
        several = self._answer_each(question, language, search)
        if several is not None:
            return several
        reason = judge(search)
        if reason is not None:
            return self._refuse(used, language, reason, nearest_topics(search))
        evidence = replace(select(search), question=question.text)
        material = self.composer.compose(evidence, used)
        if material is None:
            return self._refuse(used, language, RefusalReason.NO_EVIDENCE, nearest_topics(search))
        citations.check(material, self.text_of)
        return material

    def _answer_each(self, question: Question, language: Language, whole: Search) -> Material | None:
        """An answer to each question of a message that asks several; None where it is answered as one.

        What has no answer is named in `uncovered`, and journaled as the refused question that it is.
        """
        asked = questions_in(question.text, language)
        if len(asked) == 1:
            return None
        parts = [
            replace(question, text=part, history=(*question.history, *asked[:place]))
            for place, part in enumerate(asked)
        ]
        found = [self._search_with_history(part, language) for part in parts]
        covered = answered_apart(whole, [search for search, _ in found])
        if covered is None:
            return None
        answers: list[Material] = []
        lacking: list[Question] = []
        for part, (search, used), answered in zip(parts, found, covered, strict=True):
            evidence = replace(select(search), question=part.text, beside=())
            answer = self.composer.compose(evidence, used) if answered else None
            if answer is None:
                lacking.append(part)
            else:
                answers.append(answer)
        if not answers:
            return None
        material = joined(question.text, answers, [part.text for part in lacking])
        citations.check(material, self.text_of)
        for part, (search, used) in zip(parts, found, strict=True):
            if part in lacking:
                refusal = self._refuse(used, language, RefusalReason.NO_EVIDENCE, nearest_topics(search))
                self.journal.record(refusal, part)
        return material

    def _search_with_history(self, question: Question, language: Language) -> tuple[Search, str]:
        """The question alone, or carried on from an earlier one where it goes on about that; with what was searched."""
        retriever = self.retriever.bound(language=language, role=question.role)
        alone = self._retrieve(retriever, question.text, language)
        used = carried_on(question.history, question.text)
        if used is None:
            return alone, question.text
        continued = self._retrieve(retriever, used, language)
        known = self.composer.known
        if judge(continued) is None and continues(question.text, alone, continued, known):
            return merged(question.text, alone, continued), used
        return alone, question.text

    @staticmethod
    def _retrieve(retriever: BaseRetriever, text: str, language: Language) -> Search:
        return search_of(retriever.retrieve(QueryBundle(text)), text, language)

    def _refuse(
        self,
        used: str,
        language: Language | None,
        reason: RefusalReason,
        related: tuple[Related, ...] = (),
    ) -> Refusal:
        phrase = _PHRASES[reason]
        if reason is RefusalReason.NO_EVIDENCE and not related:
            phrase = RefusalPhrase.NO_EVIDENCE_ALONE
        spoken = language or Language.EN
        message = self.wording.phrase(phrase, spoken)
        return Refusal(str(uuid.uuid4()), spoken, used, reason, message, related)

    def search(self, text: str, language: Language | None, limit: int, role: Role) -> Search:
        """Passages with their scores; `language` keeps to that lane, None searches all of them."""
        text, spoken = _written(text, language)
        own = spoken or detect(text).language or Language.EN
        retriever = self.retriever.bound(language=own, role=role, only=language, count=limit)
        found = retriever.search(text)
        return replace(found, hits=found.hits[:limit])

    def ready(self) -> str | None:
        """None when questions can be answered; otherwise why not and what to do."""
        try:
            return self.readiness()
        except FieldcoachError as error:
            return str(error)


def _written(text: str, language: Language | None) -> tuple[str, Language | None]:
    """What was typed and its language; in Cyrillic where it is Bulgarian in Latin letters."""
    written = in_cyrillic(text) if language in _MAY_BE_BULGARIAN else None
    return (text, language) if written is None else (written, Language.BG)
