from __future__ import annotations

import pytest

from kb.evidence.quantity import Quantity, holds, lacks_quantity, quantity_asked

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How often do I visit?", Quantity.FREQUENCY),
        ("多久开一次会？", Quantity.FREQUENCY),
        ("한 달에 몇 번 가나요?", Quantity.FREQUENCY),
        ("Колко често да ходя?", Quantity.FREQUENCY),
        ("How long should it take?", Quantity.TIME),
        ("一次谈多长时间", Quantity.TIME),
        ("몇 분 머물러요?", Quantity.TIME),
        ("Колко време трае?", Quantity.TIME),
        ("What percentage is that?", Quantity.SHARE),
        ("占比是多少", Quantity.SHARE),
        ("몇 퍼센트예요?", Quantity.SHARE),
        ("Какъв процент?", Quantity.SHARE),
        ("How many steps are there?", None),
        ("等了几个月，算哪一级", None),
        ("몇 번째 단계예요?", None),
        ("Колко стъпки има?", None),
    ],
)
def test_the_kind_that_is_asked_for(question: str, kind: Quantity | None) -> None:
    assert quantity_asked(question) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Take fifteen minutes before each visit.", Quantity.TIME),
        ("拜访前花15分钟。", Quantity.TIME),
        ("방문 전에 15분을 쓰십시오.", Quantity.TIME),
        ("Отделете час-два.", Quantity.TIME),
        ("每月开一次会。", Quantity.FREQUENCY),
        ("정기적으로 보고하십시오.", Quantity.FREQUENCY),
        ("Two calls a month.", Quantity.FREQUENCY),
        ("Отчитайте се седмично.", Quantity.FREQUENCY),
        ("Half of the stock.", Quantity.SHARE),
        ("비율은 자료에 나와 있지 않습니다.", Quantity.SHARE),
        ("The percentage is not given.", Quantity.SHARE),
        ("比例没有给出。", Quantity.SHARE),
    ],
)
def test_passages_that_hold_it_or_say_that_it_is_not_given(text: str, kind: Quantity) -> None:
    assert holds(text, kind)


def test_a_list_of_duties_says_nothing_of_time() -> None:
    duties = ["Visit customers.", "Report to the manager.", "Three tasks:"]
    assert lacks_quantity("How long does a visit take?", duties)
    assert not lacks_quantity("How long does a visit take?", [*duties, "Stay for half an hour."])
    assert not lacks_quantity("What are the duties?", duties)
