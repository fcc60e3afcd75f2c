"""`python -m eval.ablation --output DIR [--home LIBRARY] [--drafts DIR --facts FILE]`: each part away in turn."""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from eval.ablation.measuring import Row, measure
from eval.ablation.probes import Probe, draft_probes, golden_probes
from eval.ablation.table import as_json, as_markdown
from eval.ablation.variants import Library, variants
from eval.altered import without_asked_words
from eval.circumstances import circumstances
from eval.extra import need_extra
from eval.golden import QUESTIONS, read_golden
from eval.near_copies import read_crib
from eval.parts import Half
from ingest.adapter_training import STEPS
from ingest.lessons import lessons_of
from kb.assembly import Parts, open_parts
from kb.errors import StoreError
from kb.library import Library as Texts
from kb.retrieval.snapshot import SnapshotSource
from kb.settings import load_settings
from kb.store.catalog import SqliteCatalog
from kb.store.centring import blank_generation
from kb.store.vectors import Lane, LaneVectors, Matrix, Vector
from kb.types import Language

_LOG = logging.getLogger("eval.ablation")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write `ablation.json` and `ablation.md` into the output folder."""
    options = _options(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    need_extra()
    settings = load_settings()
    settings = settings.model_copy(update={"home": options.home or settings.home})
    if not (settings.home / "library.sqlite").is_file():
        raise StoreError(f"There is no library in {settings.home}. Run `coach ingest`, or say --home.")
    parts = open_parts(settings)
    golden = read_golden(options.questions)
    sets = {"golden, development half": golden_probes(golden.chosen(Half.DEV))}
    if options.drafts:
        sets["drafts"] = draft_probes(options.drafts, options.facts, _asked(options.corpus or settings.corpus))
    with tempfile.TemporaryDirectory(prefix="fieldcoach-ablation-") as folder:
        library = _library(parts, Path(folder), [probe for probes in sets.values() for probe in probes])
        rows: dict[str, Sequence[Row]] = {
            name: measure(variants(library, learn=not options.quick), probes, lambda said: _LOG.info("%s", said))
            for name, probes in sets.items()
        }
    found = circumstances(Texts(parts.catalog), parts.fingerprint, golden.checksum)
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "ablation.json").write_text(as_json(found, rows) + "\n", encoding="utf-8")
    (options.output / "ablation.md").write_text(as_markdown(found, rows) + "\n", encoding="utf-8")
    _LOG.info("%s", as_markdown(found, rows))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.ablation", description=__doc__)
    parser.add_argument("--output", type=Path, required=True, help="where ablation.json and ablation.md go")
    parser.add_argument("--home", type=Path, help="a library that was ingested; default: FIELDCOACH_HOME")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="the golden files")
    parser.add_argument("--drafts", type=Path, help="a folder with drafts, <language>.jsonl")
    parser.add_argument(
        "--facts", type=Path, default=Path("tests/corpus/facts.yaml"), help="which passages carry which fact"
    )
    parser.add_argument("--corpus", type=Path, help="the texts, to leave out drafts that stand in them")
    parser.add_argument("--quick", action="store_true", help="leave out the variant that learns an adapter")
    return parser.parse_args(arguments)


def _asked(corpus: Path) -> dict[Language, list[str]]:
    return {
        language: [one.text for one in read_crib(corpus, language).questions if "#" in one.where]
        for language in Language
    }


def _library(parts: Parts, folder: Path, probes: Sequence[Probe]) -> Library:
    blank = blank_generation(parts.fingerprint, parts.embedding.dimension, parts.shipped_means)
    wordless = SqliteCatalog(folder / "wordless.sqlite")
    without_asked_words(parts.catalog, parts.fingerprint, wordless)
    return Library(
        catalog=parts.catalog,
        wordless=wordless,
        fingerprint=parts.fingerprint,
        snapshot=SnapshotSource(parts.catalog, parts.fingerprint, blank, None).current(),
        embed=_embedded(parts, (probe.text for probe in probes)),
        train=lambda lanes: _train(parts, lanes),
    )


def _embedded(parts: Parts, texts: Iterable[str]) -> Callable[[str], Vector]:
    """Every question embedded once, for all variants."""
    wanted = list(dict.fromkeys(texts))
    vectors = dict(zip(wanted, parts.embedding.embed_questions(wanted), strict=True))
    return vectors.__getitem__


def _train(parts: Parts, lanes: dict[Lane, LaneVectors]) -> Matrix:
    """An adapter as ingest learns it, without its cross-validation."""
    from ingest.adapter_learning import Learner

    lessons = lessons_of("ablation", parts.catalog.passage_slots(), parts.catalog.asked_slots(), lanes)
    return np.ascontiguousarray(Learner(lessons, np.unique(lessons.works)[:0]).learn(STEPS).numpy())


if __name__ == "__main__":
    main()
