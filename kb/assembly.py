"""Builds a Coach from Settings; the only place in kb that names concrete classes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from kb.coach import Coach
from kb.embedding.base import Embedding
from kb.embedding.means import shipped_means
from kb.generators.answer import Composer
from kb.generators.writers import writers_over
from kb.insights import Insights, KeptMeanings
from kb.journal import Journal
from kb.library import Library
from kb.progress import Progress
from kb.retrieval.examples import ExampleSearch
from kb.retrieval.hybrid import HybridRetriever
from kb.retrieval.snapshot import SnapshotSource
from kb.settings import Settings
from kb.store.catalog import SqliteCatalog
from kb.store.centring import Means, blank_generation, centre_question
from kb.store.generations import ChromaOpener
from kb.store.vectors import Vector
from kb.types import Language, Role, Search
from kb.wording import Wording

# A material is made of more passages than an answer: with the 24 of an answer whole sections stay unseen.
WRITERS_DEPTH = 60


# Threads that search lanes side by side, for all requests together: a search has four lanes.
SEARCHERS = 4


@dataclass(frozen=True, slots=True)
class Parts:
    """What asking and ingesting share in one process."""

    catalog: SqliteCatalog
    embedding: Embedding
    fingerprint: str
    shipped_means: Means | None


def open_parts(settings: Settings) -> Parts:
    """Open the library's catalogue and name its encoder, which is loaded with the first text; raises StoreError."""
    from kb.embedding.sentence_transformer import open_embedding

    settings.home.mkdir(parents=True, exist_ok=True)
    embedding = open_embedding(settings.model, settings.query_prompt, settings.passage_prompt, settings.threads)
    means = shipped_means(embedding.fingerprint_name)
    return Parts(
        catalog=SqliteCatalog(settings.home / "library.sqlite"),
        embedding=embedding,
        fingerprint=embedding.fingerprint(cutting=0, tokens=0).vectors,
        shipped_means=None if means is None else Means(means.questions, means.passages),
    )


def build_coach(settings: Settings, parts: Parts | None = None) -> Coach:
    """A Coach over the library in `settings.home`; the encoder is loaded with the first question."""
    held = parts or open_parts(settings)
    snapshots = SnapshotSource(
        held.catalog,
        held.fingerprint,
        blank_generation(held.fingerprint, held.embedding.dimension, held.shipped_means),
        ChromaOpener(settings.home) if settings.vectors == "chroma" else None,
    )

    def readiness() -> str | None:
        """Whether there is anything to search, and the model that it was indexed with."""
        if not held.catalog.documents():
            return "The library is empty. Run `coach ingest`."
        snapshots.current()
        held.embedding.warm_up()
        return None

    library = Library(held.catalog)
    pool = ThreadPoolExecutor(SEARCHERS, thread_name_prefix="search")
    retriever = HybridRetriever(held.catalog, snapshots, held.embedding.embed_question, pool=pool)
    wording = Wording.load()
    examples = ExampleSearch(snapshots, held.embedding.embed_question)

    def search(text: str, language: Language, role: Role) -> Search:
        return retriever.bound(language=language, role=role, count=WRITERS_DEPTH).search(text)

    return Coach(
        library=library,
        retriever=retriever,
        composer=Composer(held.catalog.section, held.catalog.known_tokens),
        writers=writers_over(library.shelf, search, wording, examples.like),
        wording=wording,
        journal=Journal(settings.home / "journal.sqlite", settings.journal_days),
        readiness=readiness,
        text_of=lambda document, version: held.catalog.text(document, version)[1],
    )


def build_insights(parts: Parts, coach: Coach) -> Insights:
    """The insights over a coach's journal and library."""
    blank = blank_generation(parts.fingerprint, parts.embedding.dimension, parts.shipped_means)

    def centre(vector: Vector, language: Language) -> Vector:
        return centre_question(vector, language, parts.catalog.generation() or blank)

    meanings = KeptMeanings(coach.journal, parts.fingerprint, parts.embedding.embed_questions, centre)
    return Insights(coach.journal, coach.library, meanings)


def build_progress(settings: Settings) -> Progress:
    """Saved results and drills, in a file beside the journal."""
    return Progress(settings.home / "progress.sqlite")
