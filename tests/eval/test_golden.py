"""Golden files: what is read, and which faults are named by file and line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from eval.golden import GoldenError, read_golden
from eval.items import QuestionItem, missing_stems
from eval.parts import Half, Part
from kb.types import Language
from tests.eval.conftest import CHECKLIST, QUESTION, UNANSWERABLE, write_golden

pytestmark = pytest.mark.unit


def test_items_are_read_in_the_order_of_languages_and_lines(tmp_path: Path) -> None:
    write_golden(tmp_path, QUESTION, UNANSWERABLE, CHECKLIST)
    golden = write_golden(tmp_path, {**QUESTION, "id": "ko-q01", "half": "test"}, language="ko")
    assert [one.item.id for one in golden.items] == ["ko-q01", "en-q01", "en-u01", "en-c01"]
    assert golden.items[2].at == "en.jsonl, line 2 (en-u01)"
    assert isinstance(golden.items[0].item, QuestionItem)
    assert [one.item.id for one in golden.chosen(Half.DEV, parts=frozenset({Part.CHECKLISTS}))] == ["en-c01"]
    assert [one.item.id for one in golden.chosen(Half.TEST, frozenset({Language.EN}))] == []
    assert golden.checksum != write_golden(tmp_path, QUESTION).checksum


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sections": ["visit"]}, "sections.0"),
        ({"passages": ["visit#tools"]}, "passages.0"),
        ({"passages": ["visit#tools/0"]}, "passages.0"),
        ({"contains": []}, "contains"),
        ({"contains": [[]]}, "contains.0"),
        ({"kind": "riddle"}, "kind"),
        ({"half": "train"}, "half"),
        ({"question": "  "}, "question"),
        ({"answer": "?"}, "answer"),
        ({"type": "riddle"}, "riddle"),
    ],
)
def test_a_line_that_is_no_item_is_named(tmp_path: Path, change: Mapping[str, Any], said: str) -> None:
    with pytest.raises(GoldenError, match=r"en\.jsonl, line 2: ") as caught:
        write_golden(tmp_path, UNANSWERABLE, {**QUESTION, **change})
    assert said in str(caught.value)


def test_every_fault_of_every_file_is_listed(tmp_path: Path) -> None:
    (tmp_path / "ko.jsonl").write_text("{\n", encoding="utf-8")
    with pytest.raises(GoldenError) as caught:
        write_golden(tmp_path, QUESTION, UNANSWERABLE, QUESTION)
    assert "ko.jsonl, line 1" in str(caught.value)
    assert "en.jsonl, line 3 (en-q01): the id stands in en.jsonl, line 1, too." in str(caught.value)


def test_other_encodings_and_empty_folders_are_said(tmp_path: Path) -> None:
    with pytest.raises(GoldenError, match="no golden files"):
        read_golden(tmp_path)
    (tmp_path / "bg.jsonl").write_bytes(json.dumps(QUESTION).encode() + b"\n\xff")
    with pytest.raises(GoldenError, match=r"bg\.jsonl: is not UTF-8"):
        read_golden(tmp_path)


def test_line_separators_inside_a_question_do_not_end_it(tmp_path: Path) -> None:
    golden = write_golden(tmp_path, {**QUESTION, "question": "Tools\u2028to bring?"})
    assert len(golden.items) == 1


def test_a_group_is_said_by_any_of_its_stems_whatever_the_case() -> None:
    groups = (("Sample", "proof"), ("price list",))
    assert missing_stems("bring SAMPLES", groups) == [("price list",)]
    assert missing_stems("Proofs and the Price List", groups) == []
    assert missing_stems("", groups) == list(groups)
