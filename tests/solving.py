"""Solves quiz questions mechanically, from nothing but the key points of the module that they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.types import Language, Material, QuizAnswer, QuizItem, QuizType
from kb.wording import TrainingPhrase, Wording

GAP = "____"
_QUESTIONS = {
    QuizType.CHOICE: ("CHOICE_TERM", "CHOICE_NEXT", "CHOICE_FIRST", "CHOICE_GOES_ON", "CHOICE_BELONGS"),
    QuizType.TRUE_FALSE: ("TRUE_HEAD", "TRUE_BEFORE", "TRUE_NUMBER", "TRUE_BELONGS"),
    QuizType.ORDER: ("ORDER",),
    QuizType.MATCH: ("MATCH_HEADS", "MATCH_HALVES", "MATCH_TITLES"),
    QuizType.GAP: ("GAP_WORDS", "GAP"),
}


@dataclass(frozen=True, slots=True)
class Solver:
    """`points`: each heading of the key points with its lines, in their order."""

    points: dict[str, list[str]]
    wording: Wording
    language: Language

    def solve(self, item: QuizItem) -> QuizAnswer:
        """The answer that follows from the key points; raises where none or several do."""
        item = replace(item, prompt=_doubled(item.prompt), options=tuple(map(_doubled, item.options)))
        phrase, fields = self._understood(item)
        lines = self.points.get(fields.get("title", ""), [])
        if item.type is QuizType.CHOICE:
            return self._choice(phrase, fields, lines, item.options)
        if item.type is QuizType.TRUE_FALSE:
            return self._truth(phrase, fields, lines)
        if item.type is QuizType.ORDER:
            return tuple(sorted(range(len(item.options)), key=lambda place: _place(item.options[place], lines)))
        if item.type is QuizType.MATCH:
            return self._match(item)
        return self._filled(fields["text"], lines)

    def _understood(self, item: QuizItem) -> tuple[TrainingPhrase, dict[str, str]]:
        for name in _QUESTIONS[item.type]:
            phrase = TrainingPhrase[name]
            text = re.escape(self.wording.phrase(phrase, self.language))
            match = re.fullmatch(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", text), item.prompt)
            if match and match.groupdict().get("title", "") in {"", *self.points}:
                return phrase, match.groupdict()
        raise AssertionError(f"not understood: {item.prompt}")

    def _choice(self, phrase: StrEnum, fields: dict[str, str], lines: list[str], options: tuple[str, ...]) -> int:
        texts = TrainingPhrase
        if phrase is texts.CHOICE_TERM:
            fit = [o for o in options if any(_headed(line, o, fields["body"]) for line in lines)]
        elif phrase is texts.CHOICE_NEXT:
            fit = [lines[_place(fields["step"], lines) + 1]]
        elif phrase is texts.CHOICE_FIRST:
            fit = [min(options, key=lambda option: _place(option, lines))]
        elif phrase is texts.CHOICE_GOES_ON:
            fit = [o for o in options if any(_goes_on(line, fields["beginning"], o) for line in lines)]
        else:
            fit = [o for o in options if o in lines]
        (right,) = fit
        return options.index(right)

    @staticmethod
    def _truth(phrase: StrEnum, fields: dict[str, str], lines: list[str]) -> bool:
        if phrase is TrainingPhrase.TRUE_HEAD:
            return any(_headed(line, fields["head"], fields["body"]) for line in lines)
        if phrase is TrainingPhrase.TRUE_BEFORE:
            return _place(fields["first"], lines) < _place(fields["second"], lines)
        if phrase is TrainingPhrase.TRUE_NUMBER:
            return any(fields["statement"] in line for line in lines)
        return fields["item"] in lines

    def _match(self, item: QuizItem) -> tuple[tuple[int, int], ...]:
        half = len(item.options) // 2
        pairs = []
        for left in range(half):
            (right,) = (
                place for place in range(half, 2 * half) if self._together(item.options[left], item.options[place])
            )
            pairs.append((left, right))
        return tuple(pairs)

    def _together(self, left: str, right: str) -> bool:
        if left in self.points:
            return right in self.points[left]
        return any(
            _headed(line, left, right) or _goes_on(line, left, right)
            for lines in self.points.values()
            for line in lines
        )

    @staticmethod
    def _filled(text: str, lines: list[str]) -> tuple[str, ...]:
        before, after = text.split(GAP)
        found = {
            match[1] for line in lines if (match := re.search(re.escape(before) + "(.+?)" + re.escape(after), line))
        }
        (answer,) = found
        return (answer,)


def solver(material: Material, wording: Wording) -> Solver:
    """A solver that has read the key points of a module."""
    points: dict[str, list[str]] = {}
    heading = ""
    for block in material.blocks:
        if block.key == "key_points":
            heading = _doubled(block.heading or heading)
            points.setdefault(heading, []).extend(_doubled(" ".join(line.text.split())) for line in block.lines)
    return Solver(points, wording, material.language)


def _doubled(text: str) -> str:
    """A text with double marks only: a prompt has single ones where it quotes a line that quotes."""
    return text.translate(str.maketrans("‘’‚", "“”„"))


def _headed(line: str, head: str, body: str) -> bool:
    return line.startswith(head) and line[len(head) :].lstrip(":： ") == body


def _goes_on(line: str, beginning: str, rest: str) -> bool:
    place = line.find(beginning)
    return place >= 0 and line[place + len(beginning) :].lstrip().startswith(rest)


def _place(step: str, lines: list[str]) -> int:
    lines = [line.rstrip(".。．") if step[-1] not in ".。．" else line for line in lines]
    (place,) = (place for place, line in enumerate(lines) if line == step or line.endswith((f": {step}", f"：{step}")))
    return place
