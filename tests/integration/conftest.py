"""The shipped corpus with the real encoder, embedded once and kept by text and fingerprint under `.cache/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.assembly import build_pipeline
from ingest.report import Report
from kb.assembly import Parts, build_coach, open_parts
from kb.coach import Coach
from kb.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def corpus_settings() -> Settings:
    """Settings of the library over the shipped corpus; other processes may open it too."""
    return Settings(home=ROOT / ".cache" / "corpus-library", corpus=ROOT / "corpus")


@pytest.fixture(scope="session")
def corpus_parts(corpus_settings: Settings) -> Parts:
    """The real encoder and the catalogue."""
    return open_parts(corpus_settings)


@pytest.fixture(scope="session")
def corpus_report(corpus_settings: Settings, corpus_parts: Parts) -> Report:
    """What bringing the library up to date did: nothing, where it was."""
    return build_pipeline(corpus_settings, corpus_parts).run_folder(ROOT / "corpus")


@pytest.fixture(scope="session")
def corpus_coach(corpus_settings: Settings, corpus_parts: Parts, corpus_report: Report) -> Coach:
    """A Coach over the shipped corpus."""
    assert corpus_report.failed == ()
    return build_coach(corpus_settings, corpus_parts)
