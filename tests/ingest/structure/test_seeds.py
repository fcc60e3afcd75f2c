"""The four raw seeds, as they are: their run-on numbering becomes items, their furniture no passages."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ingest.readers.registry import Limits, read
from ingest.structure.sections import parse
from ingest.types import Document
from kb.types import PassageKind

pytestmark = pytest.mark.unit

FURNITURE = (
    "格式:doc",
    "118.50 KB",
    "文档页数",
    "00001",
    "muzruno.com",
    "Споделяне в социалните",
    "сроден",
    "Sales_Reponsibility",
    "另请参阅",
    "照片:",
    "关于Sonia",
    "工商管理硕士",
    "에서 인용",
)


def document(seeds: Path, number: str) -> Document:
    (path,) = seeds.glob(f"{number}_*")
    raw = read(path, path.name, limits=Limits())
    return parse(raw.text, markdown=raw.markdown).document


def words(text: Document) -> list[str]:
    return [text.text[unit.start : unit.end] for section in text.sections for unit in section.units]


@pytest.mark.parametrize(
    ("number", "sections", "steps", "passages"),
    [("000", 60, 180, 330), ("001", 14, 39, 70), ("002", 2, 8, 13), ("003", 7, 0, 25)],
)
def test_structure_is_found(seeds: Path, number: str, sections: int, steps: int, passages: int) -> None:
    text = document(seeds, number)
    kinds = Counter(unit.kind for section in text.sections for unit in section.units)
    assert len(text.sections) >= sections
    assert kinds[PassageKind.STEP] >= steps
    assert kinds.total() >= passages


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_furniture_is_kept_in_the_text_and_out_of_passages(seeds: Path, number: str) -> None:
    text = document(seeds, number)
    said = "\n".join(words(text))
    headings = "\n".join(" ".join(section.path) for section in text.sections)
    for line in FURNITURE:
        assert line not in said
        assert line not in headings


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_nothing_but_furniture_marks_and_headings_is_left_out(seeds: Path, number: str) -> None:
    text = document(seeds, number)
    kept = sum(len(word) for word in words(text))
    assert kept > 0.87 * len(text.text.replace("\n", ""))


def test_the_duties_of_the_chinese_seed(seeds: Path) -> None:
    text = document(seeds, "000")
    assert text.title == "业务经理工作职责与销售流程操作技巧"
    first = text.sections[0]
    assert first.path[-1] == "业务经理岗位的主要职责范本职责"
    assert [text.text[unit.start : unit.end] for unit in first.units][:2] == [
        "负责编写辖区内市场拓展计划、销售计划并组织实施",
        "负责辖区内销售活动,包括更换、调整区域内经销商的组织和开拓管理区域内经销网络,与销售目标的达成",
    ]
    assert len(first.units) == 8
    paths = [section.path[-1] for section in text.sections if section.path]
    for heading in ("业务经理工作职责2", "任职要求", "团队管理和培训", "客户的选择", "销售业务经理岗位职责篇3"):
        assert heading in paths


def test_the_steps_of_the_korean_seed(seeds: Path) -> None:
    paths = [section.path[-1] for section in document(seeds, "001").sections if section.path]
    assert paths == [
        "대상 시장",
        "잠재 고객",
        "대상 고객",
        "영업 준비",
        "행동 반영",
        "고객 가격 비교",
        "고객 재고 이해",
        "고객의 판매 상황을 파악합니다",
        "고객의 계좌를 확인합니다",
        "시장 정보 수집",
        "고객 커뮤니케이션",
        "고객 지침",
        "행정 업무",
    ]


def test_the_duties_of_the_bulgarian_seed(seeds: Path) -> None:
    section = document(seeds, "002").sections[-1]
    assert section.path == ("Функционални задължения мениджър по продажби",)
    assert Counter(unit.kind for unit in section.units)[PassageKind.STEP] == 8
