"""Checks that the texts are our own sentences: no long run of characters shared with a seed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kb.languages import detect
from kb.text import normalise
from kb.types import Language
from tests.corpus.library import Library

# The longest run that may be shared: about a clause in each script. There is no English seed.
LONGEST: Mapping[Language, int] = {Language.ZH: 20, Language.KO: 25, Language.BG: 40}

Seeds = Mapping[Language, Sequence[str]]


def read_seeds(folder: Path) -> Seeds:
    """The seeds of each language, each in one line; raises OSError and UnicodeDecodeError."""
    seeds: dict[Language, list[str]] = {language: [] for language in LONGEST}
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        language = detect(text).language
        if language in seeds:
            seeds[language].append(one_line(text))
    return seeds


def shared_runs(library: Library, seeds: Seeds) -> Iterator[str]:
    """Runs of a title, heading, passage or question that stand in a seed, too, and are too long to be chance.

    Fixed terms need no exception: the longest runs that are shared have 19 (zh), 20 (ko) and 34 (bg) characters.
    """
    for language, longest in LONGEST.items():
        size = longest + 1
        grams = {seed[at : at + size] for seed in seeds[language] for at in range(len(seed) - size + 1)}
        for edition in library.of(language):
            questions = ((f"{edition.name}, question of #{q.anchor}", q.text) for q in edition.questions)
            for where, text in (*edition.texts(), *questions):
                yield from (f"{where}: {run}" for run in runs_in(one_line(text), grams, size))


def runs_in(text: str, grams: frozenset[str] | set[str], size: int) -> Iterator[str]:
    """The longest runs of a text made of known pieces of `size` characters."""
    begin: int | None = None
    for at in range(len(text) - size + 2):
        known = at <= len(text) - size and text[at : at + size] in grams
        if known and begin is None:
            begin = at
        elif not known and begin is not None:
            yield text[begin : at - 1 + size]
            begin = None


def one_line(text: str) -> str:
    """A text whose wrapping, case and width of punctuation make no difference."""
    line = " ".join(normalise(text).translate(_HALF).casefold().split())
    return _BESIDE_HAN.sub("", line)


_BESIDE_HAN = re.compile("(?<=[\u4e00-\u9fff,:;?!()]) (?=[\u4e00-\u9fff,:;?!()])")
_HALF = str.maketrans("，：；？！（）“”„‘’", ',:;?!()"""\'\'')
