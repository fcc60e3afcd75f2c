"""The vocabulary of section attributes: what `## Heading {#anchor key=value}` may say."""

from __future__ import annotations

import re

from kb.errors import HeadError

VOCABULARY: dict[str, frozenset[str] | None] = {
    # What the section is about: role descriptions group duties by it.
    "area": frozenset(
        "strategy pricing market team coaching performance cooperation reporting control process customers channels "
        "promotion profession requirements pay information records prospecting funnel selection planning route "
        "appointments talk visit delivery payment service complaints relationships".split()
    ),
    # Where it falls in a customer visit.
    "phase": frozenset({"before", "during", "after"}),
    # A number that orders steps across works.
    "step": None,
    # Which trade it is about; without it, every trade.
    "industry": frozenset("foreign-trade alibaba freight electronics big-data-ai mna telecom".split()),
    # Whom it is about; without it, everybody.
    "level": frozenset({"rep", "manager", "senior"}),
    # Its main kind.
    "kind": frozenset("definition duties requirements procedure list principles numbers warning facts".split()),
    # The language of its facts' source, where it differs from the head's.
    "original": frozenset({"zh", "ko", "bg", "en"}),
}

_BRACES = re.compile(r"[ \t]*\{([^{}]*)\}[ \t]*$")
_ANCHOR = re.compile(r"#([^\s#{}=]+)")
_PAIR = re.compile(r"([a-z]+)=([^\s{}=]+)")


def split_attributes(line: str) -> tuple[str, str | None, tuple[tuple[str, str], ...], tuple[str, ...]]:
    """A heading line → (line without braces, anchor, attributes sorted by key, words that are neither).

    Braces that hold neither an anchor nor a pair belong to the heading and stay.
    """
    match = _BRACES.search(line)
    if match is None:
        return line, None, (), ()
    words = match[1].split()
    anchors = [found[1] for word in words if (found := _ANCHOR.fullmatch(word))]
    pairs = [(found[1], found[2]) for word in words if (found := _PAIR.fullmatch(word))]
    other = tuple(word for word in words if not _ANCHOR.fullmatch(word) and not _PAIR.fullmatch(word))
    if not anchors and not pairs:
        return line, None, (), ()
    return line[: match.start()], (anchors or [None])[0], tuple(sorted(pairs)), other


def check_attributes(attributes: tuple[tuple[str, str], ...], other: tuple[str, ...], line: int) -> list[str]:
    """What is wrong with a heading's attributes: a sentence each, naming the line (from 1)."""
    faults = [f"line {line}: {word!r} is neither #anchor nor key=value" for word in other]
    for key, value in attributes:
        allowed = VOCABULARY.get(key, frozenset())
        if key not in VOCABULARY:
            faults.append(f"line {line}: unknown attribute {key}; known are {', '.join(sorted(VOCABULARY))}")
        elif allowed is None and not value.isdecimal():
            faults.append(f"line {line}: {key} is a number, not {value!r}")
        elif allowed is not None and value not in allowed:
            faults.append(f"line {line}: {key}={value} is unknown; known are {', '.join(sorted(allowed))}")
    keys = [key for key, _ in attributes]
    faults += [f"line {line}: {key} stands twice" for key in sorted({key for key in keys if keys.count(key) > 1})]
    return faults


def require_known(faults: list[str]) -> None:
    """Raise HeadError with the first fault, if there is one."""
    if faults:
        raise HeadError(faults[0])
