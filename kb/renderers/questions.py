"""A quiz item as it is printed: letters on its options, and its answer in words."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from kb.errors import RenderError
from kb.renderers.cleaning import one_line
from kb.renderers.sheet import Choice, Question, SheetLine
from kb.types import Language, QuizItem, QuizType
from kb.wording import FilePhrase

if TYPE_CHECKING:
    from kb.wording import Wording


def question(number: int, item: QuizItem, wording: Wording, language: Language, explanation: SheetLine) -> Question:
    """The printed form of a quiz item; raises RenderError where its answer is not one of its type."""
    words = (wording.phrase(FilePhrase.TRUE, language), wording.phrase(FilePhrase.FALSE, language))
    return Question(
        number=number,
        heading=wording.phrase(FilePhrase.QUESTION, language, number=number),
        type=item.type,
        prompt=one_line(item.prompt),
        columns=_columns(item, words),
        answer=one_line(_answer(item, words)),
        explanation=explanation,
    )


def pairs_of(item: QuizItem) -> tuple[tuple[int, int], ...]:
    """The pairs of a match, as indices of its options; raises RenderError on another type's answer."""
    match item.answer:
        case tuple(answer) if item.type is QuizType.MATCH:
            return tuple(sorted(pair for pair in answer if isinstance(pair, tuple)))
    raise _mistyped(item)


def order_of(item: QuizItem) -> tuple[int, ...]:
    """The indices of an order's options in their right order; raises RenderError on another type's answer."""
    match item.answer:
        case tuple(answer) if item.type is QuizType.ORDER:
            return tuple(index for index in answer if isinstance(index, int))
    raise _mistyped(item)


def accepted_by(item: QuizItem) -> tuple[str, ...]:
    """The strings that fill a gap; raises RenderError on another type's answer."""
    match item.answer:
        case tuple(answer) if item.type is QuizType.GAP:
            return tuple(text for text in answer if isinstance(text, str))
    raise _mistyped(item)


def choice_of(item: QuizItem) -> int:
    """The index of the right option; raises RenderError on another type's answer."""
    if isinstance(item.answer, int) and not isinstance(item.answer, bool) and item.type is QuizType.CHOICE:
        return item.answer
    raise _mistyped(item)


def _columns(item: QuizItem, words: tuple[str, str]) -> tuple[tuple[Choice, ...], ...]:
    match item.type:
        case QuizType.GAP:
            return ()
        case QuizType.TRUE_FALSE:
            return (tuple(Choice("", word) for word in words),)
        case QuizType.MATCH:
            lefts = len(pairs_of(item))
            numbered = tuple(
                Choice(str(place), one_line(text)) for place, text in enumerate(item.options[:lefts], start=1)
            )
            return (numbered, _lettered(item.options[lefts:]))
        case _:
            return (_lettered(item.options),)


def _lettered(options: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(letter, one_line(text)) for letter, text in zip(ascii_uppercase, options, strict=False))


def _answer(item: QuizItem, words: tuple[str, str]) -> str:
    match item.type:
        case QuizType.CHOICE:
            index = choice_of(item)
            return f"{ascii_uppercase[index]}. {item.options[index]}"
        case QuizType.TRUE_FALSE:
            return words[0] if item.answer else words[1]
        case QuizType.ORDER:
            return " → ".join(ascii_uppercase[index] for index in order_of(item))
        case QuizType.MATCH:
            return _matched(item)
        case QuizType.GAP:
            return " / ".join(accepted_by(item))


def _matched(item: QuizItem) -> str:
    pairs = pairs_of(item)
    return ", ".join(f"{left + 1} – {ascii_uppercase[right - len(pairs)]}" for left, right in pairs)


def _mistyped(item: QuizItem) -> RenderError:
    return RenderError(f"Quiz item {item.id}: {item.answer!r} is no answer of the type {item.type}.")
