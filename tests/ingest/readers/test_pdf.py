"""PDF: lines joined to paragraphs as each language writes them, furniture of pages left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers.pdf import convert_pdf, paragraphs, without_furniture
from ingest.readers.registry import Limits, read
from kb.errors import UnreadableFile
from tests.making_files import make_pdf

pytestmark = pytest.mark.unit

ZH = [
    "销售代表拜访客户之前要做好准备，包括产品样品、报价单",
    "和名片，并且明确这次拜访的目的。",
    "1. 了解客户需求",
    "2. 介绍产品",
]


def test_chinese_lines_are_joined_without_a_blank() -> None:
    assert convert_pdf(make_pdf([ZH])).split("\n\n") == [ZH[0] + ZH[1], ZH[2], ZH[3]]


def test_bulgarian_and_english_are_joined_with_one_and_hyphens_go() -> None:
    lines = [
        "Преди посещението търговският представител подготвя мо-",
        "стри, оферта и визитки и си изяснява целта на срещата и",
        "тръгва навреме.",
        "Before the visit the sales rep prepares the samples and",
        "quotations.",
    ]
    assert paragraphs([lines]) == [
        "Преди посещението търговският представител подготвя мостри, оферта и визитки и си изяснява целта на "
        "срещата и тръгва навреме.",
        "Before the visit the sales rep prepares the samples and quotations.",
    ]


def test_korean_words_broken_at_a_line_end_are_glued_where_they_stand_whole_elsewhere() -> None:
    lines = [
        "이번 방문에서 영업 담당자는 고객을 먼저 만나고 가격 조건을 영업 담당",
        "자는 다시 확인하며 재고를 살피고 판매 계획을 세우고 다음 방문을 약속",
        "합니다.",
    ]
    assert paragraphs([lines]) == [
        "이번 방문에서 영업 담당자는 고객을 먼저 만나고 가격 조건을 영업 담당자는 다시 확인하며 재고를 살피고 판매 "
        "계획을 세우고 다음 방문을 약속 합니다."
    ]


def test_what_repeats_on_every_page_and_page_numbers_are_left_out() -> None:
    body = [f"{word} stands in the text but not at the same place on any page." for word in "abcdefghijkl"]
    pages = [[f"ACME handbook 2026, page {n}", *body[n:], f"{n}"] for n in range(1, 5)]
    kept = without_furniture(pages)
    assert kept == [body[n:] for n in range(1, 5)]


def test_a_list_that_every_page_ends_with_is_no_furniture() -> None:
    pages = [["1. Call", "2. Go"], ["3. Ask", "4. Close"]]
    assert without_furniture(pages) == pages


def test_one_page_keeps_all_it_has() -> None:
    assert without_furniture([["Title", "2026", "Text"]]) == [["Title", "2026", "Text"]]


def test_pages_without_text_and_broken_files_are_said() -> None:
    with pytest.raises(UnreadableFile, match="OCR"):
        convert_pdf(make_pdf([[], []]))
    with pytest.raises(UnreadableFile, match="broken"):
        convert_pdf(b"%PDF-1.4\n" + b"x" * 300)


@pytest.mark.integration
def test_through_its_own_process(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(make_pdf([["영업 담당자는 준비합니다."], ["Преди срещата"]]))
    raw = read(path, "a.pdf", limits=Limits())
    assert (raw.text, raw.encoding, raw.markdown) == (
        "영업 담당자는 준비합니다.\n\nПреди срещата",
        "pdf",
        False,
    )
    path.write_bytes(make_pdf([[]]))
    with pytest.raises(UnreadableFile, match=r"a\.pdf holds pictures"):
        read(path, "a.pdf", limits=Limits())


@pytest.mark.parametrize(
    "rows",
    [
        ["Order value Discount", "up to 1,000 euros 0 %", "1,000 to 5,000 euros 3 %", "over 5,000 euros 6 %"],
        ["артикул цена", "малък филтър 12 лв.", "голям филтър 45 лв.", "кафемашина 450"],
    ],
)
def test_rows_of_a_table_that_end_in_a_figure_stay_apart(rows: list[str]) -> None:
    full = "Returns up to 500 euros are approved by the area manager; anything above goes to finance."
    assert paragraphs([[*rows, full]]) == [*rows, full]
    ragged = ["of the 12 lines of this list only these", "are shown here"]
    assert paragraphs([[*ragged, full]]) == [" ".join(ragged), full]
