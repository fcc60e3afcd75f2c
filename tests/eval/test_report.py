"""An examination end to end over a small library: outcomes, verdicts, figures, report and page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pytest

from eval.circumstances import circumstances, corpus_checksum
from eval.gate import Shortfall
from eval.page import page
from eval.parts import Half
from eval.report import Examination, Report
from eval.runner import run, unrecorded
from eval.texts import texts_of
from eval.types import Asked
from kb.coach import Coach
from kb.evidence.citations import cite
from kb.types import (
    Block,
    BlockStyle,
    ChecklistTask,
    Line,
    Material,
    MaterialKind,
    Question,
    Refusal,
    RefusalReason,
    RoleProfile,
    TrainingOrder,
    WrittenBy,
)
from tests.eval.conftest import CHECKLIST, QUESTION, UNANSWERABLE, write_golden
from tests.libraries import SmallLibrary

pytestmark = pytest.mark.unit

ROLE: Mapping[str, Any] = {
    "type": "role",
    "id": "en-r01",
    "half": "dev",
    "title": "Sales rep",
    "level": None,
    "industry": "shoes",
    "focus": None,
    "expected": ["visit#tools/2"],
    "belongs": ["visit#tools"],
    "forbidden": ["Business"],
    "uncovered": True,
}


@dataclass(frozen=True, slots=True)
class MakingCoach(Coach):
    """Makes every checklist and role of the items at #tools, the last one first; trains nobody."""

    def checklist(self, task: ChecklistTask) -> Material | Refusal:
        passages = self.library.section("visit.en", "tools")[:0:-1]
        lines = tuple(Line(str(number), one.text, (number,)) for number, one in enumerate(passages, 1))
        return Material(
            "1", MaterialKind.CHECKLIST, passages[0].language, None, task.task, WrittenBy.EXTRACT,
            (Block(BlockStyle.CHECKS, lines),), cite(passages),
        )  # fmt: skip

    def role_description(self, profile: RoleProfile) -> Material | Refusal:
        return self.checklist(ChecklistTask(profile.title))

    def training_module(self, order: TrainingOrder) -> Material | Refusal:
        return self._refuse(order.topic, order.language, RefusalReason.NO_EVIDENCE)


def making(coach: Coach) -> MakingCoach:
    return MakingCoach(**{field.name: getattr(coach, field.name) for field in fields(Coach)})


def examined(
    library: SmallLibrary, folder: Path, coach: Coach, *items: Mapping[str, Any], half: Half = Half.DEV
) -> Report:
    golden = write_golden(folder / "golden", *items)
    told = circumstances(coach.library, "model", golden.checksum)
    examination = Examination(coach, texts_of(coach.library), coach.text_of, told, golden.chosen(Half.DEV))
    return examination.report(golden.chosen(half), half)


def value(report: Report, name: str, group: str = "all") -> float | None:
    figure = report.figures[group].get(name)
    return None if figure is None else figure.value


def test_a_question_is_ranked_timed_and_answered_without_a_word_in_the_journal(
    library: SmallLibrary, tmp_path: Path
) -> None:
    golden = write_golden(tmp_path / "golden", QUESTION, CHECKLIST)
    outcomes = run(library.coach, golden.items)
    assert len(outcomes) == 2
    asked = outcomes[0]
    assert isinstance(asked, Asked)
    assert asked.sections == ("visit#tools",)
    assert sorted(asked.passages) == ["visit#tools/1", "visit#tools/2", "visit#tools/3"]
    assert asked.milliseconds > 0
    assert not (library.home / "journal.sqlite").exists()
    library.coach.ask(Question("Tools to bring?"))
    library.coach.journal.close()
    assert (library.home / "journal.sqlite").exists()


def test_the_journal_of_an_exam_is_thrown_away(library: SmallLibrary) -> None:
    with unrecorded(library.coach) as coach:
        coach.ask(Question("???"))
        assert coach.journal is not library.coach.journal
        assert coach.retriever is library.coach.retriever
    assert not (library.home / "journal.sqlite").exists()


def test_figures_are_those_of_the_verdicts(library: SmallLibrary, tmp_path: Path) -> None:
    lacking = {**QUESTION, "id": "en-q02", "contains": [["catalogue"]], "noisy": True}
    report = examined(library, tmp_path, library.coach, QUESTION, lacking, UNANSWERABLE)
    assert report.items == 3
    assert value(report, "sections.first") == value(report, "sections.first", "en") == 1.0
    assert value(report, "answers.complete") == 0.5
    assert value(report, "answers.belonging") == 1.0
    assert (
        value(report, "results.language") == value(report, "results.exact") == value(report, "results.sourced") == 1.0
    )
    assert value(report, "answers.words") == 5.0
    assert report.figures["all"]["answers.complete"].count == 2
    assert "zh" not in report.figures
    assert {(row.label, row.complete) for row in report.noise if row.language == "en"} == {
        ("clean", 1.0),
        ("noisy", 0.0),
    }
    assert {row.label for row in report.originals} == {"ko"}
    assert [(one.id, one.why) for one in report.failures if one.type == "question"] == [
        ("en-q02", ("does not say: catalogue",))
    ]


