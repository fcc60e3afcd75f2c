"""The editions of every work agree, head by head, section by section, passage by passage."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from kb.errors import HeadError
from kb.types import Language
from tests.corpus import editions
from tests.corpus.conftest import WORK, Spoil
from tests.corpus.fact_map import FactMap
from tests.corpus.library import Library

pytestmark = pytest.mark.unit

Check = Callable[[Library], Iterator[str]]
CHECKS: tuple[Check, ...] = (
    editions.heads,
    editions.attributes,
    editions.alignment,
    editions.shape,
    editions.lengths,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_texts(check: Check, library: Library) -> None:
    assert not list(check(library))


def test_every_language_has_as_much_as_the_others(library: Library, fact_map: FactMap) -> None:
    counts = editions.measure(library)
    assert len(counts) == len(Language)
    assert len(set(counts.values())) == 1
    places = {place for said in fact_map.facts.values() for place in said} | set(fact_map.without_facts)
    count = counts[Language.EN]
    assert count.works == len({place.split("#")[0] for place in places})
    assert count.sections == len({place.split("/")[0] for place in places})
    assert count.passages == len(places) == count.paragraphs + count.items + count.steps


def test_steps_of_the_reseller_visit_run_without_a_gap(library: Library) -> None:
    for language in Language:
        sections = [dict(s.attributes) for edition in library.of(language) for s in edition.document.sections]
        steps = [section for section in sections if "step" in section]
        assert {int(section["step"]) for section in steps} == set(range(1, 12))
        assert all("phase" in section for section in steps)


SPOILED = [
    (editions.heads, "en.md", "owner: Fieldcoach corpus team\n", "", "en.md: the head has no owner"),
    (editions.heads, "ko.md", "language: ko", "language: bg", "ko.md: the head says"),
    (editions.heads, "bg.md", "reviewed: 2026-11-22", "reviewed: 2026-11-21", "bg.md: reviewed is not as in"),
    (editions.heads, "ko.md", '  - "자료 002(불가리아어): 영업 관리자의 임무"\n', "", "not as many sources"),
    (editions.attributes, "zh.md", "area=payment", "area=paiment", "area=paiment is unknown"),
    (editions.attributes, "bg.md", " kind=duties", "", "#contracts-delivery has no kind"),
    (editions.attributes, "en.md", "original=bg", "original=zh", "repeats the head's original"),
    (editions.alignment, "ko.md", "phase=during ", "", "#account-check has other attributes"),
    (editions.alignment, "en.md", "\n4. Reconcile", "\n- Reconcile", "#account-check has passages of another kind"),
    (editions.shape, "zh.md", "有三项职责：", "有三项职责。", "zh delivery-and-payment#contracts-delivery/1"),
    (editions.shape, "en.md", "Deliver on time,", "**Deliver** on time,", "is no plain text"),
    (editions.shape, "en.md", "\n- Watch the customer", "\n  - Watch the customer", "nested list"),
    (editions.lengths, "en.md", "Deliver on time,", "Deliver " + "very " * 60 + "on time,", "words"),
    (editions.lengths, "zh.md", "送货要准时", "送货要准时" * 30, "characters"),
]


@pytest.mark.parametrize(
    ("check", "name", "old", "new", "fault"), SPOILED, ids=[f"{c.__name__}-{n}" for c, n, *_ in SPOILED]
)
def test_a_spoiled_text_is_seen(spoil: Spoil, check: Check, name: str, old: str, new: str, fault: str) -> None:
    found = list(check(spoil(name, old, new)))
    assert any(fault in one for one in found)


def test_an_unspoiled_copy_has_no_faults(spoil: Spoil) -> None:
    library = spoil("en.md", "Deliver on time,", "Deliver on time,")
    assert not [fault for check in CHECKS for fault in check(library)]


def test_a_missing_edition_and_a_missing_item_are_seen(spoil: Spoil) -> None:
    library = spoil("en.md", "Deliver", "Deliver")
    without = Library({key: value for key, value in library.editions.items() if key[1] is not Language.KO}, {})
    assert list(editions.alignment(without)) == [f"{WORK}: no edition in ko"]
    # The questions' count says it before any comparison.
    with pytest.raises(HeadError, match="says passages: 4"):
        spoil("bg.md", "- Доставяйте навреме и спазвайте твърдо правилата на фирмата за плащане.\n", "")
