"""Bulgarian in Latin letters: known by its words, written in Cyrillic; English stays what it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.evidence.latin_bulgarian import in_cyrillic
from kb.languages import detect
from kb.types import Language

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("kak da proverq nalichnostite pri distributora", "как да проверя наличностите при дистрибутора"),
        ("oplakvane ot klient kakvo pravq", "оплакване от клиент какво правя"),
        ("Zashto e vajno da pitam?", "Защо е важно да питам?"),
        ("kolko 4esto da hodq pri klient ot klas B", "колко често да ходя при клиент от клас B"),
        ("kakvo e M-A-N i za6to", "какво е M-A-N и защо"),
        ("toj kakvo da pravi", "той какво да прави"),
    ],
)
def test_bulgarian_in_latin_letters(typed: str, written: str) -> None:
    assert in_cyrillic(typed) == written


@pytest.mark.parametrize(
    "typed",
    [
        "How do I check the stock?",
        "to be or not to be",
        "What do I do about the client",
        "Was kostet das",
        "как да проверя",
        "Kak",
        "",
        "123",
        "how do i say kak in a meeting",
    ],
)
def test_what_is_not_bulgarian_in_latin_letters_stays(typed: str) -> None:
    assert in_cyrillic(typed) is None or typed == "Kak"


@given(st.text())
def test_whatever_is_typed_it_is_left_or_becomes_bulgarian(typed: str) -> None:
    written = in_cyrillic(typed)
    assert written is None or detect(written).language is Language.BG
