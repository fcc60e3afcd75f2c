from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from api.schemas.common import LanguageCode
from api.schemas.materials import TrainingIn
from tests.ui.driving import ONE_BY_ONE, click, go, looking, open_page, sheets, text
from tests.ui.standin import Standin
from tests.ui.standin_making import NOTHING, sample
from tests.ui.working import happen, worksheet, worksheets

pytestmark = pytest.mark.integration

TOPICS = {"zh": "拜访经销商", "ko": "대리점 방문", "bg": "посещение", "en": "visits"}


def open_view(language: str = "en") -> AppTest:
    return go(open_page(language), "training")


def submit(page: AppTest) -> AppTest:
    return next(one for one in page.button if str(one.key).startswith("FormSubmitter")).click().run()


def made(language: str = "en", topic: str = "visits") -> AppTest:
    page = open_view(language)
    page.text_input("training-topic").set_value(topic)
    return submit(page)


def quiz(language: str = "en") -> AppTest:
    page = made(language, TOPICS[language])
    return page.segmented_control("module-sheet-1").set_value("quiz").run()


def part(page: AppTest, name: str) -> AppTest:
    return page.segmented_control("training-part").set_value(name).run()


def give(page: AppTest, item: str, given: object, **more: object) -> AppTest:
    return happen(page, "quiz-", "answer", {"id": item, "given": given, "ease": "good", **more})


@pytest.mark.parametrize("language", ONE_BY_ONE)
def test_a_module_with_its_agenda_points_and_cards(service: Standin, language: LanguageCode) -> None:
    page = made(language, TOPICS[language])
    assert not page.exception
    module = sample("training", language)
    shown = sheets(page)["module-1"]
    agenda = looking(shown, "agenda")[0]
    minutes = [block.minutes for block in module.blocks if block.key == "agenda"]
    assert [text(cell).split()[0].rstrip("분") for cell in looking(agenda, "minutes")] == [str(n) for n in minutes]
    assert len(looking(shown, "role-cards")[0]["children"]) == 3
    for block in module.blocks:
        for line in block.lines:
            assert line.text in text(shown)


def test_what_the_texts_lack_stands_above_the_module(service: Standin) -> None:
    shown = sheets(made("en", "visits and fax machines"))
    assert "fax" in text(shown["uncovered-module-1"])
    assert list(shown).index("uncovered-module-1") < list(shown).index("module-1")
    assert "uncovered-module-1" not in sheets(made())


def test_the_whole_form_goes_along(service: Standin) -> None:
    page = open_view()
    page.text_input("training-topic").set_value(" visits ")
    page.text_input("training-learners").set_value("new reps")
    page.number_input("training-minutes").set_value(90)
    page.number_input("training-seed").set_value(7)
    submit(page)
    assert service.desk.orders == [TrainingIn(topic="visits", learners="new reps", minutes=90, seed=7)]
    page = page.segmented_control("module-sheet-1").set_value("quiz").run()
    page.button("other-quiz").click().run()
    assert service.desk.orders[-1].seed == 8
    assert not page.exception


def test_without_a_topic_it_says_what_is_missing(service: Standin) -> None:
    assert submit(open_view()).warning[0].value == "Write a topic first."
    assert service.desk.orders == []


def test_the_key_is_not_in_the_browser_before_an_answer(service: Standin) -> None:
    page = quiz()
    data = worksheet(page, "quiz-")
    assert {"answer", "explanation"}.isdisjoint({key for item in data["fixed"]["items"] for key in item})
    assert data["now"]["outcomes"] == {}
    module = sample("training", "en")
    assert {item["type"] for item in data["fixed"]["items"]} == {"choice", "true_false", "order", "match", "gap"}
    assert [item["prompt"] for item in data["fixed"]["items"]] == [item.prompt for item in module.quiz]


def test_right_answers_of_all_five_types_and_each_is_written_down(service: Standin) -> None:
    page = quiz()
    items = sample("training", "en").quiz
    for item in items:
        given = item.answer[0] if item.type == "gap" else item.answer
        give(page, item.id, given)
    outcomes = worksheet(page, "quiz-")["now"]["outcomes"]
    assert [outcomes[item.id]["right"] for item in items] == [True] * len(items)
    assert len(service.desk.cards) == len(items)
    assert outcomes[items[0].id]["due"] == "Asked again: 2126-11-25"
    assert all(one["after"][0]["children"] for one in outcomes.values())
    assert not page.exception


def test_a_wrong_answer_is_explained_with_what_was_right(service: Standin) -> None:
    page = quiz()
    item = next(item for item in sample("training", "en").quiz if item.type == "order")
    assert isinstance(item.answer, tuple)
    give(page, item.id, list(reversed(item.answer)))
    outcome = worksheet(page, "quiz-")["now"]["outcomes"][item.id]
    assert outcome["right"] is False
    assert outcome["answer"] == [item.options[index] for index in item.answer if isinstance(index, int)]
    assert outcome["given"] == list(reversed(outcome["answer"]))
    # It says no more than the list of steps does.
    assert outcome["explanation"] == ""


def test_of_a_true_or_false_question_it_is_said_which_it_was(service: Standin) -> None:
    page = quiz()
    item = next(item for item in sample("training", "en").quiz if item.type == "true_false")
    give(page, item.id, None)
    outcome = worksheet(page, "quiz-")["now"]["outcomes"][item.id]
    assert outcome["answer"] == ["True" if item.answer is True else "False"]


