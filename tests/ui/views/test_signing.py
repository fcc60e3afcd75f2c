from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.driving import ONE_BY_ONE, ask, go, looking, open_page, sheets, text, turns
from tests.ui.standin import Standin

pytestmark = pytest.mark.integration


def sign_in(page: AppTest, key: str) -> AppTest:
    page.text_input("sign-in-key").set_value(key)
    return page.button[0].click().run()


def test_without_keys_nobody_is_asked(service: Standin) -> None:
    page = open_page()
    assert not page.get("text_input")
    assert [button.key for button in page.button if button.key == "sign-out"] == []


@pytest.mark.parametrize("language", ONE_BY_ONE)
def test_where_the_service_wants_a_key_it_is_asked_for(service: Standin, language: str) -> None:
    service.roles["k-rep"] = "rep"
    page = open_page(language)
    assert len(page.chat_input) == 0
    assert page.text_input("sign-in-key").proto.type == page.text_input("sign-in-key").proto.PASSWORD
    assert not page.exception


def test_a_wrong_key_is_said_and_a_right_one_lets_in(service: Standin) -> None:
    service.roles["k-rep"] = "rep"
    page = sign_in(open_page(), "wrong")
    assert "not accepted" in page.error[0].value
    sign_in(page, "")
    assert "Paste your key first." in page.warning[0].value
    sign_in(page, " k-rep ")
    assert len(page.chat_input) == 1
    ask(page, "What should I bring?")
    assert service.keys[-1] == "Bearer k-rep"
    assert looking(turns(page)[-1], "chip")


def test_signing_out_forgets_key_and_conversation(service: Standin) -> None:
    service.roles["k-rep"] = "rep"
    page = ask(sign_in(open_page(), "k-rep"), "What should I bring?")
    page.button("sign-out").click().run()
    assert page.text_input("sign-in-key").value == ""
    assert turns(page) == []
    sign_in(page, "k-rep")
    assert turns(page) == []


def test_a_key_that_was_revoked_asks_again_and_the_question_waits(service: Standin) -> None:
    service.roles |= {"k-rep": "rep", "k-new": "rep"}
    page = sign_in(open_page(), "k-rep")
    del service.roles["k-rep"]
    ask(page, "What should I bring?")
    assert len(page.chat_input) == 0
    assert "Your key is not accepted any more." in text(sheets(page)["sign-in-refused"])
    sign_in(page, "k-new")
    assert "sign-in-refused" not in sheets(page)
    assert looking(turns(page)[-1], "chip")
    page.button("sign-out").click().run()
    assert "sign-in-refused" not in sheets(page)
    assert not page.exception


@pytest.mark.parametrize(
    ("role", "path", "allowed"),
    [("rep", "gaps", False), ("manager", "gaps", True), ("hr", "gaps", True), ("admin", "gaps", True)],
)
def test_a_view_is_for_its_roles(service: Standin, role: str, path: str, allowed: bool) -> None:
    service.roles["k"] = role  # type: ignore[assignment]
    page = sign_in(open_page(), "k")
    go(page, path)
    assert ("not-allowed" in sheets(page)) is not allowed
    if not allowed:
        assert "Your role does not allow this." in text(sheets(page)["not-allowed"])
    assert not page.exception
