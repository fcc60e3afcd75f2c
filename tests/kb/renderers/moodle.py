"""Reads GIFT by the rules of Moodle's own reader, as far as the renderer uses them, and is as easily misled."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLACEHOLDERS = {":": "\ue058", "#": "\ue035", "=": "\ue061", "{": "\ue123", "}": "\ue125", "~": "\ue126"}
_FORMATS = ("moodle", "html", "plain", "markdown")
_WEIGHT = re.compile(r"^%-*[0-9]{1,2}\.?[0-9]*%")


@dataclass(frozen=True, slots=True)
class Read:
    """A question as Moodle would hold it; `pairs` for a match, `answers` with their share of the mark else."""

    kind: str
    name: str
    text: str
    text_format: str
    answers: tuple[tuple[str, float], ...]
    pairs: tuple[tuple[str, str], ...]
    feedback: str


def read(gift: str) -> tuple[str, list[Read]]:
    """The category and the questions; raises ValueError where Moodle would refuse."""
    groups: list[list[str]] = [[]]
    for line in gift.split("\n"):
        stripped = line.strip()
        if not stripped:
            groups.append([])
        elif not stripped.startswith("//"):
            groups[-1].append(stripped)
    texts = [_pre("\n".join(group)) for group in groups if group]
    if not texts[0].startswith("$CATEGORY:"):
        raise ValueError("no category")
    return texts[0][10:].strip(), [_question(text) for text in texts[1:]]


def _pre(text: str) -> str:
    text = text.replace("\\\\", "\ue092")
    for char, placeholder in _PLACEHOLDERS.items():
        text = text.replace(f"\\{char}", placeholder)
    return text.replace("\\n", "\n").replace("\ue092", "\\")


def _post(text: str) -> str:
    for char, placeholder in _PLACEHOLDERS.items():
        text = text.replace(placeholder, char)
    return text


def _formatted(text: str, default: str) -> tuple[str, str]:
    text = text.strip()
    found = re.match(r"\[(\w+)\]", text)
    if found and found[1] in _FORMATS:
        return _post(text[found.end() :]).strip(), found[1]
    return _post(text).strip(), default


def _question(text: str) -> Read:
    if not text.startswith("::"):
        raise ValueError(f"no name: {text}")
    name, _, rest = text[2:].partition("::")
    start, end = rest.find("{"), rest.find("}")
    if start < 0 or end < start or not rest.endswith("}"):
        raise ValueError(f"braces: {rest}")
    prompt, text_format = _formatted(rest[:start] + rest[end + 1 :], "moodle")
    answers, _, feedback = rest[start + 1 : end].strip().rpartition("####")
    answers = answers.strip()
    shared: tuple[tuple[str, float], ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    if answers.startswith("#"):
        raise ValueError("a number is asked for")
    if "~" in answers:
        kind, shared = "multichoice", tuple(_choices(answers, text_format))
    elif "=" in answers and "->" in answers:
        kind, pairs = "match", tuple(_pairs(answers, text_format))
    elif answers in {"T", "TRUE", "F", "FALSE"}:
        kind, shared = "truefalse", ((answers, 1.0),)
    else:
        kind, shared = "shortanswer", tuple(_short(answers, text_format))
    return Read(kind, _post(name), prompt, text_format, shared, pairs, _formatted(feedback, text_format)[0])


def _choices(answers: str, text_format: str) -> list[tuple[str, float]]:
    found = []
    for answer in answers.replace("=", "~=").split("~")[1:]:
        body, share = answer.strip(), 0.0
        if body.startswith("="):
            body, share = body[1:], 1.0
        elif _WEIGHT.match(body):
            raise ValueError("a weight")
        if "#" in body or _formatted(body, text_format)[1] != "plain":
            raise ValueError(f"feedback or format: {body}")
        found.append((_formatted(body, text_format)[0], share))
    return found


def _pairs(answers: str, text_format: str) -> list[tuple[str, str]]:
    found = []
    for answer in answers.split("=")[1:]:
        left, arrow, right = answer.strip().partition("->")
        if not arrow or _formatted(left, text_format)[1] != "plain":
            raise ValueError(f"pair: {answer}")
        found.append((_formatted(left, text_format)[0], _post(right).strip()))
    return found


def _short(answers: str, text_format: str) -> list[tuple[str, float]]:
    found = []
    for answer in answers.split("=")[1:]:
        body = answer.strip()
        if _WEIGHT.match(body) or "#" in body or _formatted(body, text_format)[1] != "plain":
            raise ValueError(f"weight or format: {body}")
        found.append((_formatted(body, text_format)[0], 1.0))
    return found
