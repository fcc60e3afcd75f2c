from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.driving import ONE_BY_ONE, ask, click, go, looking, open_page, sheets, text, turns
from tests.ui.standin import Standin

pytestmark = pytest.mark.integration


def gaps(language: str = "en") -> AppTest:
    return go(open_page(language), "gaps")


def desk(group: str = "group-g1") -> AppTest:
    page = click(gaps(), "gaps-list", "open", group)
    assert not page.exception
    return page


def press(page: AppTest, key: str) -> AppTest:
    page.button(key).click().run()
    assert not page.exception
    return page


@pytest.mark.parametrize("language", ONE_BY_ONE)
def test_refused_questions_are_listed_by_meaning(service: Standin, language: str) -> None:
    page = gaps(language)
    cards = looking(sheets(page)["gaps-list"], "card")
    assert [text(looking(card, "asked")[0]) for card in cards] == [
        "How much discount may I give?",
        "What is the weather like in Sofia?",
    ]
    assert looking(cards[0], "marked")
    assert not looking(cards[1], "marked")
    assert not page.exception


def test_questions_are_led_to_the_nearest_section_and_back(service: Standin) -> None:
    page = press(desk(), "gap-go")
    (closing,) = service.journal.closings
    assert (closing.action, closing.document, closing.gaps) == ("attach", "visit.en", ("g1", "g2", "g3"))
    assert "3 questions now lead to their section." in text(sheets(page)["gaps-last-said"])
    assert len(looking(sheets(page)["gaps-list"], "card")) == 1
    press(page, "undo-last")
    assert service.journal.closings == []
    assert len(looking(sheets(page)["gaps-list"], "card")) == 2
    assert "gaps-last-said" not in sheets(page)


def test_what_means_something_else_is_left_out(service: Standin) -> None:
    page = desk()
    page.checkbox("gap-take-g2").uncheck().run()
    press(page, "gap-go")
    assert service.journal.closings[0].gaps == ("g1", "g3")


def test_without_any_question_nothing_can_be_done(service: Standin) -> None:
    page = desk()
    for gap in ("g1", "g2", "g3"):
        page.checkbox(f"gap-take-{gap}").uncheck().run()
    assert page.button("gap-go").disabled


def test_another_section_can_be_chosen_and_is_shown(service: Standin) -> None:
    page = desk()
    page.radio("gap-near").set_value(1).run()
    page.selectbox("gap-document").set_value("funnel.bg").run()
    assert "Клиентската фуния" in text(sheets(page)["gap-section-text"])
    press(page, "gap-go")
    assert service.journal.closings[0].document == "funnel.bg"


@pytest.mark.parametrize(("kind", "expected"), [("near", "decoy"), ("far", "decoy")])
def test_questions_can_stay_without_an_answer(service: Standin, kind: str, expected: str) -> None:
    page = desk("group-g4")
    page.radio("gap-action").set_value("decoy").run()
    page.radio("gap-kind").set_value(kind).run()
    press(page, "gap-go")
    assert [closing.action for closing in service.journal.closings] == [expected]


def test_questions_are_handed_over_finished_and_listed(service: Standin) -> None:
    page = desk()
    page.radio("gap-action").set_value("hand_over").run()
    press(page, "gap-go")
    assert [one.value for one in page.warning] == ["Choose or type a name"]
    assert service.journal.closings == []
    page.selectbox("gap-owner").set_value("Мария Иванова")
    page.text_input("gap-note").set_value("by Friday")
    press(page, "gap-go")
    (closing,) = service.journal.closings
    assert (closing.action, closing.owner, closing.done) == ("hand_over", "Мария Иванова", False)
    page.button_group("gaps-shelf").set_value("handed_over").run()
    assert "Still to be written" in text(sheets(page)["gaps-closings"])
    click(page, "gaps-closings", "finish", closing.id)
    assert service.journal.closings[0].done
    assert "Nothing waits to be written." in text(sheets(page)["gaps-none"])
    assert "gaps-last-said" not in sheets(page)
    page.button_group("gaps-shelf").set_value("done").run()
    assert "Written" in text(sheets(page)["gaps-closings"])
    click(page, "gaps-closings", "undo", closing.id)
    assert "Nothing yet." in text(sheets(page)["gaps-none"])
    assert service.journal.closings == []


def test_what_was_done_names_a_question_once_and_its_text_by_title(service: Standin) -> None:
    page = press(desk(), "gap-go")
    (closing,) = service.journal.closings
    service.journal.closings[0] = closing.model_copy(update={"questions": (*closing.questions, closing.questions[0])})
    page.button_group("gaps-shelf").set_value("done").run()
    (card,) = looking(sheets(page)["gaps-closings"], "card")
    assert text(looking(card, "asked")[0]) == "How much discount may I give? ×2"
    assert len(looking(card, "asked")) == 3
    assert "Reseller visit" in text(card)


def test_setting_aside(service: Standin) -> None:
    page = desk("group-g4")
    page.radio("gap-action").set_value("dismiss").run()
    press(page, "gap-go")
    assert [closing.action for closing in service.journal.closings] == ["dismiss"]


def test_managers_see_and_do_not_close(service: Standin) -> None:
    service.roles["k"] = "manager"
    page = open_page()
    page.text_input("sign-in-key").set_value("k")
    page.button[0].click().run()
    go(page, "gaps")
    assert looking(sheets(page)["gaps-list"], "card")
    assert looking(sheets(page)["gaps-list"], "tool") == []
    assert page.button_group("gaps-shelf").options != []


def test_nothing_open_is_good_news(service: Standin) -> None:
    service.journal.quiet = True
    assert "Nothing is open here." in text(sheets(gaps())["gaps-none"])


def test_a_service_in_trouble_is_said(service: Standin) -> None:
    page = open_page()
    service.fault = (503, "not_ready")
    go(page, "gaps")
    assert "still loading" in text(sheets(page)["gaps-trouble"])
    assert not page.exception


def test_a_refusal_is_closed_from_the_conversation_and_asked_again(service: Standin) -> None:
    page = ask(open_page(), "What is the weather?")
    click(page, "turn-1-1", "gap", "a-2")
    assert "What is the weather?" in text(sheets(page)["gap-question"])
    press(page, "gap-go")
    assert service.journal.closings[0].gaps == ("a-2",)
    assert "This gap is closed." in text(sheets(page)["closed-turn-1-1"])
    press(page, "undo-turn-1-1")
    assert service.journal.closings == []
    assert "closed-turn-1-1" not in sheets(page)
    click(page, "turn-1-1", "gap", "a-2")
    press(page, "gap-go")
    asked = len(service.asked)
    press(page, "closed-again-turn-1-1")
    assert len(service.asked) == asked + 1
    assert len(turns(page)) == 1


def test_who_may_not_close_is_not_offered_it(service: Standin) -> None:
    service.roles["k"] = "rep"
    page = open_page()
    page.text_input("sign-in-key").set_value("k")
    page.button[0].click().run()
    ask(page, "What is the weather?")
    assert [text(tool) for tool in looking(turns(page)[-1], "tool")] == ["I expected an answer"]
