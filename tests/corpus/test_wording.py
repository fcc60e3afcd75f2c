"""Each edition is written in its language, set as that language is set, in the glossary's terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kb.types import Language
from tests.corpus import wording
from tests.corpus.conftest import Spoil
from tests.corpus.library import CORPUS, Library
from tests.corpus.wording import Term

pytestmark = pytest.mark.unit

Check = Callable[[Library], Iterator[str]]
CHECKS: tuple[Check, ...] = (wording.languages, wording.typography, wording.lookalikes)


@pytest.fixture(scope="module")
def terms() -> Sequence[Term]:
    return wording.read_glossary(CORPUS / "glossary.yaml")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_texts(check: Check, library: Library) -> None:
    assert not list(check(library))


def test_the_glossary_has_about_eighty_terms_or_more(terms: Sequence[Term]) -> None:
    assert len(terms) >= 80


def test_every_term_is_used_and_stands_once(library: Library, terms: Sequence[Term]) -> None:
    assert not list(wording.terms_unused(library, terms))


def test_no_text_uses_a_rendering_that_the_glossary_warns_of(library: Library, terms: Sequence[Term]) -> None:
    assert not list(wording.terms_avoided(library, terms))


SPOILED = [
    (
        wording.languages,
        "bg.md",
        "Доставяйте навреме и спазвайте твърдо",
        "Deliver on time and hold firmly to",
        "en, by",
    ),
    (wording.languages, "zh.md", "定期与客户对账", "고객과 정기적으로 장부를 대조하십시오", "ko, by script"),
    (wording.languages, "bg.md", "Доставяйте навреме и", "Поставляйте вовремя, это очень важный вопрос, мы", "э, by"),
    (
        wording.languages,
        "en.md",
        "Deliver on time, and hold firmly to the company's rules on payment.",
        "Liefern Sie pünktlich und halten Sie sich streng an die Zahlungsregeln.",
        "de, by",
    ),
    (wording.typography, "zh.md", "送货要准时，", "送货要准时,", "half-width punctuation"),
    (wording.typography, "zh.md", "送货要准时", "“送货”要准时, ", "half-width punctuation"),
    (wording.typography, "zh.md", "守住。", "守住.", "a half-width full stop"),
    (wording.typography, "zh.md", "送货要准时", "「送货」要准时", "quotation marks"),
    (wording.typography, "zh.md", "送货要准时", "“送货要准时", "“” are not paired"),
    (wording.typography, "zh.md", "送货要准时", "送货 要准时", "a blank between Han"),
    (wording.typography, "ko.md", "납품은 제때", "납품은  제때", "two blanks"),
    (wording.typography, "ko.md", "납품은 제때 하고,", "납품은 제때 하고 ,", "a blank before punctuation"),
    (wording.typography, "ko.md", "납품은 제때 하고,", "납품은 제때 하고，", "full-width punctuation"),
    (wording.typography, "ko.md", "납품은 제때", "納品은 제때", "Han outside brackets"),
    (wording.typography, "ko.md", "(원문이 불분명함)", "원문이 불분명함)", "() are not paired"),
    (wording.typography, "bg.md", "Доставяйте навреме", "“Доставяйте“ навреме", "„“ are not paired"),
    (wording.typography, "bg.md", "Доставяйте навреме", '"Доставяйте" навреме', "quotation marks"),
    (wording.typography, "bg.md", "Доставяйте навреме", "Доставяйтэ навреме", "a letter that Bulgarian lacks"),
    (wording.typography, "bg.md", "Доставяйте навреме", "Дoставяйте навреме", "in one word"),
    (wording.typography, "bg.md", "навреме и спазвайте", "навреме e спазвайте", "a Latin letter"),
    (wording.typography, "bg.md", "Доставяйте навреме", "Доставяйте на клиенти А навреме", "the name of a class"),
    (wording.typography, "bg.md", "Доставяйте навреме", "Доставяйте й навреме", "й for ѝ"),
    (wording.typography, "en.md", "Deliver on time", '"Deliver" on time', "straight quotation marks"),
    (wording.typography, "en.md", "company's rules", "company’s rules", "a curly apostrophe"),
    (wording.typography, "en.md", "Deliver on time,", "Deliver on time — now,", "another dash"),
    (wording.lookalikes, "bg.questions.yaml", "    - Кой", "    - Koй", "Koй"),
]


@pytest.mark.parametrize(
    ("check", "name", "old", "new", "fault"), SPOILED, ids=[f"{n}-{fault}" for _, n, _, _, fault in SPOILED]
)
def test_a_spoiled_text_is_seen(spoil: Spoil, check: Check, name: str, old: str, new: str, fault: str) -> None:
    found = list(check(spoil(name, old, new)))
    assert any(fault in one for one in found)


def test_han_in_brackets_explains_a_korean_word(spoil: Spoil) -> None:
    assert not list(wording.typography(spoil("ko.md", "납품은 제때", "납품(納品)은 제때")))


DELIVERY = Term("delivery", dict(zip(Language, ("送货", "납품", "доставка", "delivery"), strict=True)))


def _saying(language: Language, word: str) -> Term:
    return replace(DELIVERY, words={**DELIVERY.words, language: word})


def test_terms_that_nobody_uses_or_that_stand_twice_are_seen(spoil: Spoil) -> None:
    library = spoil("en.md", "Deliver", "Deliver")
    assert not list(wording.terms_unused(library, [DELIVERY]))
    assert list(wording.terms_unused(library, [DELIVERY, DELIVERY])) == ["delivery stands twice"]
    for language, word in zip(Language, ("商誉", "소매점", "маршрут", "route"), strict=True):
        assert len(list(wording.terms_unused(library, [_saying(language, word)]))) == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "avoided"),
    [
        ("zh.md", "送货要准时", "分娩要准时", (Language.ZH, "分娩")),
        ("ko.md", "납품은 제때", "분만은 제때", (Language.KO, "분만")),
        ("bg.md", "Доставяйте навреме", "Спазвайте продажбения план", (Language.BG, "продажбен план")),
        ("en.md", "the rep must", "the salesman must", (Language.EN, "salesman")),
    ],
)
def test_avoided_renderings_are_seen(
    spoil: Spoil, name: str, old: str, new: str, avoided: tuple[Language, str]
) -> None:
    term = replace(DELIVERY, avoid={avoided[0]: (avoided[1],)})
    found = list(wording.terms_avoided(spoil(name, old, new), [term]))
    assert len(found) == 1
    assert found[0].endswith(avoided[1])


def test_avoided_renderings_are_not_found_inside_other_words() -> None:
    assert not wording.form_of("분만", Language.KO).search("그 부분만 확인하십시오.")
    assert not wording.form_of("продажбен план", Language.BG).search("Мениджърът продажби планира кампании.")
    assert not wording.form_of("главен клиент", Language.BG).search("с какво се занимава главно клиентът")
    assert wording.form_of("главен клиент", Language.BG).search("с главните клиенти")


def test_a_glossary_entry_without_a_language_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text("- {id: rep, zh: 业务员, ko: 영업 담당자, en: rep, avoid: {}}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="four languages"):
        wording.read_glossary(path)
