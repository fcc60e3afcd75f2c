from __future__ import annotations

import pytest

from api.schemas.common import LANGUAGES, LanguageCode
from tests.ui.driving import text
from ui.phrases import phrases
from ui.service import Trouble, TroubleKind
from ui.trouble_sheet import trouble_sheet

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [kind for kind in TroubleKind if kind is not TroubleKind.SAID])
def test_every_trouble_says_what_happened_and_what_to_do(kind: TroubleKind, language: LanguageCode) -> None:
    said = trouble_sheet(Trouble(kind), phrases(language)).children[1].children
    assert [node.tag for node in said] == ["h3", "p"]
    assert all(node.text and "{" not in node.text for node in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_limit_has_no_blank_within(language: LanguageCode) -> None:
    assert "8000" in text(trouble_sheet(Trouble(TroubleKind.TOO_LONG), phrases(language)).data())


def test_what_the_service_says_is_passed_on_as_text() -> None:
    trouble = Trouble(TroubleKind.SAID, "<b>Busy</b>", "Run: coach verify")
    assert text(trouble_sheet(trouble, phrases("ko")).data()) == "<b>Busy</b> Run: coach verify"


def test_a_reason_is_marked_as_english_where_it_is() -> None:
    english, worded = (Trouble(TroubleKind.SAID, "Т", "Д", "защото", worded=one) for one in (False, True))
    assert trouble_sheet(english, phrases("bg")).children[1].children[-1].language == "en"
    assert trouble_sheet(worded, phrases("bg")).children[1].children[-1].language == ""
