from __future__ import annotations

import pytest

from api.schemas.ask import AskIn
from api.schemas.common import LANGUAGES, LanguageCode
from api.schemas.results import ResultOut
from tests.ui.driving import Data, looking, nodes, text
from tests.ui.standin import HOSTILE, REFUSALS, respond
from ui.answer_sheet import result_parts, turn_sheet
from ui.phrases import phrases

pytestmark = pytest.mark.unit


def shown(question: str, result: ResultOut | None = None, reader: LanguageCode = "en") -> Data:
    found = result or respond(AskIn(question=question))
    return turn_sheet(question, result_parts(question, found, phrases(reader))).data()


def only(root: Data, tag: str) -> list[Data]:
    return [node for node in nodes(root) if node["tag"] == tag]


def test_steps_are_a_numbered_list_in_their_order() -> None:
    root = shown("steps of a visit")
    (listed,) = only(root, "ol")
    assert [item["children"][0]["text"] for item in listed["children"]] == [
        "Prepare for the sale.",
        "Reflect on your past action.",
        "Compare prices.",
    ]


def test_bullets_are_a_list_and_a_paragraph_is_none() -> None:
    root = shown("what to bring")
    assert only(root, "ol") == []
    assert len(only(root, "ul")[0]["children"]) == 4
    assert [node["children"][0]["text"] for node in looking(shown("what is the funnel"), "lead")] == [
        "The customer funnel is a management model: you continually find, analyse and filter customers."
    ]


def test_the_answer_comes_before_its_sources_and_they_are_folded() -> None:
    root = shown("what to bring")
    order = [node.get("look") or node["tag"] for node in nodes(root)]
    assert order.index("question") < order.index("block") < order.index("sources") < order.index("related")
    (sources,) = looking(root, "sources")
    assert (sources["tag"], "open" in sources) == ("details", False)


def test_chips_are_links_to_their_citation_and_say_what_they_open() -> None:
    result = respond(AskIn(question="what to bring"))
    first, cited = looking(shown("", result), "chip")[0], result.citations[0]
    assert first["text"] == "1"
    assert first["action"] == ["source", "1"]
    assert (
        first["href"] == f"?document=visit.en&start={cited.start}&end={cited.end}&version=sha256%3A{cited.version[7:]}"
    )
    assert first["label"] == "Open source 1: Reseller visit"


def test_sources_are_told_once_for_each_text() -> None:
    (source,) = looking(shown("what to bring"), "source")
    assert text(source) == "Reseller visit Sales tools to bring 1 2 3 4 Source in Korean Reviewed 2026-11-22"


def test_a_text_in_another_language_and_by_a_machine_is_marked_so() -> None:
    root = shown("how about the stock")
    line = looking(root, "lead")[0]
    assert line["children"][0] == {"tag": "span", "text": "창고의 실제 재고를 셉니다.", "language": "ko"}
    assert "Text in Korean" in text(line)
    assert "Machine-made: tiny-llm" in text(looking(root, "source")[0])
    assert looking(root, "marked")


def test_a_line_with_sources_in_two_languages_is_in_the_answers() -> None:
    result = respond(AskIn(question="what to bring"))
    one = result.citations[0].model_copy(update={"language": "bg"})
    line = result.blocks[0].lines[0].model_copy(update={"citations": (1, 2)})
    block = result.blocks[0].model_copy(update={"lines": (line,)})
    mixed = result.model_copy(update={"blocks": (block,), "citations": (one, *result.citations[1:])})
    item = only(shown("", mixed), "li")[0]
    assert item["children"][0]["language"] == "en"
    assert [chip["text"] for chip in looking(item, "chip")] == ["1", "2"]


def test_a_number_without_a_citation_is_left_out() -> None:
    result = respond(AskIn(question="what to bring")).model_copy(update={"citations": ()})
    root = shown("", result)
    assert looking(root, "chip") == looking(root, "sources") == []


def test_what_was_understood_is_shown_only_where_it_differs() -> None:
    follow = respond(AskIn(question="and what to bring?", history=("steps of a visit",)))
    assert text(looking(shown("and what to bring?", follow), "understood")[0]) == (
        "Understood as: steps of a visit and what to bring?"
    )
    same = respond(AskIn(question="What to  BRING"))
    assert looking(shown("ｗhat to bring ", same), "understood") == []


def test_what_a_model_worded_and_what_is_missing_is_said() -> None:
    told = [text(note) for note in looking(shown("bring a fax model"), "note")]
    assert told == [
        "The texts do not cover: fax",
        "Worded by a language model; every sentence was checked against its sources.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_polite_and_offers_topics(language: LanguageCode) -> None:
    question = {"zh": "天气？", "ko": "날씨?", "bg": "времето?", "en": "weather?"}[language]
    root = shown(question, reader=language)
    assert REFUSALS[language] in text(looking(root, "refusal")[0])
    topics = looking(root, "topic")
    assert [topic["action"] for topic in topics] == [["topic", "0"], ["topic", "1"]]
    assert looking(root, "sources") == []


def test_hostile_text_stays_text() -> None:
    root = shown("hostile")
    held = [node for node in nodes(root) if HOSTILE in node.get("text", "")]
    assert held
    assert all(set(node) <= {"tag", "text", "look", "language"} for node in held)
    assert {node["href"][0] for node in nodes(root) if "href" in node} == {"?"}


def test_the_answers_language_is_told_to_the_browser() -> None:
    (answer,) = looking(shown("什么是客户漏斗", reader="en"), "answer")
    assert answer["language"] == "zh"