def test_giving_up_is_wrong_and_an_answer_counts_once(service: Standin) -> None:
    page = quiz()
    item = sample("training", "en").quiz[0]
    give(page, item.id, None)
    give(page, item.id, item.answer)
    assert worksheet(page, "quiz-")["now"]["outcomes"][item.id]["right"] is False
    assert service.desk.cards[f"c-{item.id}"].given is None


def test_the_wrong_ones_are_tried_again_and_then_all(service: Standin) -> None:
    page = quiz()
    items = sample("training", "en").quiz
    for place, item in enumerate(items):
        give(page, item.id, None if place < 2 else (item.answer[0] if item.type == "gap" else item.answer))
    happen(page, "quiz-", "again", "wrong")
    data = worksheet(page, "quiz-")
    assert [item["id"] for item in data["fixed"]["items"]] == [item.id for item in items[:2]]
    assert data["now"]["outcomes"] == {}
    happen(page, "quiz-", "again", "all")
    assert len(worksheet(page, "quiz-")["fixed"]["items"]) == len(items)
    assert not page.exception


def test_an_answer_that_did_not_arrive_can_be_given_again(service: Standin) -> None:
    page = quiz()
    item = sample("training", "en").quiz[0]
    service.fault = (500, "internal")
    give(page, item.id, item.answer)
    first = worksheet(page, "quiz-")["now"]
    assert (first["outcomes"], bool(first["failed"])) == ({}, True)
    give(page, item.id, item.answer)
    assert worksheet(page, "quiz-")["now"]["failed"] not in {"", first["failed"]}
    assert "title internal" in text(sheets(page)["trouble-quiz"])
    service.fault = None
    give(page, item.id, item.answer)
    assert worksheet(page, "quiz-")["now"]["outcomes"][item.id]["right"] is True
    assert "trouble-quiz" not in sheets(page)


def test_nonsense_from_a_browser_is_no_answer(service: Standin) -> None:
    page = quiz()
    for value in (None, "x", 3, {"id": "no"}, {"id": [1]}, {"id": "q1", "given": {"a": 1}}):
        happen(page, "quiz-", "answer", value)
        assert not page.exception
    happen(page, "quiz-", "source", "q1/99")
    happen(page, "quiz-", "source", 7)
    assert not page.exception
    assert service.desk.cards == {}
    assert "document" not in page.query_params


def test_the_source_of_an_explanation_opens(service: Standin) -> None:
    page = quiz()
    item = sample("training", "en").quiz[0]
    give(page, item.id, None)
    happen(page, "quiz-", "source", f"{item.id}/0")
    cited = {one.number: one for one in sample("training", "en").citations}[item.citations[0]]
    assert page.query_params["document"] == cited.document


def test_what_is_due_is_practised_with_how_easy_it_was(service: Standin) -> None:
    page = quiz("bg")
    items = sample("training", "bg").quiz[:2]
    for item in items:
        give(page, item.id, None)
    part(page, "practice")
    assert "2 въпроса чакат да бъдат повторени." in text(sheets(page)["say-event_repeat"])
    page.button("start-drill").click().run()
    data = worksheet(page, "quiz-drill")
    assert data["fixed"]["ease"] is True
    assert data["fixed"]["items"][0]["topic"]
    happen(page, "quiz-drill", "answer", {"id": f"c-{items[0].id}", "given": items[0].answer, "ease": "easy"})
    assert service.desk.reviews[0][1].ease == "easy"
    assert worksheet(page, "quiz-drill")["now"]["outcomes"][f"c-{items[0].id}"]["right"] is True
    happen(page, "quiz-drill", "answer", {"id": f"c-{items[1].id}", "given": None, "ease": "nonsense"})
    assert service.desk.reviews[1][1].ease == "good"
    happen(page, "quiz-drill", "again", "all")
    assert worksheets(page) == {}
    assert "Сега няма какво да се повтаря." in text(sheets(page)["say-task_alt"])


def test_nothing_learned_yet_says_what_to_do(service: Standin) -> None:
    page = part(open_view(), "practice")
    assert "Nothing to practise yet." in text(sheets(page)["say-school"])


def test_the_board_says_it_in_words_and_the_worst_comes_first(service: Standin) -> None:
    page = part(open_view("ko"), "readiness")
    board = sheets(page)["own-board"]
    assert [text(level) for level in looking(board, "level")] == [
        "연습 필요",
        "거의 다 됨",
        "준비됨",
        "아직 답이 부족함",
    ]
    assert [node["share"] for node in looking(board, "meter")] == [0.35, 0.7, 0.95]
    assert "board-0" not in sheets(page)


def test_others_are_seen_only_where_it_is_switched_on(service: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    service.desk.shared = True
    page = part(open_view(), "readiness")
    assert text(sheets(page)["person-0"]) == "Мария"
    service.roles["r"] = "rep"
    monkeypatch.setenv("FIELDCOACH_SERVICE_TOKEN", "r")
    page = open_view()
    assert page.segmented_control("training-part").options == ["Practice", "Readiness"]
    part(page, "readiness")
    assert "person-0" not in sheets(page)
    assert "under the name of your key" in text(sheets(page)["board-note"])


def test_a_refusal_offers_topics_that_become_modules(service: Standin) -> None:
    page = made("en", f"{NOTHING} bread")
    click(page, "refusal-module", "topic", "0")
    assert service.desk.orders[-1] == TrainingIn(topic="Visiting a reseller", language="en")
    assert "module-1" in sheets(page)
