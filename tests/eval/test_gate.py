"""Floors and ceilings, and the file that ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.gate import Floors, FloorsError, read_floors, shortfalls
from eval.types import Figure

pytestmark = pytest.mark.unit

FLOORS = Floors(
    tolerance=0.02,
    always=("results.exact",),
    floors={"zh": {"sections.first": 0.8}, "all": {"sections.first": 0.8}},
    ceilings={"zh": {"answers.refused": 0.03}},
)


def said(first: float | None, refused: float, exact: float = 1.0) -> list[str]:
    figures = {"answers.refused": Figure(refused, 32), "results.exact": Figure(exact, 32)}
    if first is not None:
        figures["sections.first"] = Figure(first, 32)
    return [str(one) for one in shortfalls({"zh": figures}, FLOORS)]


def test_what_is_within_the_tolerance_passes() -> None:
    assert said(0.8, 0.03) == []
    assert said(0.78, 0.05) == []


def test_what_is_beyond_is_a_sentence() -> None:
    assert said(0.7799 - 0.0001, 0.0) == ["zh: sections.first is 0.780, below its floor of 0.800."]
    assert said(0.9, 0.0502) == ["zh: answers.refused is 0.050, above its ceiling of 0.030."]


def test_what_must_always_hold_has_no_tolerance() -> None:
    assert said(0.9, 0.0, 0.99) == ["zh: results.exact is 0.990, below its floor of 1.000."]


def test_a_figure_that_is_no_longer_measured_is_not_forgotten() -> None:
    assert said(None, 0.0) == ["zh: sections.first was not measured; its limit is 0.800."]


def test_the_shipped_floors_can_be_read() -> None:
    floors = read_floors()
    assert {"all", "zh", "ko", "bg", "en"} <= floors.floors.keys()
    assert "results.exact" in floors.always


@pytest.mark.parametrize(
    "text", ["tolerance = ", "tolerance = 2\n[floors.all]\n", "[floors.all]\n", "\ufefftolerance=0"]
)
def test_a_broken_file_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FloorsError, match=r"floors\.toml"):
        read_floors(path)
