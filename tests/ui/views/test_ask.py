from __future__ import annotations

import socket

import pytest

from tests.ui.driving import ONE_BY_ONE, Data, ask, click, looking, nodes, open_page, sheets, text, turns
from tests.ui.standin import OLD_VERSION, REFUSALS, TEXTS, TITLES, Standin, sections_of

pytestmark = pytest.mark.integration


def last_turn(page: object) -> Data:
    return turns(page)[-1]  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ONE_BY_ONE)
def test_every_example_question_gets_an_answer_in_its_language(service: Standin, language: str) -> None:
    for place in range(3):
        page = open_page(language)
        page.button(f"example-{place}").click().run()
        assert not page.exception
        assert service.asked[-1].language == language
        assert looking(last_turn(page), "answer")[0]["language"] == language
        assert looking(last_turn(page), "chip")


def test_an_answer_and_a_follow_up_with_the_questions_before_it(service: Standin) -> None:
    page = ask(ask(open_page(), "What should I bring?"), "And the steps?")
    assert [body.history for body in service.asked] == [(), ("What should I bring?",)]
    assert [text(looking(turn, "question")[0]) for turn in turns(page)] == [
        "What should I bring?",
        "And the steps?",
    ]
    assert text(looking(last_turn(page), "understood")[0]) == "Understood as: What should I bring? And the steps?"
    assert not page.exception


def test_what_failed_is_not_history(service: Standin) -> None:
    page = ask(open_page(), "first")
    service.fault = (500, "internal")
    ask(page, "second")
    service.fault = None
    ask(page, "third")
    assert service.asked[-1].history == ("first",)


def test_a_chip_opens_the_quote_in_its_section_and_the_address_can_be_shared(service: Standin) -> None:
    page = ask(open_page(), "What should I bring?")
    click(page, "turn-1-1", "source", "3")
    cited = sections_of("visit.en")[0].passages[2]
    assert page.query_params["start"] == str(cited.start)
    opened = sheets(page)["source"]
    assert [node["text"] for node in nodes(opened) if node["tag"] == "mark"] == ["Bring business cards."]
    assert len(turns(page)) == 1

    shared = open_page("ko", **page.query_params)
    again = sheets(shared)["source"]
    assert [node["text"] for node in nodes(again) if node["tag"] == "mark"] == ["Bring business cards."]
    assert "영어 본문" in text(again)
    assert not shared.exception


def test_a_chip_that_is_none_of_ours_does_nothing(service: Standin) -> None:
    page = ask(open_page(), "What should I bring?")
    for value in ("99", "-1", "x", "../../etc"):
        click(page, "turn-1-1", "source", value)
        click(page, "turn-1-1", "topic", value)
    assert "document" not in page.query_params
    assert len(turns(page)) == 1
    assert not page.exception


def test_a_suggestion_is_asked_by_itself_in_the_answers_language(service: Standin) -> None:
    page = ask(open_page("en"), "какво да взема")
    click(page, "turn-1-1", "topic", "0")
    asked = service.asked[-1]
    assert (asked.question, asked.language, asked.history) == ("Стъпките на посещението", "bg", ())
    assert looking(last_turn(page), "answer")[0]["language"] == "bg"
    ask(page, "а за клиенти Б?")
    assert service.asked[-1].history == ("какво да взема", "Стъпките на посещението")


@pytest.mark.parametrize("language", ONE_BY_ONE)
def test_a_refusal_offers_its_topics(service: Standin, language: str) -> None:
    question = {
        "zh": "今天天气？",
        "ko": "오늘 날씨?",
        "bg": "Какво е времето?",
        "en": "What is the weather?",
    }[language]
    page = ask(open_page(language), question)
    assert REFUSALS[language] in text(last_turn(page))  # type: ignore[index]
    click(page, "turn-1-1", "topic", "1")
    assert service.asked[-1].question == sections_of(f"funnel.{language}")[0].path[0]
    assert looking(last_turn(page), "chip")


def test_a_new_conversation_begins_empty(service: Standin) -> None:
    page = ask(open_page(), "What should I bring?")
    page.button("start-over").click().run()
    assert turns(page) == []
    assert page.button("example-0").label == "How do I prepare for a reseller visit?"
    ask(page, "And the steps?")
    assert service.asked[-1].history == ()
    assert [key for key in sheets(page) if key.startswith("turn-")] == ["turn-2-1"]


def test_a_question_sent_while_a_new_conversation_begins_is_kept(service: Standin) -> None:
    page = ask(open_page(), "What should I bring?")
    page.button("start-over").click()
    ask(page, "And the steps?")
    assert [text(looking(turn, "question")[0]) for turn in turns(page)] == ["And the steps?"]
    assert service.asked[-1].history == ()


