"""Libraries for tests: real catalogue, real pipeline, an encoder that can be computed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ingest.assembly import build_pipeline
from ingest.pipeline import Pipeline
from kb.assembly import Parts, build_coach
from kb.coach import Coach
from kb.settings import Settings
from kb.store.catalog import SqliteCatalog
from tests.doubles import HashEmbedder


@dataclass(frozen=True, slots=True)
class SmallLibrary:
    """A library in `home` over the folder `corpus`, searched exactly unless said otherwise."""

    home: Path
    corpus: Path
    embedder: HashEmbedder
    catalog: SqliteCatalog
    pipeline: Pipeline
    coach: Coach

    def write(self, place: str, text: str) -> Path:
        """Put a file into the folder."""
        path = self.corpus / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


def small_library(folder: Path, vectors: str = "exact", dimension: int = 16) -> SmallLibrary:
    """An empty library below `folder`; opening the same folder again opens the same library."""
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    settings = Settings(home=folder / "home", corpus=corpus, vectors=vectors)  # type: ignore[arg-type]
    settings.home.mkdir(exist_ok=True)
    embedder = HashEmbedder(dimension)
    catalog = SqliteCatalog(settings.home / "library.sqlite")
    parts = Parts(catalog, embedder, embedder.fingerprint(0, 0).vectors, None)
    return SmallLibrary(
        settings.home, corpus, embedder, catalog, build_pipeline(settings, parts), build_coach(settings, parts)
    )


HEAD = """---
title: {title}
work: {work}
language: {language}
original: ko
topics: [visit]
made_by: project
---

"""

TEXTS = {
    "zh": ("拜访指南", "携带工具", "请带上这些：", ["样品", "名片"]),
    "ko": ("방문 안내", "챙길 도구", "다음을 챙기십시오:", ["견본", "명함"]),
    "bg": ("Посещение", "Какво да носите", "Вземете със себе си:", ["мостри", "визитки"]),
    "en": ("Visit guide", "Tools to bring", "Bring these:", ["samples", "business cards"]),
}


def write_editions(library: SmallLibrary, work: str = "visit") -> None:
    """A work of one section in four parallel editions, with a question for the section and one for an item."""
    for language, (title, heading, intro, items) in TEXTS.items():
        body = f"## {heading} {{#tools area=visit}}\n\n{intro}\n\n" + "".join(f"- {item}\n" for item in items)
        head = HEAD.format(title=title, work=work, language=language)
        library.write(f"{work}/{language}.md", head + body)
        questions = f"tools:\n  passages: 3\n  section:\n    - {heading}?\n  2:\n    - {items[0]}?\n"
        library.write(f"{work}/{language}.questions.yaml", questions)
