"""Ask, library, gaps and signing in: every language, phone and desk, light and dark; looked at, and nobody shut out.

FIELDCOACH_TESTS_SHOTS names the folder for the pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from api.schemas.common import LANGUAGES, LanguageCode
from tests.ui.standin import Standin
from tests.ui.visiting import DESK, LOCALES, PHONE, Visit, visiting
from ui.phrases import phrases

pytestmark = [pytest.mark.browser, pytest.mark.long]

Scheme = Literal["light", "dark"]
SIZES = {"phone": PHONE, "desk": DESK}
ASKED: dict[LanguageCode, str] = {
    "zh": "拜访要带什么？",
    "ko": "대리점 방문 전에 뭘 챙겨야 하나요?",
    "bg": "Какво да взема за посещението?",
    "en": "What should I bring?",
}
REFUSED: dict[LanguageCode, str] = {
    "zh": "今天天气怎么样？",
    "ko": "오늘 날씨 어때?",
    "bg": "Какво е времето?",
    "en": "What is the weather?",
}
# What may stand in Latin letters on a page in another script: names, and what people asked.
FOREIGN = re.compile(r"[A-Za-z]{4,}")
NAMES = frozenset({"English", "Fieldcoach", "coach", "ingest"})
# Streamlit's own words; what stands in our sheets is compared by the catalogues' test.
SHOWN = """() => {
    const copy = document.querySelector("[data-testid=stApp]").cloneNode(true);
    copy.querySelectorAll("[data-testid=stIconMaterial], style, script").forEach(one => one.remove());
    return copy.textContent;
}"""


@dataclass
class Look:
    """A tab with its language, and a name for its pictures."""

    visit: Visit
    language: LanguageCode
    name: str

    def word(self, message: str) -> str:
        """What the page calls it."""
        return phrases(self.language).gettext(message)

    def check(self, view: str) -> None:
        """Keep a picture; everything fits, and axe finds nobody shut out."""
        self.visit.keep(f"{view}-{self.name}")
        assert self.visit.fits(), view
        assert self.visit.barriers() == [], view


@pytest.fixture(
    params=[
        *((language, size, "light") for language in LANGUAGES for size in SIZES),
        ("bg", "phone", "dark"),
        ("zh", "desk", "dark"),
    ],
    ids="-".join,
)
def look(request: pytest.FixtureRequest, browser: Browser, address: str, service: Standin) -> Iterator[Look]:
    """A fresh tab."""
    language, size, scheme = request.param
    with visiting(browser, address, LOCALES[language], SIZES[size]) as visit:
        visit.page.emulate_media(color_scheme=scheme)
        yield Look(visit, language, f"{language}-{size}-{scheme}")


def test_ask(look: Look) -> None:
    page = look.visit.page
    look.visit.open()
    expect(page.locator(".st-key-examples button")).to_have_count(3)
    look.check("ask-empty")
    look.visit.ask(ASKED[look.language])
    expect(page.locator(".bar")).to_be_visible()
    look.check("ask-answer")
    page.locator(".tool").nth(1).click()
    expect(page.get_by_role("button", name=look.word("Send"), exact=True)).to_be_visible()
    look.check("ask-why")
    page.locator(".block .chip").nth(1).click()
    drawer = look.visit.drawer()
    expect(drawer.locator("mark")).to_be_visible()
    look.check("ask-source")
    drawer.get_by_test_id("stButtonGroup").locator("button").first.click()
    expect(drawer.locator(".parallel")).to_be_visible()
    look.check("ask-parallel")
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    look.visit.ask(REFUSED[look.language])
    expect(page.locator(".refusal")).to_be_visible()
    look.check("ask-refusal")
    page.get_by_role("button", name=look.word("Close this gap")).click()
    expect(look.visit.drawer().locator(".passage")).to_be_visible()
    look.check("ask-gap")


def test_library(look: Look, service: Standin) -> None:
    page = look.visit.page
    look.visit.open("library")
    expect(page.locator(".card")).to_have_count(3)
    look.check("library")
    page.get_by_label(look.word("Search")).fill(ASKED[look.language][:2])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=look.word("What the texts say"))).to_be_visible()
    look.check("library-search")
    look.visit.open("library?text=visit.en")
    expect(page.locator(".reading")).to_be_visible()
    page.get_by_text(look.word("Earlier versions")).click()
    expect(page.locator(".changes")).to_be_visible()
    look.check("library-text")
    look.visit.open("library")
    page.get_by_role("button", name=look.word("Add a text")).click()
    drawer = look.visit.drawer()
    expect(drawer.get_by_text(look.word("Choose a file"), exact=True)).to_be_visible()
    look.check("library-upload")
    file = {"name": "notes.md", "mimeType": "text/markdown", "buffer": b"# Notes\n\n## One\n\n- Two.\n"}
    page.set_input_files("input[type=file]", file)
    drawer.get_by_text(look.word("More about this text")).click()
    expect(drawer.get_by_text(look.word("It is an edition of"))).to_be_visible()
    look.check("library-preview")
    drawer.get_by_role("button", name=look.word("Save to the library")).click()
    expect(drawer.locator(".empty")).to_be_visible()
    look.check("library-saved")


def test_gaps(look: Look, service: Standin) -> None:
    page = look.visit.page
    look.visit.open("gaps")
    expect(page.locator(".card")).to_have_count(2)
    look.check("gaps")
    page.locator(".card .tool").first.click()
    drawer = look.visit.drawer()
    expect(drawer.locator(".passage")).to_be_visible()
    look.check("gaps-attach")
    drawer.get_by_text(look.word("Hand it to an owner")).click()
    expect(drawer.get_by_text(look.word("Who is to write?"))).to_be_visible()
    look.check("gaps-hand-over")
    drawer.get_by_text(look.word("Leave it without an answer")).click()
    drawer.get_by_role("button", name=look.word("Leave it unanswered")).click()
    expect(page.locator(".done")).to_be_visible()
    look.check("gaps-closed")
    page.get_by_test_id("stButtonGroup").get_by_text(look.word("What was done")).click()
    # For a moment the cards of both lists are there.
    expect(page.locator(".card").filter(has_text=look.word("Stays without an answer"))).to_have_count(1)
    expect(page.locator(".card")).to_have_count(1)
    look.check("gaps-done")


def test_signing_in(look: Look, service: Standin) -> None:
    page = look.visit.page
    service.roles["k"] = "manager"
    look.visit.open()
    field = page.get_by_label(look.word("Access key"))
    field.fill("wrong")
    page.get_by_role("button", name=look.word("Sign in"), exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    look.check("sign-in")
    field.fill("k")
    page.get_by_role("button", name=look.word("Sign in"), exact=True).click()
    page.get_by_role("button", name=look.word("Manager")).click()
    expect(page.get_by_role("button", name=look.word("Sign out"))).to_be_visible()
    look.check("signed-in")


@pytest.mark.parametrize("language", ["zh", "ko", "bg"])
@pytest.mark.parametrize("path", ["", "library", "gaps"])
def test_nothing_on_the_page_is_left_in_english(
    browser: Browser, address: str, service: Standin, language: LanguageCode, path: str
) -> None:
    with visiting(browser, address, LOCALES[language], DESK) as visit:
        visit.open(path)
        expect(visit.page.locator(".card, .st-key-examples button").first).to_be_visible()
        skip = phrases(language).gettext("Skip to the content")
        expect(visit.page.get_by_test_id("stSkipToContent")).to_have_text(skip)
        assert set(FOREIGN.findall(visit.page.evaluate(SHOWN))) <= NAMES