def test_a_megabyte_is_not_sent_and_not_kept(service: Standin) -> None:
    page = ask(open_page(), "ж" * 1_000_000)
    assert service.asked == []
    assert "That question is too long." in text(last_turn(page))
    assert len(text(last_turn(page))) < 1000
    ask(page, "What should I bring?")
    assert service.asked[-1].history == ()


def test_the_longest_question_is_sent_and_white_space_is_not(service: Standin) -> None:
    page = ask(open_page(), "w" * 8000)
    assert len(service.asked[-1].question) == 8000
    ask(page, "  \n ")
    assert len(service.asked) == 1
    assert not page.exception


def test_odd_input_is_asked_as_it_is(service: Standin) -> None:
    page = ask(open_page(), "😀 <script>alert(1)</script> :red[x] $x$")
    assert looking(last_turn(page), "question")[0]["text"] == "😀 <script>alert(1)</script> :red[x] $x$"
    assert not page.exception


def test_a_dead_service_is_said_without_a_trace_and_can_be_tried_again(
    service: Standin, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        monkeypatch.setenv("FIELDCOACH_API", f"http://127.0.0.1:{held.getsockname()[1]}")
        page = ask(open_page("bg"), "Какво да взема?")
        assert "Услугата за отговори не работи." in text(last_turn(page))
        assert not page.exception
        assert not page.error
    monkeypatch.setenv("FIELDCOACH_API", service.url)
    page.button("again-turn-1-1").click().run()
    assert looking(last_turn(page), "chip")
    assert len(turns(page)) == 1


def test_a_slow_service_is_said(service: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    service.delay = 1.0
    monkeypatch.setenv("FIELDCOACH_API_SECONDS", "0.2")
    page = ask(open_page("zh"), "要带什么？")
    assert "服务响应太慢" in text(last_turn(page))


@pytest.mark.parametrize("name", ["FIELDCOACH_API", "FIELDCOACH_API_SECONDS"])
def test_a_wrong_setting_is_named_on_the_page(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "nonsense")
    page = open_page()
    assert name in page.text[0].value
    assert not page.exception


def test_the_token_goes_along(service: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELDCOACH_SERVICE_TOKEN", "local")
    ask(open_page(), "What should I bring?")
    assert set(service.keys) == {"Bearer local"}


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ({"document": "removed.en", "start": "0", "end": "3"}, "removed from the library"),
        ({"document": "no.en", "start": "0", "end": "3"}, "not in the library"),
        ({"document": "visit.en", "start": "0", "end": "3", "version": "sha256:no"}, "not in the library"),
        ({"document": "visit.en", "start": "9", "end": "3"}, "does not lead to a passage"),
        ({"document": "visit.en", "start": "1", "end": "99999"}, "does not lead to a passage"),
        ({"document": "../../ask", "start": "1", "end": "2"}, "not in the library"),
    ],
)
def test_a_link_that_leads_nowhere_says_why(service: Standin, link: dict[str, str], said: str) -> None:
    page = open_page(**link)
    assert said in text(sheets(page)["source"])
    assert not page.exception


def test_a_link_to_an_earlier_version_still_shows_it(service: Standin) -> None:
    page = open_page(document="visit.en", start="27", end="39", version=OLD_VERSION)
    opened = sheets(page)["source"]
    assert [node["text"] for node in nodes(opened) if node["tag"] == "mark"] == ["Bring a fax."]
    assert "an earlier version" in text(opened)


def test_the_language_is_the_browsers_then_the_one_chosen_and_stays_in_the_address(service: Standin) -> None:
    page = open_page("ko-KR")
    assert page.button("example-1").label == "고객 깔때기가 무엇인가요?"
    assert "lang" not in page.query_params
    ask(page, "대리점 방문에 무엇을 챙기나요?")
    page.selectbox("language-picker").set_value("bg").run()
    assert page.query_params["lang"] == "bg"
    assert page.button("start-over").label == "Нов разговор"
    assert TITLES["visit"]["ko"] in text(last_turn(page))

    assert open_page("ko-KR", lang="bg").button("example-1").label == "Какво е клиентската фуния?"
    assert open_page("ko-KR", lang="tlh").button("example-1").label == "고객 깔때기가 무엇인가요?"


def test_the_picker_names_each_language_in_itself(service: Standin) -> None:
    assert open_page().selectbox("language-picker").options == ["中文", "한국어", "Български", "English"]


def test_hostile_documents_reach_no_markdown_or_html(service: Standin) -> None:
    page = ask(open_page(), "hostile")
    click(page, "turn-1-1", "source", "1")
    assert TEXTS["hostile.en"].split("“first”")[0][-20:] in text(sheets(page)["source"])
    elsewhere = [element.value for element in (*page.markdown, *page.caption, *page.title, *page.text)]
    assert elsewhere == []
    labels = [element.label for element in page.button]
    assert not any("script" in label for label in labels)
