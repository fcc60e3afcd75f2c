"""The domain's types: frozen, without behaviour beyond what follows from their own fields.

They travel through everything; pydantic models exist only where something comes in from outside.
Offsets count Unicode code points in the stored text of one version of a document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Language(StrEnum):
    """The four languages, by their ISO 639-1 codes."""

    ZH = "zh"
    KO = "ko"
    BG = "bg"
    EN = "en"


class Role(StrEnum):
    """What a caller may do, and who may read a text."""

    REP = "rep"
    MANAGER = "manager"
    HR = "hr"
    ADMIN = "admin"


EVERYONE: frozenset[Role] = frozenset(Role)


class PassageKind(StrEnum):
    """What a passage is in its section: structure is meaning."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    STEP = "step"
    ROW = "row"


class DecoyKind(StrEnum):
    """How far a decoy is from the domain."""

    FAR = "far"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded and retrieved: one paragraph, list item, step or table row.

    `place` counts from 1 within the section and is what parallels are paired by; `part` counts from 0
    and is above 0 only where a long passage was split. `section` counts from 0 within the document.
    `text` is `stored_text[start:end]` to the character, without its list mark.
    """

    id: str
    document: str
    work: str
    language: Language
    original: Language
    version: str
    title: str
    section: int
    section_path: tuple[str, ...]
    anchor: str
    place: int
    part: int
    kind: PassageKind
    attributes: tuple[tuple[str, str], ...]
    readers: frozenset[Role]
    made_by: str
    reviewed: date | None
    text: str
    start: int
    end: int

    @property
    def embedded_text(self) -> str:
        """What is embedded: the heading path, then the passage."""
        return " › ".join(self.section_path) + "\n" + self.text if self.section_path else self.text


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that a passage (`place` given) or a whole section (`place` None) answers."""

    id: str
    document: str
    work: str
    language: Language
    anchor: str
    place: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Decoy:
    """A question that the texts do not answer."""

    id: str
    language: Language
    kind: DecoyKind
    text: str


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """One text in one language, as the library lists it; everything but its text."""

    id: str
    work: str
    language: Language
    original: Language
    title: str
    version: str
    origin: str
    path: str
    checksum: str
    encoding: str
    topics: tuple[str, ...]
    readers: frozenset[Role]
    source: tuple[str, ...]
    owner: str | None
    reviewed: date | None
    made_by: str
    licence: str | None
    added: str
    passages: int
    questions: int


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks, and who asks. `language` None: it is detected."""

    text: str
    language: Language | None = None
    history: tuple[str, ...] = ()
    role: Role = Role.REP


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its raw scores (None: that search did not find it) and the fused one.

    The raw scores are kept because a fused one says only who is first, not whether anyone is good enough.
    `dense` and `asked` are cosines of centred vectors; `lexical` is BM25 over the question's own maximum, 0 to 1.
    `lane` is the language in which it was found.
    """

    passage: Passage
    score: float
    dense: float | None
    lexical: float | None
    asked: float | None
    lane: Language


@dataclass(frozen=True, slots=True)
class Search:
    """One search: its hits, best first, and the levels that answerability is judged by.

    `asked_level` and `decoy_level` say how near asked-as questions and decoys are (kb.scoring.level).
    """

    text: str
    language: Language
    hits: tuple[Hit, ...]
    asked_level: float
    decoy_level: float


@dataclass(frozen=True, slots=True)
class Related:
    """A section to go on with."""

    document: str
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages that a result stands on, best first, and the sections nearest beside them."""

    question: str
    language: Language
    hits: tuple[Hit, ...]
    related: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage and the quoted span, exact to the character, in one version of a document."""

    number: int
    document: str
    work: str
    title: str
    section: tuple[str, ...]
    anchor: str
    language: Language
    original_language: Language
    quote: str
    start: int
    end: int
    version: str
    made_by: str
    reviewed: date | None


class MaterialKind(StrEnum):
    """What a material is."""

    ANSWER = "answer"
    CHECKLIST = "checklist"
    ROLE_DESCRIPTION = "role_description"
    TRAINING_MODULE = "training_module"


class BlockStyle(StrEnum):
    """How a block's lines are set."""

    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    STEPS = "steps"
    CHECKS = "checks"


class WrittenBy(StrEnum):
    """Who worded a result: taken word for word, or phrased by a model and verified."""

    EXTRACT = "extract"
    MODEL = "model"


class RefusalReason(StrEnum):
    """Why there is no answer."""

    NO_EVIDENCE = "no_evidence"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    NOT_A_QUESTION = "not_a_question"


@dataclass(frozen=True, slots=True)
class Line:
    """One statement and the numbers of the citations that it stands on."""

    id: str
    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together."""

    style: BlockStyle
    lines: tuple[Line, ...]
    key: str | None = None
    heading: str | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """A result: blocks of lines, each line with its citation numbers."""

    id: str
    kind: MaterialKind
    language: Language
    title: str | None
    question_used: str
    written_by: WrittenBy
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]
    related: tuple[Related, ...] = field(default=())
    uncovered: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Refusal:
    """The result where the texts do not answer: a result, not an error."""

    id: str
    language: Language
    question_used: str
    reason: RefusalReason
    message: str
    related: tuple[Related, ...] = field(default=())
