"""Checklists, roles, training and insights: every language, phone and desk, light and dark; looked at, nobody shut out.

FIELDCOACH_TESTS_SHOTS names the folder for the pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, expect

from api.schemas.common import LANGUAGES, LanguageCode
from tests.ui.standin import Standin
from tests.ui.standin_making import sample
from tests.ui.visiting import DESK, LOCALES, PHONE, Visit, visiting
from ui.phrases import phrases

pytestmark = [pytest.mark.browser, pytest.mark.long]

SIZES = {"phone": PHONE, "desk": DESK}
TASKS: dict[LanguageCode, str] = {
    "zh": "明天去拜访一个欠款的经销商",
    "ko": "내일 외상값 밀린 대리점에 갑니다",
    "bg": "Утре посещавам дистрибутор, който ни дължи пари",
    "en": "Tomorrow I visit a reseller who owes us money",
}
ROLES: dict[LanguageCode, str] = {
    "zh": "区域销售经理", "ko": "지역 영업 관리자",
    "bg": "Регионален мениджър продажби", "en": "Regional sales manager",
}  # fmt: skip
TOPICS: dict[LanguageCode, str] = {
    "zh": "拜访经销商", "ko": "대리점 방문", "bg": "Посещение при дистрибутор", "en": "Visiting a reseller",
}  # fmt: skip


@dataclass
class Look:
    """A tab with its language, and a name for its pictures."""

    visit: Visit
    language: LanguageCode
    name: str

    def word(self, message: str) -> str:
        """What the page calls it."""
        return phrases(self.language).gettext(message)

    def button(self, message: str) -> Locator:
        """The button of this name."""
        return self.visit.page.get_by_role("button", name=self.word(message), exact=True)

    def pill(self, message: str) -> Locator:
        """The choice whose name begins so."""
        return self.visit.page.get_by_role("radio", name=re.compile("^" + re.escape(self.word(message))))

    def submit(self) -> None:
        """Send the form."""
        self.visit.page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()

    def check(self, view: str) -> None:
        """Keep a picture; everything fits, and axe finds nobody shut out."""
        self.visit.keep(f"{view}-{self.name}")
        assert self.visit.fits(), view
        assert self.visit.barriers() == [], view


@pytest.fixture(
    params=[
        *((language, size, "light") for language in LANGUAGES for size in SIZES),
        ("bg", "phone", "dark"),
        ("ko", "desk", "dark"),
    ],
    ids="-".join,
)
def look(request: pytest.FixtureRequest, browser: Browser, address: str, service: Standin) -> Iterator[Look]:
    """A fresh tab."""
    language, size, scheme = request.param
    with visiting(browser, address, LOCALES[language], SIZES[size]) as visit:
        visit.page.emulate_media(color_scheme=scheme)
        yield Look(visit, language, f"{language}-{size}-{scheme}")


def test_checklists(look: Look) -> None:
    page = look.visit.page
    look.visit.open("checklists")
    expect(page.locator(".note")).to_be_visible()
    look.check("checklists-empty")
    look.pill("Choose a visit").click()
    expect(page.get_by_role("combobox").nth(2)).to_be_visible()
    look.check("checklists-play")
    look.pill("Describe a task").click()
    page.get_by_label(look.word("Your task")).fill(TASKS[look.language])
    look.submit()
    boxes = page.get_by_role("checkbox")
    for place in range(4):
        boxes.nth(place).check()
    page.locator("li.check button.mini").nth(1).click()
    page.keyboard.type(TASKS[look.language])
    expect(page.get_by_text(look.word("Saved"), exact=True)).to_be_visible()
    look.check("checklists-work")
    page.locator(".sources summary").click()
    page.locator(".sources").scroll_into_view_if_needed()
    look.check("checklists-sources")
    page.locator(".stButton button").first.scroll_into_view_if_needed()
    look.button("Download").click()
    expect(page.get_by_role("button", name="PDF")).to_be_visible()
    look.check("checklists-download")
    page.keyboard.press("Escape")
    look.button("All checklists").click()
    expect(page.locator(".kept-one")).to_have_count(1)
    look.check("checklists-kept")


def test_roles(look: Look) -> None:
    page = look.visit.page
    look.visit.open("roles")
    field = page.get_by_label(look.word("Title of the post"))
    expect(field).to_be_visible()
    look.check("roles-empty")
    field.fill(ROLES[look.language])
    look.submit()
    lines = page.locator("li.line")
    expect(lines).to_have_count(25)
    lines.nth(1).locator("button.mini").first.click()
    look.check("roles-writing")
    lines.nth(1).get_by_role("textbox").fill(TASKS[look.language])
    look.button("Done").click()
    lines.nth(2).locator("button.mini").last.click()
    page.get_by_role("button", name=re.compile(re.escape(look.word("Add a line")))).first.click()
    page.keyboard.type(TASKS[look.language])
    look.check("roles-edited")
    page.locator(".fill-in").last.fill("12")
    page.locator(".fill-in").last.scroll_into_view_if_needed()
    look.check("roles-blanks")
    page.locator(".stPopover button").first.scroll_into_view_if_needed()
    # It asks first as soon as the page knows of edits.
    expect(page.locator(".stPopover")).to_have_count(2)
    look.button("New draft").click()
    expect(look.button("Throw the edits away")).to_be_visible()
    look.check("roles-leaving")


def test_training(look: Look) -> None:
    page = look.visit.page
    look.visit.open("training")
    field = page.get_by_label(look.word("Topic"))
    expect(field).to_be_visible()
    look.check("training-empty")
    field.fill(TOPICS[look.language])
    look.submit()
    expect(page.get_by_role("table")).to_be_visible()
    look.check("training-module")
    page.locator(".agenda").scroll_into_view_if_needed()
    look.check("training-agenda")
    page.locator(".role-cards").scroll_into_view_if_needed()
    look.check("training-cards")
    page.locator(".stButtonGroup, [data-testid=stButtonGroup]").last.scroll_into_view_if_needed()
    page.get_by_test_id("stButtonGroup").last.get_by_role("radio").last.click()
    quiz = page.locator(".quiz")
    seen: set[str] = set()
    for item in sample("training", look.language).quiz:
        expect(quiz.locator("h3.prompt")).to_have_text(item.prompt)
        if item.type not in seen:
            look.check(f"quiz-{item.type}")
        quiz.get_by_role("button", name=look.word("I don't know"), exact=True).click()
        expect(quiz.locator(".verdict")).to_be_visible()
        if item.type not in seen:
            look.check(f"quiz-{item.type}-wrong")
        seen.add(item.type)
        quiz.locator(".push.main").click()
    expect(quiz.locator(".score")).to_be_visible()
    look.check("quiz-score")


def test_practice_and_readiness(look: Look) -> None:
    page = look.visit.page
    look.visit.open("training")
    look.pill("Practice").click()
    expect(page.get_by_text(look.word("Nothing to practise yet."))).to_be_visible()
    look.check("practice-empty")
    look.pill("Readiness").click()
    expect(page.locator(".board li")).to_have_count(4)
    look.check("readiness")


def test_insights(look: Look, service: Standin) -> None:
    page = look.visit.page
    look.visit.open("insights")
    expect(page.locator(".tile").first).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible()
    look.check("insights-top")
    page.get_by_text(look.word("By topic"), exact=True).scroll_into_view_if_needed()
    look.check("insights-topics")
    look.button("Close these gaps").scroll_into_view_if_needed()
    look.check("insights-refused")
    page.locator(".texts").last.scroll_into_view_if_needed()
    look.check("insights-texts")
    service.figures.asked = False
    page.reload()
    expect(page.locator(".note").first).to_be_visible()
    look.check("insights-nothing")
