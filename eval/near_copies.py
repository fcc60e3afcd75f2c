"""Is a question a copy of one that the library carries? Normalised equality, and 3-grams of characters in common."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.asked_questions import read_decoys, read_questions
from ingest.examples import NAME, read_examples
from ingest.front_matter import split
from ingest.structure.sections import parse
from kb.errors import HeadError
from kb.text import spoken
from kb.types import Language

# At .8 two questions of 30 characters differ in some three of them: another ending, a word more.
NEAR = 0.8

_WORDLESS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class CribQuestion:
    """A question that the library carries: what it is, where it stands."""

    text: str
    kind: str
    where: str
    grams: frozenset[str]


@dataclass(frozen=True, slots=True)
class Crib:
    """All asked-as questions, decoys and examples of one language."""

    questions: tuple[CribQuestion, ...]

    def nearest(self, own: frozenset[str]) -> CribQuestion | None:
        """The one most like `own`, of those that could reach NEAR; None where none could."""
        # |A ∩ B| / |A ∪ B| is at most the smaller set over the larger: the rest need not be compared.
        fewest, most = NEAR * len(own), len(own) / NEAR
        near = [one for one in self.questions if fewest <= len(one.grams) <= most]
        return max(near, key=lambda one: likeness(own, one.grams), default=None)


def folded(text: str) -> str:
    """A question without what two ways of typing it may differ in: case, width, punctuation, blanks."""
    return _WORDLESS.sub("", spoken(text))


def grams(text: str) -> frozenset[str]:
    """The 3-grams of the folded text; of a shorter one itself."""
    whole = folded(text)
    return frozenset(whole[i : i + 3] for i in range(len(whole) - 2)) or frozenset({whole})


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard's index, 0 to 1."""
    return len(one & other) / len(one | other)


def read_crib(corpus: Path, language: Language) -> Crib:
    """The crib of a corpus folder; raises HeadError for files that can't be read."""
    questions: list[CribQuestion] = []
    for path in sorted(corpus.glob(f"*/{language}.questions.yaml")):
        work = path.parent.name
        text = path.with_name(f"{language}.md")
        head = split(_read(text), text.name, strict=True)
        document = parse(head.body, markdown=True, first_line=head.first_line).document
        asked = read_questions(path, document, document=f"{work}.{language}", work=work, language=language)
        questions += _crib((one.text, f"{work}#{one.anchor}") for one in asked)
    decoys = corpus / f"decoys.{language}.yaml"
    if decoys.exists():
        found = read_decoys(decoys, language)
        questions += [CribQuestion(one.text, "the decoy", decoys.name, grams(one.text)) for one in found]
    tasks = corpus / NAME
    if tasks.exists():
        said = (one.text for one in read_examples(tasks) if one.language is language)
        questions += [CribQuestion(text, "the example", tasks.name, grams(text)) for text in said]
    return Crib(tuple(questions))


def _crib(asked: Iterable[tuple[str, str]]) -> Iterable[CribQuestion]:
    return (CribQuestion(text, "the asked-as question", where, grams(text)) for text, where in asked)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise HeadError(f"{path} can't be read as UTF-8: {error}") from error
