"""Writers over the shipped corpus, and what must hold for anything they write."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from ingest.assembly import build_pipeline
from kb.assembly import Parts, build_coach
from kb.coach import Coach
from kb.evidence import citations
from kb.generators.checklist import ChecklistWriter
from kb.generators.play import PlayWriter
from kb.generators.posts import Posts
from kb.generators.role_description import RoleWriter
from kb.settings import Settings
from kb.store.catalog import SqliteCatalog
from kb.text import plain
from kb.types import Language, Material, NotCovered, Role, Search
from kb.wording import Wording
from tests.integration.conftest import ROOT

WORDING = Wording.load()


def searching(coach: Coach) -> Callable[[str, Language, Role], Search]:
    return lambda text, language, role: coach.retriever.bound(language=language, role=role, count=60).search(text)


def checklists(coach: Coach) -> ChecklistWriter:
    return coach.writers.checklists


def plays(coach: Coach) -> PlayWriter:
    return PlayWriter(coach.library.shelf, searching(coach), WORDING)


def roles(coach: Coach) -> RoleWriter:
    return RoleWriter(coach.library.shelf, searching(coach), WORDING, Posts.load())


def checked(result: Material | NotCovered, coach: Coach, language: Language) -> Material:
    """Cited, exact to the character, in the asker's language, no line twice."""
    assert isinstance(result, Material), result
    assert result.language is language
    citations.check(result, coach.text_of, lambda text: WORDING.is_fixed(text, language))
    quotes = {citation.number: citation for citation in result.citations}
    lines = [line for block in result.blocks for line in block.lines]
    for line in lines:
        assert all(line.text == plain(quotes[number].quote) for number in line.citations)
        assert all(quotes[number].language is language for number in line.citations)
    assert len({line.text for line in lines}) == len(lines)
    return result


def anchors(material: Material) -> set[str]:
    return {citation.anchor for citation in material.citations}


def with_text(
    tmp_path: Path, settings: Settings, parts: Parts, name: str, text: str, head: Mapping[str, str | list[str]]
) -> Coach:
    """A coach over a copy of the whole library to which one text was added."""
    own = Settings(home=tmp_path / "home", corpus=ROOT / "corpus", vectors="exact")
    own.home.mkdir()
    with sqlite3.connect(settings.home / "library.sqlite") as source:
        with sqlite3.connect(own.home / "library.sqlite") as copy:
            source.backup(copy)
        copy.close()
    source.close()
    held = Parts(SqliteCatalog(own.home / "library.sqlite"), parts.embedding, parts.fingerprint, parts.shipped_means)
    report = build_pipeline(own, held).add_upload(name, text.encode(), head)
    assert report.failed == ()
    return build_coach(own, held)
