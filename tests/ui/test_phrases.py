from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from api.schemas.common import LANGUAGES
from ui.phrases import DOMAIN, LOCALES, as_language, browser_language, phrases

pytestmark = pytest.mark.unit

KEYWORDS = {"gettext": None, "ngettext": (1, 2)}
FIELD = re.compile(r"{(\w+)}")
SCRIPT = {"zh": r"[\u4e00-\u9fff]", "ko": r"[가-힣]", "bg": r"[а-яА-Я]"}


def catalogue(language: str) -> Catalog:
    path = LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language, abort_invalid=True)


def said_in_the_source() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(Path(LOCALES).parent, keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found}


def told(message: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message or ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_exactly_the_messages_of_the_source(language: str) -> None:
    there = {message.id for message in catalogue(language) if message.id}
    assert {told(message) for message in there} == {told(message) for message in said_in_the_source()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_into_its_own_script(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        texts = told(message.string)
        assert all(text.strip() for text in texts), f"untranslated: {message.id!r}"
        assert not message.fuzzy
        if language == "en":
            assert texts[: len(told(message.id))] == told(message.id)
        elif any(map(str.isalpha, FIELD.sub("", told(message.id)[0]))):
            assert all(re.search(SCRIPT[language], text) for text in texts), f"not in {language}: {message.id!r}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_fields(language: str) -> None:
    for message in catalogue(language):
        wanted = set(FIELD.findall(told(message.id)[0])) if message.id else set()
        assert all(set(FIELD.findall(text)) == wanted for text in told(message.string)) or not message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_as_many_forms_as_the_language(language: str) -> None:
    forms = {"zh": 1, "ko": 1, "bg": 2, "en": 2}[language]
    plurals = [message for message in catalogue(language) if isinstance(message.id, (tuple, list))]
    assert plurals
    assert all(len(told(message.string)) == forms for message in plurals)


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_files_are_up_to_date(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    path = LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    assert path.read_bytes() == compiled.getvalue(), "run: make wording"


def test_what_stands_in_the_search_field_fits_on_a_phone() -> None:
    # A phone of 390 has 312 pixels for it. Measured: 38 letters of English 235, 35 of Bulgarian 270, 43 of it 315.
    told = [phrases(language).gettext("A title, an owner, or what a text says") for language in LANGUAGES]
    assert max(map(len, told)) <= 38


def test_numbers_take_their_plural() -> None:
    bulgarian = phrases("bg")
    assert [bulgarian.ngettext("{count} source", "{count} sources", n).format(count=n) for n in (1, 2)] == [
        "1 източник",
        "2 източника",
    ]


def test_bulgarian_has_no_russian_letters() -> None:
    for message in catalogue("bg"):
        assert not re.search("[ыэёЫЭЁ]", "".join(told(message.string)))


@pytest.mark.parametrize(
    ("locale", "accepted", "expected"),
    [
        ("bg-BG", None, "bg"),
        ("zh-TW", "en", "zh"),
        ("zh_Hant_TW", None, "zh"),
        ("KO", None, "ko"),
        ("fr-FR", "fr, de;q=0.9, ko;q=0.5, bg;q=0.7", "bg"),
        (None, "de, zh-CN;q=0.3", "zh"),
        (None, "bg;q=0, ko;q=0.1", "ko"),
        (None, "bg;q=0", "en"),
        (None, "bg;q=abc, *", "en"),
        ("fr", None, "en"),
        (None, None, "en"),
        ("", "", "en"),
    ],
)
def test_the_first_language_is_the_browsers(locale: str | None, accepted: str | None, expected: str) -> None:
    assert browser_language(locale, accepted) == expected


@given(st.none() | st.text(max_size=50), st.none() | st.text(max_size=200))
def test_any_header_gives_one_of_the_four(locale: str | None, accepted: str | None) -> None:
    assert browser_language(locale, accepted) in LANGUAGES


@pytest.mark.parametrize("code", ["de", "ZH", "", None, 3, ["bg"]])
def test_other_codes_are_no_language(code: object) -> None:
    assert as_language(code) is None
