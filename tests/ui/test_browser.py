"""The Ask view in a real headless browser: the main path at phone size, and hostile text at a desk."""

from __future__ import annotations

import re
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect

from tests.ui.standin import HOSTILE, REFUSALS, Standin
from tests.ui.visiting import DESK, PHONE, Visit, page_over

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("visit", [("bg-BG", PHONE)], indirect=True)
def test_the_main_path_on_a_phone(visit: Visit) -> None:
    page = visit.page
    page.goto(visit.address)
    page.get_by_role("button", name="Как да се подготвя за посещение при дистрибутор?").click()
    expect(page.locator(".turn li").filter(has_text="Вземете визитни картички.")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "bg"
    assert visit.fits()

    page.get_by_role("link", name="Отвори източник 3").first.click()
    drawer = page.get_by_role("dialog")
    expect(drawer.locator("mark")).to_have_text("Вземете визитни картички.")
    expect(drawer).to_contain_text("Източник на корейски")
    expect(page).to_have_url(re.compile("document=visit.bg"))
    shared = page.url
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(page).to_have_url(visit.address)

    page.get_by_role("combobox").click()
    page.get_by_role("option", name="한국어").click()
    expect(page.get_by_role("button", name="새 대화")).to_be_visible()
    expect(page).to_have_url(re.compile("lang=ko"))
    expect(page.locator(".turn li").filter(has_text="Вземете визитни картички.")).to_be_visible()

    visit.ask("오늘 날씨 어때?")
    expect(page.locator(".refusal")).to_contain_text(REFUSALS["ko"])
    page.get_by_role("button", name="고객 깔때기").click()
    expect(page.locator(".lead")).to_contain_text("고객 깔때기는 고객을 계속 찾고")
    visit.ask("그럼 방문의 단계는?")
    expect(page.locator(".understood")).to_contain_text("고객 깔때기 그럼 방문의 단계는?")
    assert visit.fits()

    page.goto(shared + "&lang=ko")
    expect(page.get_by_role("dialog").locator("mark")).to_have_text("Вземете визитни картички.")
    expect(page.get_by_role("dialog")).to_contain_text("불가리아어 본문")


def test_a_page_whose_program_has_ended_says_so_in_its_own_words(browser: Browser, service: Standin) -> None:
    with ExitStack() as running:
        address = running.enter_context(page_over(service.url)).replace("127.0.0.1", "localhost")
        page = browser.new_page(locale="bg-BG", viewport=PHONE)
        page.goto(address)
        # Our script has come: from here on it stands in for Streamlit's words.
        expect(page.locator("[data-said=skip]")).to_have_count(1)
        running.close()
        lost = page.get_by_role("dialog", name="Няма връзка с Fieldcoach")
        expect(lost).to_contain_text("make up")
        expect(lost).not_to_contain_text("Streamlit")
        expect(lost.get_by_test_id("stErrorCodeBlock")).to_be_hidden()
        page.close()


@pytest.mark.parametrize("visit", [("en-US", DESK)], indirect=True)
def test_hostile_text_and_a_megabyte_at_a_desk(visit: Visit) -> None:
    page = visit.page
    page.goto(visit.address)
    visit.ask(f"hostile {HOSTILE}")
    expect(page.locator(".turn li").first).to_contain_text(HOSTILE)
    page.locator(".turn li .chip").first.click()
    expect(page.get_by_role("dialog").locator("mark")).to_contain_text(HOSTILE)
    assert page.evaluate("window.hacked") is None
    assert page.locator(".turn img, .turn script, .turn strong, .turn code, .opened img").count() == 0
    assert page.locator(".paper a:not([href^='?'])").count() == 0
    assert visit.fits()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)

    visit.ask("x" * 1_000_000)
    expect(page.locator(".trouble")).to_contain_text("That question is too long.")
    assert visit.fits()


@pytest.mark.parametrize("visit", [("en-US", PHONE)], indirect=True)
def test_a_slow_phone_too_shows_a_long_answer_from_its_start_until_somebody_scrolls(visit: Visit) -> None:
    page = visit.page
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 20})
    page.goto(visit.address)
    visit.ask("the long one")
    expect(page.locator(".turn").first.locator("li").nth(39)).to_be_attached()
    visit.stays()
    expect(page.locator(".question").first).to_be_in_viewport()
    page.mouse.move(100, 400)
    page.mouse.wheel(0, 1200)
    visit.stays()
    expect(page.locator(".question").first).not_to_be_in_viewport()


@pytest.mark.parametrize("visit", [("en-US", PHONE)], indirect=True)
def test_a_long_answer_is_shown_from_its_start_and_its_quote_in_view(visit: Visit) -> None:
    page = visit.page
    page.goto(visit.address)
    for turn in range(2):
        visit.ask("the long one")
        expect(page.locator(".turn").nth(turn).locator("li").nth(39)).to_be_attached()
        visit.stays()
        expect(page.locator(".question").nth(turn)).to_be_in_viewport()
        expect(page.locator(".turn").nth(turn).locator("li").nth(39)).not_to_be_in_viewport()
    page.locator(".turn").nth(1).locator("li .chip").nth(35).click()
    expect(page.get_by_role("dialog").locator("mark")).to_be_in_viewport()


@pytest.mark.parametrize("visit", [("zh-CN", DESK)], indirect=True)
def test_the_link_is_copied_and_opened_elsewhere(visit: Visit) -> None:
    page = visit.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(visit.address)
    visit.ask("拜访要带什么？")
    page.locator(".turn li .chip").nth(1).click()
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(visit.address + "?document=visit.zh&start=")
    page.goto(copied)
    expect(page.get_by_role("dialog").locator("mark")).to_have_text("带上产品宣传册和公司资料。")


def test_a_foreign_name_for_this_machine_is_not_let_in(browser: Browser, address: str) -> None:
    page = browser.new_page(locale="en-US")
    page.goto(address.replace("127.0.0.1", "evil.example"))
    expect(page.get_by_text("open on this computer only")).to_be_visible()
    expect(page.get_by_test_id("stChatInputTextArea")).to_have_count(0)
    page.close()


@pytest.mark.parametrize("visit", [("bg-BG", PHONE)], indirect=True)
def test_an_address_of_nobodys_leads_to_the_start_and_its_own_name_to_the_first_view(visit: Visit) -> None:
    page = visit.page
    for path in ("nowhere?lang=bg", "library/visit?lang=bg"):
        visit.open(path)
        expect(page.get_by_test_id("stToast")).to_contain_text("На този адрес няма нищо.")
        expect(page.get_by_role("heading", name="Какво искате да знаете?")).to_be_visible()
        expect(page).to_have_url(visit.address + "?lang=bg")
        expect(page.get_by_role("dialog")).to_have_count(0)
    assert visit.barriers() == []
    # A citation's link holds under the first view's own name, too.
    visit.open("ask?document=visit.bg&start=0&end=10")
    expect(page.get_by_role("dialog").locator("mark")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"^{visit.address}\?document=visit.bg&start=0&end=10"))
    expect(page.get_by_test_id("stToast")).to_have_count(0)


@pytest.mark.parametrize("visit", [("en-US", PHONE)], indirect=True)
def test_a_long_question_scrolls_in_its_bubble_by_the_keyboard_too(visit: Visit) -> None:
    visit.page.goto(visit.address)
    visit.ask("long " * 2000)
    expect(visit.page.locator(".trouble")).to_contain_text("That question is too long.")
    assert visit.barriers() == []
