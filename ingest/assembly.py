"""Builds the Pipeline from Settings."""

from __future__ import annotations

from functools import partial

from ingest.adapter_training import train
from ingest.chunking import CUTTING_VERSION, estimate_tokens
from ingest.classifier_training import teach
from ingest.curation import Curator
from ingest.decoys import DecoyStore
from ingest.examples import ExampleStore
from ingest.generation_building import GenerationBuilder
from ingest.intake import Intake
from ingest.pipeline import Pipeline
from ingest.preparing import Preparer
from ingest.readers.registry import Limits
from ingest.sources import Uploads
from ingest.structure.parser import StructureNodeParser
from ingest.undo import Undo
from kb.assembly import Parts, open_parts
from kb.settings import Settings
from kb.store.generations import build_generation, is_placed, remove_stale
from kb.text import TOKENS_VERSION


def build_pipeline(settings: Settings, parts: Parts | None = None) -> Pipeline:
    """The pipeline over the library in `settings.home`; `parts` shares what a Coach in this process already holds."""
    held = parts or open_parts(settings)
    rules = f"cutting {CUTTING_VERSION}, tokens {TOKENS_VERSION}"
    chroma = settings.vectors == "chroma"
    corpus = settings.corpus.resolve()
    uploads = Uploads(settings.home / "uploads", settings.max_file_bytes)
    return Pipeline(
        home=settings.home,
        catalog=held.catalog,
        preparer=Preparer(
            parser=StructureNodeParser(estimate_tokens),
            limits=Limits(settings.max_file_bytes, settings.max_text_chars, settings.read_seconds),
            strict_folder=corpus,
            rules=rules,
        ),
        intake=Intake(held.catalog, rules, held.fingerprint),
        embedding=held.embedding,
        generations=GenerationBuilder(
            catalog=held.catalog,
            fingerprint=held.fingerprint,
            dimension=held.embedding.dimension,
            shipped=held.shipped_means,
            build_index=partial(build_generation, settings.home) if chroma else None,
            remove_stale=partial(remove_stale, settings.home),
            is_placed=partial(is_placed, settings.home) if chroma else lambda number: True,
            train=train,
            teach=teach,
        ),
        decoys=DecoyStore(held.catalog, held.fingerprint),
        examples=ExampleStore(held.catalog, held.fingerprint),
        uploads=uploads,
        undo=Undo(held.catalog, uploads, held.fingerprint),
        max_bytes=settings.max_file_bytes,
    )


def build_curator(settings: Settings, parts: Parts | None = None) -> Curator:
    """What takes a person's decisions about refused questions into the library in `settings.home`."""
    held = parts or open_parts(settings)
    return Curator(settings.home, held.catalog, held.embedding, held.fingerprint)
