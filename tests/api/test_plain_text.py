"""A result as a chat client shows it: marks, sources on one line each, what the texts lack in the answer's language."""

from __future__ import annotations

import pytest

from api.plain_text import text_of
from api.schemas.ask import ANSWER_EXAMPLE, REFUSAL_EXAMPLE
from api.schemas.results import ResultOut

pytestmark = pytest.mark.unit


def result(**changes: object) -> ResultOut:
    return ResultOut.model_validate({**ANSWER_EXAMPLE, **changes})


def test_an_answer_ends_with_its_sources() -> None:
    assert text_of(result()) == "1. 창고의 실제 재고를 센다. [1]\n\n[1] 대리점 방문 › 재고 확인"


def test_a_title_that_opens_the_path_is_said_once() -> None:
    cited = {**ANSWER_EXAMPLE["citations"][0], "section": ["대리점 방문", "재고\n확인"]}
    assert text_of(result(citations=[cited])).endswith("\n[1] 대리점 방문 › 재고 확인")


def test_a_section_is_named_once_for_all_its_numbers() -> None:
    one = ANSWER_EXAMPLE["citations"][0]
    cited = [{**one, "number": number} for number in (1, 2, 3, 5, 6)]
    cited += [{**one, "number": 4, "section": ["가격"]}, {**one, "number": 7, "document": "other.ko"}]
    assert text_of(result(citations=cited)).split("\n\n")[-1] == (
        "[1]–[3] [5] [6] 대리점 방문 › 재고 확인\n[4] 대리점 방문 › 가격\n[7] 대리점 방문 › 재고 확인"
    )


@pytest.mark.parametrize(("style", "mark"), [("bullets", "- "), ("checks", "- [ ] "), ("paragraph", "")])
def test_blocks(style: str, mark: str) -> None:
    line = {"id": "l", "text": "a\u2028b\n c", "citations": [1, 2]}
    blocks = [{"style": style, "heading": "H", "lines": [line]}, {"style": style, "lines": [{**line, "citations": []}]}]
    assert text_of(result(blocks=blocks, citations=[])) == f"**H**\n{mark}a b c [1][2]\n\n{mark}a b c"


def test_what_the_texts_lack_is_named() -> None:
    assert "\n\nТекстовете не обхващат:\n- баница\n" in text_of(result(language="bg", uncovered=["баница"]))


def test_a_refusal_names_the_nearest_topics() -> None:
    assert text_of(ResultOut.model_validate(REFUSAL_EXAMPLE)) == (
        "Текстовете не отговарят на този въпрос.\n- Подготовка за посещението"
    )
