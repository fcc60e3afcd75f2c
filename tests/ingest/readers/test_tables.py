"""Tables become rows that can be understood alone."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.registry import Limits, read
from ingest.readers.rows import escaped, markdown_tables_to_rows, row_line, rows_text
from ingest.readers.tables import convert_xlsx, read_csv
from ingest.structure.sections import parse
from kb.errors import UnreadableFile
from kb.text import plain
from kb.types import PassageKind
from tests.making_files import make_xlsx

pytestmark = pytest.mark.unit


def csv(data: bytes) -> str:
    return read_csv(data, "a.csv", None, 1.0, 0).text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_csv_in_each_delimiter(delimiter: str, codec: str) -> None:
    lines = [["产品", "价格", "说明"], ["样品一", "20", "含税，送货上门"], ["样品二", "", "缺货"]]
    data = "\r\n".join(delimiter.join(line) for line in lines).encode(codec)
    assert csv(data) == "| 产品: 样品一 | 价格: 20 | 说明: 含税，送货上门 |\n| 产品: 样品二 | 说明: 缺货 |"


def test_quotes_line_ends_and_bars_inside_a_cell() -> None:
    assert csv(b'Name,Note\nA,"one\ntwo, a|b"\n') == "| Name: A | Note: one two, a\\|b |"


def test_rows_become_row_passages_whose_words_are_the_cells() -> None:
    text = csv("Име;Цена\nСтока;20\nДруга;30\n".encode("cp1251"))
    units = parse(text, markdown=True).document.sections[0].units
    assert [(unit.kind, text[unit.start : unit.end]) for unit in units] == [
        (PassageKind.ROW, "Име: Стока | Цена: 20"),
        (PassageKind.ROW, "Име: Друга | Цена: 30"),
    ]


def test_a_title_above_the_header_and_a_lone_header() -> None:
    assert rows_text([["Prices 2026"], ["A", "B"], ["1", "2"]]) == "Prices 2026\n\n| A: 1 | B: 2 |"
    assert rows_text([["A", "B"]]) == "| A | B |"
    assert rows_text([["only"], ["one"], ["column"]]) == "only\n\none\n\ncolumn\n"


def test_a_broken_csv_is_said() -> None:
    with pytest.raises(UnreadableFile, match="no table"):
        csv(b'a,b\n"' + b"x" * 200_000)


def test_a_workbook_as_a_person_reads_it() -> None:
    book = make_xlsx({
        "Цени": [
            ["Ценоразпис"],
            ["Стока", "Цена", "Дял", "Дата", "Налична", "Бележка"],
            ["XQ", 20.5, 0.25, datetime.date(2026, 11, 22), True, "a|b"],
            ["YQ", 30.0, None, datetime.datetime(2026, 1, 2, 9, 30), False, None],
        ],
        "_hidden": [["secret", "x"]],
    })  # fmt: skip
    assert convert_xlsx(book) == (
        "## Цени\n\nЦеноразпис\n\n"
        "| Стока: XQ | Цена: 20.5 | Дял: 25% | Дата: 2026-11-22 | Налична: ✓ | Бележка: a\\|b |\n"
        "| Стока: YQ | Цена: 30 | Дата: 2026-01-02 09:30 | Налична: – |\n"
    )


@pytest.mark.integration
def test_a_workbook_through_its_process(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(make_xlsx({"가격": [["제품", "값"], ["견본", 3]]}))
    raw = read(path, "a.xlsx", limits=Limits())
    assert (raw.text, raw.encoding, raw.markdown) == ("## 가격\n\n| 제품: 견본 | 값: 3 |\n", "xlsx", True)


def test_a_markdown_table_whose_header_word_left_empty() -> None:
    text = "before\n\n|  |  |\n| --- | --- |\n| Product | Price |\n| XQ | 20 |\n\nafter"
    assert markdown_tables_to_rows(text) == "before\n\n\n| Product: XQ | Price: 20 |\n\n\nafter"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9), min_size=1, max_size=4))
def test_every_cell_can_be_read_back(cells: list[str]) -> None:
    line = row_line((), [escaped(cell) for cell in cells])
    words = [" ".join(cell.split()) for cell in cells if cell.split()]
    if words and not any("\\" in word for word in words):
        assert line.replace("\\|", "\0").strip("| ").split(" | ") == [
            w.replace("|", "\0").strip("| ") for w in words
        ] or any(mark in "".join(words) for mark in "|")
    assert "\n" not in line
    assert plain("a\\|b") == "a|b"
