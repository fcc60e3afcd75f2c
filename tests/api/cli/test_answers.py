"""Wide characters are counted as wide: long answers hang below their number and no line is too long."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from api.cli.answers import show_result
from api.schemas.ask import ANSWER_EXAMPLE
from api.schemas.results import LineOut, ResultOut

pytestmark = pytest.mark.unit

LONG = {
    "zh": "拜访经销商之前要先确认路线和时间，再准备样品、合同、名片和价格表。" * 3,
    "ko": "대리점을 방문하기 전에 경로와 시간을 확인하고 견본과 계약서를 준비한다. " * 3,
    "bg": "Преди посещението търговецът уточнява маршрута, часа и подготвя мострите. " * 3,
}


@pytest.mark.parametrize("language", list(LONG))
@pytest.mark.parametrize("style", ["steps", "bullets", "checks", "paragraph"])
def test_lines_hang_and_fit(language: str, style: str) -> None:
    lines = tuple(LineOut(id=str(n), text=LONG[language], citations=(n,)) for n in range(1, 12))
    result = ResultOut.model_validate(
        {
            "id": "1", "kind": "answer", "language": language, "question_used": "", "written_by": "extract",
            "blocks": ({"style": style, "heading": "제목", "lines": lines},), "citations": (), "elapsed_ms": 1,
        }
    )  # fmt: skip
    out = io.StringIO()
    show_result(result, Console(file=out, width=40, highlight=False))
    shown = out.getvalue().splitlines()
    assert max(cell_len(line) for line in shown) <= 40
    body = [line for line in shown if line.strip() and line.strip() != "제목"]
    indents = {len(line) - len(line.lstrip()) for line in body}
    expected = {"steps": {1, 2, 5}, "bullets": {1, 3}, "checks": {1, 3}, "paragraph": {0}}[style]
    assert indents == expected
    # Nothing is lost in wrapping, whatever the width of its characters.
    assert "".join("".join(body).split()).count("".join(LONG[language].split())) == len(lines)


@pytest.mark.parametrize(("written_by", "quoted"), [("extract", 0), ("model", 4)])
def test_a_section_is_named_once_and_quoted_where_a_model_wrote(written_by: str, quoted: int) -> None:
    one = ANSWER_EXAMPLE["citations"][0]
    cited = [{**one, "number": number, "quote": f"인용 {number}"} for number in (1, 2, 3)]
    cited.append({**one, "number": 4, "quote": "인용 4", "anchor": "price", "section": ["가격"]})
    result = ResultOut.model_validate({**ANSWER_EXAMPLE, "citations": cited, "written_by": written_by})
    out = io.StringIO()
    show_result(result, Console(file=out, width=120, highlight=False))
    sources = out.getvalue().partition("Sources")[2]
    assert "[1]–[3] 대리점 방문 › 재고 확인" in sources
    assert "[4] 대리점 방문 › 가격" in sources
    assert sources.count("재고 확인") == 1
    assert sources.count("“인용 ") == quoted
