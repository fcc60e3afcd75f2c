from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from api.schemas.materials import ChecklistIn
from tests.ui.driving import ONE_BY_ONE, Data, ask, click, looking, open_page, sheets, text, turns
from tests.ui.standin import Standin
from tests.ui.working import worksheet

pytestmark = pytest.mark.integration

TURN = "turn-1-1"
REFUSED = "What is the weather?"


def tools(turn: Data) -> dict[str, Data]:
    return {text(tool): tool for tool in looking(turn, "tool")}


def answered(language: str = "en") -> AppTest:
    return ask(open_page(language), "What should I bring?")


def test_an_answer_can_be_copied_with_its_sources(service: Standin) -> None:
    copied = tools(turns(answered())[0])["Copy"]["copied"]
    assert copied.startswith("What should I bring?\n\n• Bring every sales tool")
    assert "• Bring business cards. [3]" in copied
    assert copied.endswith("[4] Reseller visit › Sales tools to bring")


def test_useful_is_sent_at_once_and_stays_pressed(service: Standin) -> None:
    page = click(answered(), TURN, "vote", "useful")
    (said,) = service.journal.feedback
    assert (said.id, said.useful, said.reason, said.expected_answer) == ("a-1", True, None, False)
    assert tools(turns(page)[0])["Useful"]["pressed"] == "true"
    assert tools(turns(page)[0])["Not useful"]["pressed"] == "false"
    assert [caption.value for caption in page.caption] == ["Thank you."]


def test_not_useful_asks_why(service: Standin) -> None:
    page = click(answered(), TURN, "vote", "not_useful")
    assert [said.useful for said in service.journal.feedback] == [False]
    page.button_group(f"reason-{TURN}").select("outdated")
    page.text_input(f"comment-{TURN}").set_value("  the price list is new  ")
    next(button for button in page.button if button.label == "Send").click().run()
    assert not page.exception
    last = service.journal.feedback[-1]
    assert (last.useful, last.reason, last.comment) == (False, "outdated", "the price list is new")
    assert not page.text_input
    assert "better" in page.caption[0].value


def test_a_vote_that_is_none_of_ours_does_nothing(service: Standin) -> None:
    page = answered()
    for said in ("", "great", "../x"):
        click(page, TURN, "vote", said)
    assert service.journal.feedback == []
    assert not page.exception


def test_a_vote_that_can_not_be_sent_is_not_shown_as_given(service: Standin) -> None:
    page = answered()
    service.fault = (503, "not_ready")
    click(page, TURN, "vote", "useful")
    assert tools(turns(page)[0])["Useful"]["pressed"] == "false"
    assert "still loading" in text(sheets(page)["vote-1"])


@pytest.mark.parametrize("language", ONE_BY_ONE)
def test_of_a_refusal_one_can_say_that_an_answer_was_expected(service: Standin, language: str) -> None:
    page = click(ask(open_page(language), REFUSED), TURN, "vote", "expected")
    (said,) = service.journal.feedback
    assert (said.useful, said.expected_answer) == (False, True)
    assert [tool.get("pressed") for tool in looking(turns(page)[0], "tool")] == ["true", None]


def test_the_reason_is_asked_for_the_last_answer_only(service: Standin) -> None:
    page = click(answered(), TURN, "vote", "not_useful")
    ask(page, "And the steps?")
    assert not page.text_input


def test_a_task_is_handed_to_the_checklists(service: Standin) -> None:
    page = answered()
    click(page, TURN, "checklist", "")
    assert not page.exception
    assert service.desk.orders == [ChecklistIn(task="What should I bring?", language="en")]
    assert worksheet(page, "checks-")


def test_where_to_go_on_comes_after_what_a_vote_leads_to(service: Standin) -> None:
    page = answered()
    assert looking(turns(page)[0], "related")
    click(page, TURN, "vote", "not_useful")
    assert looking(turns(page)[0], "related") == []
    keys = list(sheets(page))
    assert keys.index(TURN) < keys.index(f"on-{TURN}")
    click(page, f"on-{TURN}", "topic", "0")
    assert len(turns(page)) == 2


def test_an_answer_whose_lines_come_slowly_is_shown_whole_in_the_end(service: Standin) -> None:
    page = ask(open_page(), "slowly: what should I bring?")
    assert not page.exception
    assert len(looking(turns(page)[-1], "chip")) >= 4