def test_an_unanswerable_question_is_refused_or_corrected_or_a_failure(library: SmallLibrary, tmp_path: Path) -> None:
    false = {**UNANSWERABLE, "id": "en-u02", "kind": "false_premise", "question": "Tools to bring?",
             "corrected_by": ["visit#tools/1"], "contains": [["samples"]]}  # fmt: skip
    answered = {**UNANSWERABLE, "id": "en-u03", "question": "Tools to bring?"}
    refused = {**UNANSWERABLE, "id": "en-u04", "question": "???"}
    report = examined(library, tmp_path, library.coach, false, answered, refused)
    assert value(report, "unanswerable.refused") == pytest.approx(1 / 3)
    assert value(report, "unanswerable.refused_or_corrected") == pytest.approx(2 / 3)
    rows = {row.kind: (row.refused, row.corrected, row.answered) for row in report.unanswerable if row.language == "en"}
    assert rows == {"false_premise": (0.0, 1.0, 0.0), "out_of_scope": (0.5, 0.0, 0.5)}
    assert [one.id for one in report.failures] == ["en-u03"]
    # What may be corrected is neither answerable nor not.
    assert len(report.observations["en"]) == 2


def test_materials_are_judged(library: SmallLibrary, tmp_path: Path) -> None:
    training = {"type": "training", "id": "en-t01", "half": "dev", "topic": "Visits", "learners": None, "minutes": 30,
                "expected": ["visit#tools/1"], "belongs": ["visit#tools"]}  # fmt: skip
    report = examined(library, tmp_path, making(library.coach), QUESTION, CHECKLIST, ROLE, training)
    assert value(report, "checklists.covered") == value(report, "checklists.belonging") == 1.0
    assert value(report, "checklists.order") == 0.0
    assert value(report, "checklists.gap_named") == 1.0
    assert value(report, "roles.gap_named") == value(report, "roles.nothing_forbidden") == 0.0
    assert value(report, "trainings.refused") == 1.0
    reasons = {one.id: one.why for one in report.failures}
    assert reasons["en-c01"] == ("100% of the pairs are in the wrong order",)
    assert "says what it must not: Business" in reasons["en-r01"]
    assert reasons["en-t01"][0] == "refused"


def test_strangers_in_a_material_are_seen(library: SmallLibrary, tmp_path: Path) -> None:
    library.write("bag/en.md", "---\ntitle: Bag\nwork: bag\nlanguage: en\n---\n\n## Bag {#bag}\n\nA bag.\n")
    library.pipeline.run_folder(library.corpus)
    stranger = {**CHECKLIST, "expected": ["bag#bag/1"], "belongs": ["bag#bag"]}
    elsewhere = {**QUESTION, "sections": ["bag#bag"], "passages": ["bag#bag/1"], "contains": [["bag"]]}
    report = examined(library, tmp_path, making(library.coach), elsewhere, stranger)
    assert value(report, "answers.belonging") == value(report, "sections.first") == 0.0
    assert value(report, "checklists.covered") == value(report, "checklists.belonging") == 0.0
    assert report.failures[1].got == ("visit#tools",)


def test_the_test_half_shows_figures_and_no_items(library: SmallLibrary, tmp_path: Path) -> None:
    secret = {**QUESTION, "id": "en-q02", "half": "test", "question": "Secret tools to bring?", "contains": [["rings"]]}
    report = examined(library, tmp_path, library.coach, QUESTION, UNANSWERABLE, secret, half=Half.TEST)
    assert value(report, "answers.complete") == 0.0
    assert report.failures == ()
    assert "Secret" not in report.as_json()
    assert "Secret" not in page(report)


def test_the_report_is_json_with_its_circumstances(library: SmallLibrary, tmp_path: Path) -> None:
    body = json.loads(examined(library, tmp_path, library.coach, QUESTION, UNANSWERABLE).as_json())
    assert body["half"] == "dev"
    assert {"commit", "fingerprint", "corpus", "golden", "machine", "python", "at"} == body["circumstances"].keys()
    assert body["figures"]["en"]["sections.first"] == {"value": 1.0, "count": 1, "low": None, "high": None}


def test_the_corpus_checksum_follows_the_texts(library: SmallLibrary) -> None:
    before = corpus_checksum(library.coach.library)
    path = library.corpus / "visit" / "en.md"
    path.write_text(path.read_text(encoding="utf-8").replace("samples", "some samples"), encoding="utf-8")
    library.pipeline.run_folder(library.corpus)
    assert corpus_checksum(library.coach.library) != before


def test_the_page_is_whole_by_itself_and_shows_what_is_hostile_as_text(library: SmallLibrary, tmp_path: Path) -> None:
    hostile = {**UNANSWERABLE, "question": "Tools to bring <script>alert(1)</script>?"}
    report = examined(library, tmp_path, library.coach, QUESTION, replaced(QUESTION), hostile)
    written = page(report, [Shortfall("en", "sections.first", 0.1, 0.9, False)])
    assert "<script" not in written
    assert not re.search(r'(?:src|href)="(?!#)', written)
    assert "&lt;script&gt;" in written
    assert "en: sections.first is 0.100, below its floor of 0.900." in written
    assert written.count("<svg") >= 4
    ids = re.findall(r'\bid="([^"]+)"', written)
    assert len(ids) == len(set(ids))
    assert not re.search(r"#0[0-9a]000?[0-9]", written)
    for target in re.findall(r'(?:url\(|href=")#([^)"]+)', written):
        assert target in ids


def replaced(item: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**item, "id": "en-q09", "kind": "how_to", "contains": [["rings"]]}


def test_citations_of_another_version_have_no_place(library: SmallLibrary) -> None:
    answer = library.coach.ask(Question("Tools to bring?"))
    assert isinstance(answer, Material)
    texts = texts_of(library.coach.library)
    citation = answer.citations[0]
    assert texts.reference_of(citation) == "visit#tools/1"
    assert texts.reference_of(replace(citation, version="sha256:0")) is None
    assert texts.reference_of(replace(citation, end=citation.end + 50)) is None
