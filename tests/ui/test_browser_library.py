"""Library, gaps and signing in, each once in a real headless browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.ui.standin import Standin
from tests.ui.visiting import DESK, PHONE, Visit

pytestmark = pytest.mark.browser

NOTES = "# Бележки от обучението\n\n## Отстъпки\n\n- До пет процента без питане.\n- Повече с одобрение.\n"


@pytest.mark.parametrize("visit", [("bg-BG", PHONE)], indirect=True)
def test_the_library_on_a_phone(visit: Visit, service: Standin) -> None:
    page = visit.page
    visit.open("library")
    expect(page.locator(".card")).to_have_count(3)
    assert visit.fits()
    page.get_by_role("button", name="Отвори на 한국어: 대리점 방문").click()
    expect(page).to_have_url(re.compile("text=visit.ko"))
    # The editions to open, and those to stand beside it.
    expect(page.get_by_test_id("stButtonGroup")).to_have_count(2)
    page.get_by_test_id("stButtonGroup").last.get_by_text("Български").click()
    expect(page.locator(".pair .side:nth-child(2)").filter(has_text="Вземете визитни картички.")).to_be_visible()
    assert visit.fits()
    assert visit.barriers() == []
    page.get_by_role("button", name="Всички текстове").click()
    expect(page.locator(".card")).to_have_count(3)

    page.get_by_role("button", name="Добави текст").click()
    drawer = visit.drawer()
    service.shelf.looks = 3
    page.set_input_files(
        "input[type=file]", {"name": "бележки.md", "mimeType": "text/markdown", "buffer": NOTES.encode()}
    )
    expect(drawer.locator(".card")).to_contain_text("Български")
    expect(drawer.locator(".card")).to_contain_text("utf-8")
    assert service.shelf.uploads == []
    drawer.get_by_role("button", name="Запази в библиотеката").click()
    # The form goes at once: on a phone nothing is to stand between the button and the progress.
    expect(drawer.get_by_role("progressbar")).to_be_visible()
    expect(drawer.get_by_test_id("stForm")).to_have_count(0)
    expect(drawer.locator(".empty")).to_contain_text("Текстът е в библиотеката.")
    drawer.get_by_role("button", name="Готово").click()
    expect(page.locator(".card").filter(has_text="Бележки от обучението")).to_be_visible()
    assert visit.fits()


@pytest.mark.parametrize("visit", [("en-US", DESK)], indirect=True)
def test_a_text_is_removed_after_a_second_word(visit: Visit, service: Standin) -> None:
    page = visit.page
    visit.open("library?text=funnel.en")
    page.get_by_role("button", name="Remove").click()
    assert service.shelf.removed == set()
    page.get_by_role("button", name="Yes, remove it").click()
    expect(page.locator(".card").first).to_be_visible()
    assert service.shelf.removed == {"funnel.en"}
    expect(page.locator(".card")).to_have_count(3)
    expect(page.get_by_role("button", name="Open in English: Customer funnel")).to_have_count(0)
    assert visit.barriers() == []
    page.get_by_role("button", name="Put back").click()
    expect(page.get_by_role("button", name="Put back")).to_have_count(0)
    expect(page.get_by_role("button", name="Open in English: Customer funnel")).to_be_visible()
    assert service.shelf.removed == set()


@pytest.mark.parametrize("visit", [("ko-KR", DESK)], indirect=True)
def test_gaps_are_closed_and_taken_back(visit: Visit, service: Standin) -> None:
    page = visit.page
    visit.open("gaps")
    expect(page.locator(".card")).to_have_count(2)
    assert visit.barriers() == []
    page.locator(".card .tool").first.click()
    drawer = visit.drawer()
    expect(drawer.locator(".passage")).to_contain_text("Bring business cards.")
    assert visit.barriers() == []
    drawer.get_by_text("담당자에게 넘기기").click()
    drawer.get_by_label("누가 쓸까요?").fill("김")
    expect(page.get_by_role("option")).to_have_text("새 이름: 김")
    # At once, as people do: the name and the click are one.
    page.keyboard.press("Enter")
    drawer.get_by_role("button", name="넘기기", exact=True).click()
    expect(page.locator(".done")).to_contain_text("넘겼습니다")
    assert [(one.action, one.owner) for one in service.journal.closings] == [("hand_over", "김")]
    page.get_by_role("button", name="되돌리기").click()
    expect(page.locator(".card")).to_have_count(2)
    page.locator(".card .tool").first.click()
    visit.drawer()
    drawer.get_by_text("절에 연결하기").click()
    drawer.get_by_role("button", name="이 절에 연결").click()
    expect(page.locator(".done")).to_contain_text("질문 3개를 해당 절에 연결했습니다.")
    expect(page.locator(".card")).to_have_count(1)
    page.get_by_role("button", name="되돌리기").click()
    expect(page.locator(".card")).to_have_count(2)
    assert service.journal.closings == []


@pytest.mark.parametrize("visit", [("en-US", PHONE)], indirect=True)
def test_signing_in_once_for_the_tab_and_what_was_asked_outlives_a_reload(visit: Visit, service: Standin) -> None:
    page = visit.page
    service.roles["k-rep"] = "rep"
    visit.open()
    page.get_by_label("Access key").fill("k-rep")
    assert visit.barriers() == []
    page.get_by_role("button", name="Sign in").click()
    visit.ask("What should I bring?")
    expect(page.locator(".block li")).to_have_count(4)
    page.reload()
    expect(page.locator(".block li")).to_have_count(4)

    # Nothing of ours stands over the menu; another view is still there after a reload, and so is who is signed in.
    page.get_by_role("button", name="Open the menu").click()
    expect(page.get_by_role("link", name="Gaps")).to_have_count(0)
    page.get_by_role("button", name="Close the menu").click()
    page.get_by_role("button", name="Open the menu").click()
    page.get_by_role("link", name="Library").click()
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    # Back and forth leads through the views, not to the form again.
    page.go_back()
    expect(page.locator(".block li")).to_have_count(4)
    page.go_forward()
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    # A menu that was left open does not lie over what was loaded anew.
    page.get_by_role("button", name="Open the menu").click()
    expect(page.locator("[data-testid=stSidebar][data-collapsed=false]")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    expect(page.locator("[data-testid=stSidebar][data-collapsed=false]")).to_have_count(0)
    expect(page.get_by_role("button", name="Sales representative")).to_be_visible()
    visit.open()
    expect(page.locator(".block li")).to_have_count(4)
    visit.ask("And the steps?")
    expect(page.locator(".turn")).to_have_count(2)

    other = page.context.new_page()
    other.goto(visit.address)
    expect(other.get_by_label("Access key")).to_be_visible()
    other.close()

    page.get_by_role("button", name="Sales representative").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Access key")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Access key")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)


@pytest.mark.parametrize("visit", [("en-US", DESK)], indirect=True)
def test_a_vote_a_reason_and_a_language_that_is_remembered(visit: Visit, service: Standin) -> None:
    page = visit.page
    visit.open()
    visit.ask("What should I bring?")
    page.get_by_role("button", name="Not useful").click()
    expect(page.get_by_role("button", name="Not useful")).to_have_attribute("aria-pressed", "true")
    page.get_by_text("Out of date").click()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("It helps to make the texts better.")).to_be_visible()
    assert service.journal.feedback[-1].reason == "outdated"
    assert visit.barriers() == []
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="Български").click()
    expect(page.get_by_role("button", name="Нов разговор")).to_be_visible()
    later = page.context.new_page()
    later.goto(visit.address)
    expect(later.get_by_role("heading", name="Какво искате да знаете?")).to_be_visible()
    later.close()
