"""What goes into the catalogue and comes out of it, and the catalogue as a protocol."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kb.classifier import Classifier
from kb.store.copy_records import CopyKeeper, Keeping
from kb.store.vectors import Lane, LaneKind, LaneVectors, Matrix, Vector
from kb.types import AskedQuestion, Decoy, DecoyKind, DocumentInfo, Example, Language, Passage, Role


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A whole document as one transaction stores it: its row, text, passages and asked-as questions."""

    info: DocumentInfo
    text: str
    passages: tuple[Passage, ...]
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the catalogue knows of a file of an origin."""

    place: str
    document: str
    checksum: str
    rules: str


@dataclass(frozen=True, slots=True)
class PassageSlot:
    """Where a passage stands, without its text: what fusing needs, small enough to hold for a whole library.

    `audience` is the bit mask of kb.store.vectors.audience_of. `units` is how many places its section has.
    """

    id: str
    document: str
    work: str
    language: Language
    anchor: str
    place: int
    part: int
    units: int
    audience: int


@dataclass(frozen=True, slots=True)
class AskedSlot:
    """Which passages an asked-as question points to; `place` None: the whole section."""

    id: str
    document: str
    work: str
    language: Language
    anchor: str
    place: int | None
    audience: int


@dataclass(frozen=True, slots=True)
class Generation:
    """What a search serves from. Its means were frozen when it was built.

    `question_means` and `passage_means`: one row a language in the order of kb.types.Language, shape (4, dimension).
    `adapter`: the query adapter, shape (dimension, dimension); None where none helps. `lessons` names what it
    was learned from; `classifier` and `taught` likewise (kb.classifier).
    `answered`: (decoy, document) for each decoy that a text answers.
    """

    number: int
    fingerprint: str
    revision: int
    question_means: Matrix
    passage_means: Matrix
    adapter: Matrix | None = None
    lessons: str = ""
    answered: tuple[tuple[str, str], ...] = ()
    classifier: Classifier | None = None
    taught: str = ""


@dataclass(frozen=True, slots=True)
class Curation:
    """What a person decided about a question: which section answers it, or that none does (`decoy`).

    `closing` names the decision that it belongs to. `live`: whether searches know it now; a question to a section that
    is gone waits for its return.
    """

    id: str
    closing: str
    language: Language
    text: str
    decoy: DecoyKind | None
    document: str | None
    anchor: str | None
    place: int | None
    at: str
    live: bool = True


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """A passage and its BM25 score, higher is better."""

    id: str
    score: float


def digest(kind: str, text: str) -> str:
    """The name of an embedded text: `sha256:` of kind ("passage" or "question"), a NUL and the text in UTF-8."""
    return "sha256:" + hashlib.sha256(f"{kind}\0{text}".encode()).hexdigest()


class Catalog(CopyKeeper, Protocol):
    """The truth: every write is one transaction; every method may be called from any thread."""

    # -- reading -------------------------------------------------------------------------------------
    def revision(self) -> int:
        """Grows with every commit that changes what a search may find."""
        ...

    def documents(self) -> list[DocumentInfo]:
        """All documents, by id."""
        ...

    def document(self, document: str) -> DocumentInfo:
        """One; raises NotFound, or Gone if it was removed."""
        ...

    def text(self, document: str, version: str | None = None) -> tuple[str, str]:
        """(version, stored text), of the newest or the given version; raises NotFound or Gone."""
        ...

    def versions(self, document: str) -> list[str]:
        """All versions that can be read, newest first."""
        ...

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Those that exist, by id."""
        ...

    def section(self, document: str, anchor: str) -> list[Passage]:
        """A section's passages, in their order."""
        ...

    def section_of_work(self, work: str, anchor: str, language: Language) -> list[Passage]:
        """The same section in the edition of a language; empty where there is none."""
        ...

    def passages_of(self, document: str) -> list[Passage]:
        """All passages of a document, in their order."""
        ...

    def passage_slots(self, after: int = 0) -> list[PassageSlot]:
        """All, or those added or changed after a revision."""
        ...

    def asked_slots(self, after: int = 0) -> list[AskedSlot]:
        """All, or those added or changed after a revision."""
        ...

    def decoys(self, language: Language | None = None) -> list[Decoy]:
        """All, or a language's."""
        ...

    def examples(self) -> list[Example]:
        """All tasks and topics as people say them, by id."""
        ...

    def curations(self) -> list[Curation]:
        """What persons decided, oldest first."""
        ...

    def lexical(self, language: Language, tokens: Sequence[str], role: Role, count: int) -> list[LexicalHit]:
        """BM25 (k1 1.2, b 0.75) over that language's own full-text table, only what `role` may read, best first."""
        ...

    def lexical_maximum(self, language: Language, tokens: Sequence[str]) -> float:
        """The highest BM25 that any text could get for these tokens; unseen ones count at the maximum idf."""
        ...

    def known_tokens(self, tokens: Collection[str]) -> frozenset[str]:
        """Those of the tokens (kb.text.search_tokens) that any text in any language has."""
        ...

    # -- vectors -------------------------------------------------------------------------------------
    def known_digests(self, fingerprint: str, digests: Collection[str]) -> set[str]:
        """Those whose vector is already kept under this fingerprint."""
        ...

    def vector(self, fingerprint: str, digest: str) -> Vector | None:
        """A kept raw unit vector."""
        ...

    def missing_texts(self, fingerprint: str) -> list[tuple[str, str]]:
        """(kind, text) of everything stored that has no vector under this fingerprint: what a re-index embeds."""
        ...

    def lane_vectors(
        self, fingerprint: str, after: int = 0, whole: Collection[LaneKind] = ()
    ) -> dict[Lane, LaneVectors]:
        """Raw unit vectors by lane, of all or of what came after a revision; of `whole` kinds all."""
        ...

    def sources(self, origin: str) -> dict[str, SourceState]:
        """By place: what came from an origin."""
        ...

    def removed_places(self, origin: str) -> set[str]:
        """Files whose documents were removed on purpose and are not to be read again."""
        ...

    def generation(self) -> Generation | None:
        """The one that is switched on."""
        ...

    # -- writing: one transaction each ---------------------------------------------------------------
    def keep_vectors(self, fingerprint: str, vectors: Mapping[str, Vector]) -> None:
        """Keep raw unit vectors by digest (embedding ahead of a commit, or for a re-index)."""
        ...

    def replace_document(
        self, record: DocumentRecord, rules: str, fingerprint: str, vectors: Mapping[str, Vector]
    ) -> None:
        """Store a document whole, in place of what bore its id: row, text, passages, tokens, questions, vectors."""
        ...

    def update_head(self, info: DocumentInfo, rules: str) -> None:
        """New head, same text: readers and the rest apply at once, without a new version."""
        ...

    def remove_document(self, document: str, *, remember: bool, keeping: Keeping | None = None) -> None:
        """Remove it from every search; `remember`: its file is not read again; `keeping`: a copy stays."""
        ...

    def read_again(self, origin: str, place: str) -> None:
        """Forget that a file's document was removed."""
        ...

    def replace_decoys(
        self, language: Language, decoys: Sequence[Decoy], fingerprint: str, vectors: Mapping[str, Vector]
    ) -> None:
        """The decoys of a language, all at once; unchanged ones keep their revision."""
        ...

    def replace_examples(self, examples: Sequence[Example], fingerprint: str, vectors: Mapping[str, Vector]) -> None:
        """All examples at once; unchanged ones keep their revision."""
        ...

    def curate(self, curations: Sequence[Curation], fingerprint: str, vectors: Mapping[str, Vector]) -> None:
        """Keep what a person decided, effective at once; raises NotFound where a section or place is not there."""
        ...

    def forget_curations(self, closing: str) -> int:
        """Take a decision back; returns how many questions it was about."""
        ...

    def retire(self, answered: Sequence[tuple[str, str]]) -> None:
        """Say anew which decoys a text answers."""
        ...

    def switch(self, generation: Generation) -> None:
        """Make a built generation the one that is served."""
        ...

    def drop_unused_vectors(self) -> int:
        """Delete vectors that nothing refers to or whose fingerprint is not served; returns how many."""
        ...

    def verify(self) -> list[str]:
        """Re-derive ids, versions, offsets and digests; a sentence for each disagreement, none when sound."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...
