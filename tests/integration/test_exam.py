"""The development half of the exam with the real encoder: no figure below its floor."""

from __future__ import annotations

import pytest

from eval.circumstances import circumstances
from eval.gate import read_floors, shortfalls
from eval.golden import read_golden
from eval.page import page
from eval.parts import Half
from eval.report import Examination
from eval.texts import texts_of
from kb.assembly import Parts
from kb.coach import Coach

pytestmark = [pytest.mark.integration, pytest.mark.model, pytest.mark.long]


def test_no_figure_of_the_development_half_is_below_its_floor(corpus_coach: Coach, corpus_parts: Parts) -> None:
    golden = read_golden()
    items = golden.chosen(Half.DEV)
    told = circumstances(corpus_coach.library, corpus_parts.fingerprint, golden.checksum)
    examination = Examination(corpus_coach, texts_of(corpus_coach.library), corpus_coach.text_of, told, items)
    report = examination.report(items, Half.DEV)
    assert [str(one) for one in shortfalls(report.figures, read_floors())] == []
    assert "Right section first" in page(report)
