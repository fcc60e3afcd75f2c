"""Closing the gap, end to end: a refused question, one step, an answer; real catalogue, Chroma's delta."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.curation import Curator, Refused
from ingest.run_lock import run_lock
from kb.classifier import Classifier, Network
from kb.errors import Busy, Gone, InputError, NotFound
from kb.types import DecoyKind, Language, Role
from tests.libraries import SmallLibrary, small_library, write_editions

pytestmark = pytest.mark.integration


def curator_of(library: SmallLibrary) -> Curator:
    fingerprint = library.embedder.fingerprint(0, 0).vectors
    return Curator(library.home, library.catalog, library.embedder, fingerprint)


@pytest.fixture
def library(tmp_path: Path, request: pytest.FixtureRequest) -> SmallLibrary:
    made = small_library(tmp_path, vectors=getattr(request, "param", "exact"))
    write_editions(made)
    made.pipeline.run_folder(made.corpus)
    return made


def asked_score(library: SmallLibrary, text: str, language: Language) -> float:
    """How near the nearest asked-as question is to a question."""
    return library.coach.search(text, language, 5, Role.REP).asked_level


@pytest.mark.parametrize("library", ["exact", "chroma"], indirect=True)
def test_attached_it_answers_at_once_and_after_the_next_ingest(library: SmallLibrary) -> None:
    curator = curator_of(library)
    question = "zzzz yyyy?"
    before = asked_score(library, question, Language.EN)
    curator.attach("c1", [Refused(question, Language.EN)], "visit.en", "tools", 2)
    hits = library.coach.search(question, Language.EN, 5, Role.REP)
    assert hits.asked_level > before
    assert hits.hits[0].passage.text == "samples"
    assert hits.hits[0].asked == pytest.approx(1, abs=1e-5)
    report = library.pipeline.run_folder(library.corpus)
    assert (len(report.kept), report.embedded) == (4, 0)
    assert library.coach.search(question, Language.EN, 5, Role.REP).hits[0].asked == pytest.approx(1, abs=1e-5)
    assert library.pipeline.verify() == []
    assert curator.undo("c1") == 1
    assert asked_score(library, question, Language.EN) == pytest.approx(before, abs=1e-5)
    assert library.pipeline.run_folder(library.corpus).failed == ()


def test_a_question_goes_to_the_edition_in_its_language(library: SmallLibrary) -> None:
    curator = curator_of(library)
    curator.attach("c1", [Refused("선물은?", Language.KO), Refused("礼物？", Language.ZH)], "visit.en", "tools", None)
    assert {(one.language, one.document) for one in curator.all()} == {
        (Language.KO, "visit.ko"),
        (Language.ZH, "visit.zh"),
    }


def test_without_an_edition_it_stays_with_the_text_that_was_named(library: SmallLibrary) -> None:
    library.pipeline.remove("visit.ko")
    curator = curator_of(library)
    curator.attach("c1", [Refused("선물은?", Language.KO)], "visit.en", "tools", 3)
    (kept,) = curator.all()
    assert (kept.language, kept.document, kept.live) == (Language.EN, "visit.en", True)
    hits = library.coach.search("선물은?", None, 5, Role.REP).hits
    assert max(hit.asked or 0.0 for hit in hits) == pytest.approx(1, abs=1e-5)


def test_a_decoy_counts_at_once_and_stays(library: SmallLibrary) -> None:
    library.write("decoys.en.yaml", "- {question: What is the weather?, kind: far}\n")
    library.pipeline.run_folder(library.corpus)
    curator = curator_of(library)
    curator.make_decoys("c1", [Refused("  who  won?\n", Language.EN)], DecoyKind.NEAR)
    assert library.coach.search("who won?", Language.EN, 5, Role.REP).decoy_level > 0.8
    library.pipeline.run_folder(library.corpus)
    assert {one.text for one in library.catalog.decoys()} == {"What is the weather?", "who won?"}
    assert curator.undo("c1") == 1
    assert [one.text for one in library.catalog.decoys()] == ["What is the weather?"]
    assert curator.undo("c1") == 0


def test_what_a_person_made_a_decoy_no_classifier_makes_up_for(library: SmallLibrary) -> None:
    served = library.catalog.generation()
    assert served is not None
    inner, shift, outer = (np.zeros(shape, np.float32) for shape in ((2, 16), (2,), (2, 2)))
    sure = Network(inner, shift, outer, np.array([9.0, -9.0], np.float32))
    classifier = Classifier((("visit", "tools"), None), (sure,))
    library.catalog.switch(replace(served, number=served.number + 1, classifier=classifier))
    assert library.coach.search("who won?", Language.EN, 5, Role.REP).certainty > 0.2
    curator_of(library).make_decoys("c1", [Refused("who won?", Language.EN)], DecoyKind.NEAR)
    assert library.coach.search("who won?", Language.EN, 5, Role.REP).certainty == 0.0
    assert library.coach.search("zzzz yyyy?", Language.EN, 5, Role.REP).certainty > 0.2


def test_a_changed_text_keeps_its_persons_questions_and_costs_only_itself(library: SmallLibrary) -> None:
    curator = curator_of(library)
    curator.attach("c1", [Refused("zzzz?", Language.EN)], "visit.en", "tools", 2)
    path = library.corpus / "visit" / "en.md"
    path.write_text(path.read_text(encoding="utf-8").replace("title: Visit guide", "title: Guide"), encoding="utf-8")
    # Only the head: nothing is stored anew, so nothing is embedded.
    report = library.pipeline.run_folder(library.corpus)
    assert (report.changed, report.passages, report.embedded) == (("visit.en",), 0, 0)
    path.write_text(path.read_text(encoding="utf-8").replace("- samples", "- boxes\n- samples"), encoding="utf-8")
    questions = library.corpus / "visit" / "en.questions.yaml"
    questions.write_text("tools:\n  passages: 4\n  section:\n    - Tools?\n", encoding="utf-8")
    assert library.pipeline.run_folder(library.corpus).failed == ()
    assert library.coach.search("zzzz?", Language.EN, 5, Role.REP).hits[0].passage.text == "samples"


def test_what_can_not_be_done(library: SmallLibrary) -> None:
    curator = curator_of(library)
    question = [Refused("q?", Language.EN)]
    with pytest.raises(NotFound):
        curator.attach("c1", question, "visit.en", "nowhere")
    with pytest.raises(NotFound):
        curator.attach("c1", question, "nothing.en", "tools")
    with pytest.raises(InputError):
        curator.attach("c1", [Refused(" \n", Language.EN)], "visit.en", "tools")
    library.pipeline.remove("visit.bg")
    with pytest.raises(Gone):
        curator.attach("c1", question, "visit.bg", "tools")
    with run_lock(library.home), pytest.raises(Busy):
        curator.attach("c1", question, "visit.en", "tools")
    assert curator.all() == []
