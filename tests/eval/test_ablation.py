"""The ablation: what is away is away, the search as it is stays, and drafts that were taken over are left out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.ablation.measuring import measure
from eval.ablation.probes import Copies, Probe, draft_probes, golden_probes
from eval.ablation.table import as_json, as_markdown
from eval.ablation.variants import FULL, Library, variants
from eval.altered import (
    Fewer,
    Held,
    with_adapter,
    without_asked,
    without_asked_words,
    without_classifier,
    without_means,
    without_passages,
)
from eval.circumstances import Circumstances
from kb.classifier import Classifier, Network
from kb.errors import InputError
from kb.retrieval.hybrid import HybridRetriever
from kb.retrieval.snapshot import Snapshot, SnapshotSource
from kb.store.catalog import SqliteCatalog
from kb.store.centring import blank_generation
from kb.store.exact import ExactIndex
from kb.store.vectors import ALL_AUDIENCE, Lane, LaneKind, LaneVectors
from kb.types import Language, Role, Search
from tests.eval.conftest import CHECKLIST, QUESTION, UNANSWERABLE, write_golden
from tests.libraries import SmallLibrary

pytestmark = pytest.mark.integration

WHERE = Circumstances("abc", "f", "c", "g", "a machine", "3.11", "2026-11-22")


@pytest.fixture
def held(library: SmallLibrary, tmp_path: Path) -> Library:
    fingerprint = library.embedder.fingerprint(0, 0).vectors
    wordless = SqliteCatalog(tmp_path / "wordless.sqlite")
    without_asked_words(library.catalog, fingerprint, wordless)
    blank = blank_generation(fingerprint, library.embedder.dimension, None)
    snapshot = SnapshotSource(library.catalog, fingerprint, blank, None).current()
    identity = np.eye(library.embedder.dimension, dtype=np.float32)
    embed = library.embedder.embed_question
    return Library(library.catalog, wordless, fingerprint, snapshot, embed, lambda lanes: identity)


def _search(held: Library, snapshot: Snapshot, text: str) -> Search:
    retriever = HybridRetriever(held.catalog, Held(snapshot), held.embed)
    return retriever.bound(language=Language.EN, role=Role.REP).search(text)


def test_fewer_hides_a_kind_and_ids_and_fills_up_with_the_next() -> None:
    rows = np.eye(3, dtype=np.float32)
    asked, passages = (Lane(kind, Language.EN, ALL_AUDIENCE) for kind in (LaneKind.ASKED, LaneKind.PASSAGE))
    index = ExactIndex({asked: LaneVectors(("q",), rows[:1]), passages: LaneVectors(("a", "b", "c"), rows)})
    fewer = Fewer(index, LaneKind.ASKED, frozenset({"a"}))
    assert fewer.lanes() == {passages}
    assert fewer.ids(passages) == {"b", "c"}
    assert [found.id for found in fewer.nearest(passages, rows[0], 2)] == ["b", "c"]


def test_passages_that_are_gone_are_not_found(held: Library) -> None:
    best = _search(held, held.snapshot, "samples").hits[0].passage
    assert best.text == "samples"
    altered = without_passages(held.snapshot, {best.id})
    later = _search(held, altered, "samples")
    assert best.id not in {hit.passage.id for hit in later.hits}
    assert all(best.id not in targets for targets in altered.targets.values())
    english = [name for name, slot in held.snapshot.slots.items() if slot.language is Language.EN]
    foreign = without_passages(held.snapshot, english)
    assert (Language.EN, Language.KO) in foreign.beyond and (Language.KO, Language.EN) not in foreign.beyond
    assert {hit.lane for hit in _search(held, foreign, "samples").hits} <= {Language.ZH, Language.KO, Language.BG}


def test_without_asked_questions_texts_are_judged_by_their_own_words(held: Library) -> None:
    search = _search(held, without_asked(held.snapshot), "samples?")
    own = [hit for hit in search.hits if hit.lane is Language.EN]
    assert own and all(hit.asked is not None and hit.dense is not None and hit.asked >= hit.dense for hit in own)


def test_words_of_asked_questions_are_no_longer_searched(held: Library, library: SmallLibrary) -> None:
    library.write("visit/en.questions.yaml", "tools:\n  passages: 3\n  2:\n    - Zebra?\n")
    library.pipeline.run_folder(library.corpus)
    assert library.catalog.lexical(Language.EN, ["zebr"], Role.REP, 5)
    assert not held.wordless.lexical(Language.EN, ["zebr"], Role.REP, 5)
    assert held.wordless.lexical(Language.EN, ["samp"], Role.REP, 5)


def test_means_and_adapter_go_and_come_back_learned_anew(held: Library) -> None:
    shifted = replace(
        held.snapshot,
        generation=replace(held.snapshot.generation, passage_means=np.ones((4, 16), np.float32) / 4),
    )
    bare = without_means(shifted, held.catalog, held.fingerprint, None)
    assert not bare.generation.passage_means.any() and bare.generation.adapter is None
    lane = next(iter(bare.index.lanes()))
    assert bare.index.ids(lane) == held.snapshot.index.ids(lane)
    learned = without_means(shifted, held.catalog, held.fingerprint, held.train)
    assert learned.generation.adapter is not None
    assert with_adapter(learned, None).generation.adapter is None


def test_the_classifier_goes_by_itself_and_with_the_means_that_it_was_learned_with(held: Library) -> None:
    network = Network(*(np.zeros(shape, np.float32) for shape in ((2, 16), (2,), (1, 2), (1,))))
    classifier = Classifier((("visit", "tools"),), (network,))
    served = replace(held.snapshot, generation=replace(held.snapshot.generation, classifier=classifier))
    assert without_classifier(served).generation.classifier is None
    assert with_adapter(served, None).generation.classifier is classifier
    assert without_means(served, held.catalog, held.fingerprint, None).generation.classifier is None


def test_golden_probes_are_questions_and_what_nothing_corrects(tmp_path: Path) -> None:
    corrected = {**UNANSWERABLE, "id": "en-u02", "corrected_by": ["visit#tools/1"]}
    golden = write_golden(tmp_path / "golden", QUESTION, UNANSWERABLE, corrected, CHECKLIST)
    probes = golden_probes(golden.items)
    assert [(probe.id, probe.answerable) for probe in probes] == [("en-q01", True), ("en-u01", False)]


def test_drafts_that_the_texts_took_over_are_left_out(tmp_path: Path) -> None:
    drafts = [
        {"id": "f1", "questions": ["What shall I bring to a visit?", "Which tools go into the bag?"]},
        {"id": "unplaced", "questions": ["Where is it?"]},
    ]
    (tmp_path / "en.jsonl").write_text("\n".join(map(json.dumps, drafts)), encoding="utf-8")
    facts = tmp_path / "facts.yaml"
    facts.write_text("facts: {f1: [visit#tools/2, visit#tools/3]}", encoding="utf-8")
    probes = draft_probes(tmp_path, facts, {Language.EN: ["What should I bring to a visit?"]})
    assert probes == [
        Probe(
            "en:f1:1", "Which tools go into the bag?", Language.EN, ("visit#tools",), ("visit#tools/2", "visit#tools/3")
        )
    ]
    facts.write_text("facts: [1, 2]", encoding="utf-8")
    with pytest.raises(InputError, match=r"facts\.yaml"):
        draft_probes(tmp_path, facts, {})


def test_copies_are_told_by_what_they_share() -> None:
    copies = Copies(["Bring samples?", "Who pays?"])
    assert copies.likeness("bring, samples") == 1
    assert copies.likeness("xyz") == 0
    assert Copies([]).likeness("anything") == 0


def test_every_variant_is_measured_against_the_search_as_it_is(held: Library, tmp_path: Path) -> None:
    golden = write_golden(tmp_path / "golden", QUESTION, UNANSWERABLE)
    said: list[str] = []
    rows = measure(variants(held), golden_probes(golden.items), said.append)
    assert said[0] == FULL and len(said) == len(set(said))
    assert sum(row.group == "without" and row.language == "all" for row in rows) == 13
    assert [row.language for row in rows[:2]] == ["en", "all"]
    assert {row.group for row in rows} == {"", "without", "weights"}
    assert rows[0].first.value == 1 and rows[0].first_change.value == 0
    assert rows[0].area is not None
    table = as_markdown(WHERE, {"golden": rows})
    assert "| as it is | 1.000 |" in table
    assert "| without: decoys | 1.000 |" in table
    assert json.loads(as_json(WHERE, {"golden": rows}))["sets"]["golden"][0]["variant"] == FULL


def test_no_adapter_is_learned_where_none_is_wanted(held: Library) -> None:
    names = [variant.name for variant in variants(held, learn=False)]
    assert len(names) == len(list(variants(held))) - 1
