"""What a person decides about refused questions, taken into the library at once: asked-as questions and decoys."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.embedding_run import EmbeddingRun, PassageEmbedding
from ingest.report import silent
from ingest.run_lock import run_lock
from kb.errors import InputError
from kb.store.records import Catalog, Curation
from kb.text import normalise
from kb.types import DecoyKind, DocumentInfo, Language


@dataclass(frozen=True, slots=True)
class Refused:
    """A refused question as it was asked."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Curator:
    """Built by ingest.assembly. Each decision is one transaction under the run's lock; searches know it at once.

    Every method raises Busy while an ingest runs.
    """

    home: Path
    catalog: Catalog
    embedding: PassageEmbedding
    fingerprint: str

    def attach(
        self, closing: str, questions: Sequence[Refused], document: str, anchor: str, place: int | None = None
    ) -> None:
        """Let a section, or its passage at a place, answer these questions from now on.

        A question goes to the edition in its own language where there is one; else it stands among the questions of
        the document that was named. Raises NotFound or Gone, InputError where a question is empty.
        """
        named = self.catalog.document(document)
        editions = {info.language: info for info in self.catalog.documents() if info.work == named.work}
        editions[named.language] = named
        made = []
        for question in questions:
            target = self._with_section(editions.get(question.language, named), anchor, place, named)
            made.append(_curation(closing, question.text, target.language, document=target.id, spot=(anchor, place)))
        self._keep(made)

    def make_decoys(self, closing: str, questions: Sequence[Refused], kind: DecoyKind) -> None:
        """Let these questions, and what is like them, be refused from now on; raises InputError where one is empty."""
        self._keep([_curation(closing, question.text, question.language, decoy=kind) for question in questions])

    def undo(self, closing: str) -> int:
        """Take a decision back at once; returns how many questions it was about, 0 where it is not known here."""
        with run_lock(self.home):
            return self.catalog.forget_curations(closing)

    def all(self) -> list[Curation]:
        """Everything that persons decided, oldest first."""
        return self.catalog.curations()

    def _with_section(self, edition: DocumentInfo, anchor: str, place: int | None, named: DocumentInfo) -> DocumentInfo:
        """The edition, if it has that section and place; an unfinished translation must not lose the question."""
        places = {passage.place for passage in self.catalog.section(edition.id, anchor)}
        fits = bool(places) if place is None else place in places
        return edition if fits else named

    def _keep(self, made: Sequence[Curation]) -> None:
        with run_lock(self.home):
            run = EmbeddingRun(self.catalog, self.embedding, self.fingerprint, silent)
            vectors = run.vectors("question", (curation.text for curation in made), "questions")
            self.catalog.curate(made, self.fingerprint, vectors)


def _curation(
    closing: str,
    text: str,
    language: Language,
    *,
    decoy: DecoyKind | None = None,
    document: str | None = None,
    spot: tuple[str | None, int | None] = (None, None),
) -> Curation:
    # As the questions of files are normalised: the same words have the same vector.
    words = " ".join(normalise(text).split())
    if not words:
        raise InputError("A question without words can't be kept.")
    anchor, place = spot
    return Curation(
        id=f"curated-{uuid.uuid4()}",
        closing=closing,
        language=language,
        text=words,
        decoy=decoy,
        document=document,
        anchor=anchor,
        place=place,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
