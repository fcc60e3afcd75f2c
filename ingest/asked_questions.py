"""The questions beside a text, and the decoys of a library: read, checked against the text, named by file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.marked_yaml import Marked, load
from ingest.types import Document
from kb.errors import HeadError
from kb.languages import Reason, detect
from kb.text import normalise, plain, short_digest
from kb.types import AskedQuestion, Decoy, DecoyKind, Language

_SECTION = "section"
_PASSAGES = "passages"


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose questions these are: everything of an asked-as question but its words."""

    document: str
    work: str
    language: Language
    anchor: str = ""
    place: int | None = None


def read_questions(
    path: Path, text: Document, *, document: str, work: str, language: Language
) -> tuple[AskedQuestion, ...]:
    """The asked-as questions of a questions file; raises HeadError for anything that does not fit the text."""
    root = _load(path)
    if not isinstance(root.value, list):
        raise HeadError(f"{path.name}: must hold a mapping of anchors.")
    units = {section.anchor: len(section.units) for section in text.sections}
    owner = _Place(document, work, language)
    seen: dict[str, int] = {}
    anchors: set[str] = set()
    questions: list[AskedQuestion] = []
    for anchor, entries in root.pairs():
        if anchor.value not in units:
            raise HeadError(f"{_at(path, anchor)}: the text has no section #{anchor.value}.")
        if anchor.value in anchors:
            raise HeadError(f"{_at(path, anchor)}: #{anchor.value} stands there twice.")
        anchors.add(anchor.value)
        for place, words in _of_section(path, anchor, entries, units[anchor.value]):
            question = _question(path, words, language, seen)
            questions.append(_asked(owner, str(anchor.value), place, question))
    return tuple(questions)


def questions_from_headings(
    text: Document, *, document: str, work: str, language: Language
) -> tuple[AskedQuestion, ...]:
    """The first questions of a text that has none: the heading of each section that says anything."""
    owner = _Place(document, work, language)
    return tuple(
        _asked(owner, section.anchor, None, heading)
        for section in text.sections
        if section.path and section.units
        for heading in [plain(section.path[-1]).strip()]
        if any(character.isalpha() for character in heading)
    )


def read_decoys(path: Path, language: Language) -> tuple[Decoy, ...]:
    """The decoys of one language; raises HeadError with file and line."""
    root = _load(path)
    if not isinstance(root.value, tuple):
        raise HeadError(f"{path.name}: must hold a list of questions, each with its kind.")
    seen: dict[str, int] = {}
    decoys = []
    for entry in root.value:
        fields = {key.value: value for key, value in entry.pairs()}
        if set(fields) != {"question", "kind"}:
            raise HeadError(f"{_at(path, entry)}: a decoy has a question and a kind, nothing else.")
        words = _question(path, fields["question"], None, seen)
        kind = fields["kind"]
        if kind.value not in set(DecoyKind):
            raise HeadError(f"{_at(path, kind)}: kind must be far or near, not {kind.value!r}.")
        decoys.append(Decoy(f"decoy.{language}/{short_digest(words)}", language, DecoyKind(kind.value), words))
    return tuple(decoys)


def _load(path: Path) -> Marked:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise HeadError(f"{path.name} can't be read as UTF-8: {error}") from error
    return load(text, path.name) or Marked((), 1)


def _of_section(path: Path, anchor: Marked, entries: Marked, units: int) -> Iterator[tuple[int | None, Marked]]:
    """(place or None, question) of one anchor, after its count and its places have been checked."""
    fields: Mapping[object, Marked] = {key.value: value for key, value in entries.pairs()}
    keys = [key for key, _ in entries.pairs()]
    count = fields.get(_PASSAGES)
    if count is None or count.value != units:
        said = "does not say how many passages it has" if count is None else f"says passages: {count.value}"
        raise HeadError(
            f"{_at(path, count or anchor)}: #{anchor.value} {said}; the text has {units} there. "
            "Check each place's questions, then set the number."
        )
    if len(fields) != len(keys):
        raise HeadError(f"{_at(path, anchor)}: a place of #{anchor.value} stands there twice.")
    for key in keys:
        if key.value == _PASSAGES:
            continue
        place = None if key.value == _SECTION else key.value
        if place is not None and not (type(place) is int and 1 <= place <= units):
            raise HeadError(
                f"{_at(path, key)}: {key.value!r} is no place of #{anchor.value}; "
                f"places are `{_SECTION}` and 1 to {units}."
            )
        value = fields[key.value]
        if not isinstance(value.value, tuple):
            raise HeadError(f"{_at(path, key)}: must be a list of questions.")
        yield from ((place, words) for words in value.value)


def _question(path: Path, words: Marked, language: Language | None, seen: dict[str, int]) -> str:
    if not isinstance(words.value, str) or not words.value.strip():
        raise HeadError(f"{_at(path, words)}: a question must be text; put it in quotes.")
    text = " ".join(normalise(words.value).split())
    first = seen.setdefault(text.casefold(), words.line)
    if first != words.line:
        raise HeadError(f"{_at(path, words)}: the same question stands on line {first}: {text}")
    if language is not None and not _may_be(text, language):
        raise HeadError(f"{_at(path, words)}: this is no question in {language}: {text}")
    return text


def _may_be(text: str, language: Language) -> bool:
    """Whether nothing but doubt speaks against the language: names and abbreviations stand in every text."""
    found = detect(text)
    if found.reason is Reason.SCRIPT:
        return found.language is language
    # What langdetect says of a few keywords is no proof; a letter of another script is.
    return not (found.reason is Reason.FOREIGN and len(found.evidence) == 1)


def _asked(owner: _Place, anchor: str, place: int | None, text: str) -> AskedQuestion:
    return AskedQuestion(
        id=f"{owner.document}?{anchor}/{place or _SECTION}/{short_digest(text)}",
        document=owner.document,
        work=owner.work,
        language=owner.language,
        anchor=anchor,
        place=place,
        text=text,
    )


def _at(path: Path, where: Marked) -> str:
    return f"{path.name}, line {where.line}"
