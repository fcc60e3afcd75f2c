"""Where a figure comes from: by kind, by the original's language, noisy or not; and what to mend, one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from eval.items import ChecklistItem, QuestionItem, RoleItem, TrainingItem, wording_of
from eval.scores import ALL, language_of
from eval.soundness import said
from eval.types import AnswerVerdict, MaterialVerdict, Soundness, UnanswerableVerdict, Verdict
from kb.types import Material, Refusal

_SHOWN = 600


@dataclass(frozen=True, slots=True)
class Row:
    """Shares of the answerable questions of one language (or all) and one label, 0 to 1."""

    language: str
    label: str
    count: int
    first: float
    among_three: float
    complete: float
    refused: float


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """Shares of the unanswerable questions of one language (or all) and one kind; `answered` is what must not be."""

    language: str
    kind: str
    count: int
    refused: float
    corrected: float
    answered: float


@dataclass(frozen=True, slots=True)
class Failure:
    """One item that went wrong: why, what was expected, what came out."""

    id: str
    at: str
    language: str
    type: str
    question: str
    why: tuple[str, ...]
    expected: tuple[str, ...]
    got: tuple[str, ...]
    said: str


def by_kind(verdicts: Sequence[Verdict]) -> tuple[Row, ...]:
    """Questions by what they ask for."""
    return tuple(_rows(verdicts, lambda one: str(one.asked.item.kind)))


def by_original(verdicts: Sequence[Verdict]) -> tuple[Row, ...]:
    """Questions by the language that the facts of their best section came in."""
    return tuple(_rows(verdicts, lambda one: str(one.original or "unknown")))


def by_noise(verdicts: Sequence[Verdict]) -> tuple[Row, ...]:
    """Questions by how well they are typed."""
    return tuple(_rows(verdicts, lambda one: "noisy" if one.asked.item.noisy else "clean"))


def of_unanswerable(verdicts: Sequence[Verdict]) -> tuple[RefusalRow, ...]:
    """Unanswerable questions by kind."""
    groups: dict[tuple[str, str], list[UnanswerableVerdict]] = defaultdict(list)
    for one in verdicts:
        if isinstance(one, UnanswerableVerdict):
            for language in (str(language_of(one)), ALL):
                groups[language, str(one.asked.item.kind)].append(one)
    return tuple(
        RefusalRow(
            language,
            kind,
            len(members),
            refused=_share(one.refused for one in members),
            corrected=_share(one.corrected and not one.refused for one in members),
            answered=_share(not one.refused and not one.corrected for one in members),
        )
        for (language, kind), members in groups.items()
    )


def failures(verdicts: Iterable[Verdict]) -> tuple[Failure, ...]:
    """Everything that is to be mended, in the order of the files."""
    return tuple(
        failure
        for one in verdicts
        if (failure := _failed_material(one) if isinstance(one, MaterialVerdict) else _failed_asked(one))
    )


def _rows(verdicts: Sequence[Verdict], label: Callable[[AnswerVerdict], str]) -> Iterator[Row]:
    groups: dict[tuple[str, str], list[AnswerVerdict]] = defaultdict(list)
    for one in verdicts:
        if isinstance(one, AnswerVerdict) and isinstance(one.asked.item, QuestionItem):
            for language in (str(language_of(one)), ALL):
                groups[language, label(one)].append(one)
    for (language, name), members in groups.items():
        yield Row(
            language,
            name,
            len(members),
            first=_share(one.sections.first == 1 for one in members),
            among_three=_share(one.sections.among_three == 1 for one in members),
            complete=_share(one.complete for one in members),
            refused=_share(one.refused for one in members),
        )


def _share(found: Iterable[bool]) -> float:
    values = list(found)
    return sum(values) / len(values)


def _failed_asked(one: AnswerVerdict | UnanswerableVerdict) -> Failure | None:
    why = list(_answer_faults(one) if isinstance(one, AnswerVerdict) else _unanswerable_faults(one))
    why += _unsound(one.soundness)
    if not why:
        return None
    asked = one.asked
    answer = isinstance(one, AnswerVerdict)
    history = "".join(f"{earlier} → " for earlier in getattr(asked.item, "history", ()))
    return Failure(
        id=asked.item.id,
        at=asked.golden.at,
        language=str(asked.golden.language),
        type=asked.item.type,
        question=history + asked.item.question,
        why=tuple(why),
        expected=tuple(getattr(asked.item, "sections" if answer else "corrected_by")),
        got=asked.sections[:3],
        said=_said(asked.result),
    )


def _answer_faults(one: AnswerVerdict) -> Iterator[str]:
    if one.refused:
        yield f"refused (margin {one.asked.margin:+.3f})"
    if not one.sections.first:
        yield "right section among three, not first" if one.sections.among_three else "right section not among three"
    if not one.refused:
        yield from (f"does not say: {' / '.join(stems)}" for stems in one.missing)
        if one.belonging is not None and one.belonging < 1:
            yield f"{1 - one.belonging:.0%} of the lines do not belong"


def _unanswerable_faults(one: UnanswerableVerdict) -> Iterator[str]:
    if not one.refused and not one.corrected:
        yield f"answered a question of the kind {one.asked.item.kind} (margin {one.asked.margin:+.3f})"


def _unsound(found: Soundness) -> Iterator[str]:
    if not found.own_language:
        yield "not in the language of the question"
    if found.exact is False:
        yield "a quote is not exact, or a line says more than it cites"
    if found.sourced is not None and found.sourced < 1:
        yield f"{1 - found.sourced:.0%} of the lines have no source"


def _failed_material(one: MaterialVerdict) -> Failure | None:
    why = [*_material_faults(one), *_unsound(one.soundness)]
    if not why:
        return None
    made = one.made
    return Failure(
        id=made.item.id,
        at=made.golden.at,
        language=str(made.golden.language),
        type=made.item.type,
        question=_order_of(made.item),
        why=tuple(why),
        expected=one.absent,
        got=one.strangers,
        said=_said(made.result),
    )


def _material_faults(one: MaterialVerdict) -> Iterator[str]:
    if one.refused:
        yield "refused"
        return
    if one.absent:
        yield f"{len(one.absent)} of {len(one.made.item.expected)} expected passages are missing"
    if one.belonging is not None and one.belonging < 1:
        yield f"{1 - one.belonging:.0%} of the lines do not belong"
    if one.order is not None and one.order < 1:
        yield f"{1 - one.order:.0%} of the pairs are in the wrong order"
    if one.named is False:
        yield "names a gap where there is none, or none where there is one"
    if one.forbidden:
        yield f"says what it must not: {', '.join(one.forbidden)}"


def _order_of(item: ChecklistItem | RoleItem | TrainingItem) -> str:
    beside = {
        name: value
        for name in ("context", "level", "industry", "focus", "learners", "minutes")
        if (value := getattr(item, name, None)) is not None
    }
    return " · ".join([wording_of(item), *(f"{name}: {value}" for name, value in beside.items())])


def _said(result: Material | Refusal) -> str:
    text = result.message if isinstance(result, Refusal) else said(result)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + " …"
