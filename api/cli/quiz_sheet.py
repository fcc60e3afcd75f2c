"""A quiz on a terminal: the questions first, the key at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from api.schemas.results import QuizItemOut

_LETTERS = "abcdefghijklmnopqrstuvwxyz"

Row = tuple[str, Text]


def question_rows(quiz: Sequence[QuizItemOut]) -> list[Row]:
    """Each question with its options, the two sides of a match apart."""
    return [(f"{number}.", _question(item)) for number, item in enumerate(quiz, 1)]


def key_rows(quiz: Sequence[QuizItemOut]) -> list[Row]:
    """Each answer with its explanation and sources."""
    return [(f"{number}.", _key(item)) for number, item in enumerate(quiz, 1)]


def answer_of(item: QuizItemOut) -> str:
    """The right answer as a reader would tick it: `b`, `true`, `c a b`, `a–d  b–c`, or the accepted words."""
    answer = item.answer
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, int):
        return letter(answer)
    return (" / " if item.type == "gap" else "  ").join(_parts(answer))


def letter(place: int) -> str:
    """The letter of an option, counted from 0; after z come numbers."""
    return _LETTERS[place] if place < len(_LETTERS) else str(place + 1)


def _parts(answer: Sequence[tuple[int, int] | int | str]) -> Iterator[str]:
    for part in answer:
        if isinstance(part, tuple):
            yield f"{letter(part[0])}–{letter(part[1])}"
        else:
            yield part if isinstance(part, str) else letter(part)


def _question(item: QuizItemOut) -> Text:
    text = Text(item.prompt)
    if item.type == "true_false":
        text.append("  (true / false)", style="dim")
    for place, option in enumerate(item.options):
        # A match lists all left sides, then all right sides.
        gap = "\n" if item.type == "match" and place == len(item.options) // 2 else ""
        text.append(f"{gap}\n{letter(place)}) {option}")
    return text


def _key(item: QuizItemOut) -> Text:
    text = Text(answer_of(item), style="bold")
    if item.explanation:
        text.append(f"  {item.explanation}", style="not bold")
    if item.citations:
        text.append(" " + "".join(f"[{cited}]" for cited in item.citations), style="not bold cyan")
    return text
