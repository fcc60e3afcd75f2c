from __future__ import annotations

import pytest

from kb.evidence.sought import holds, lacks_sought, sought_by
from kb.evidence.sought_patterns import Sought

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How often do I visit?", Sought.FREQUENCY),
        ("多久开一次会？", Sought.FREQUENCY),
        ("한 달에 몇 번 가나요?", Sought.FREQUENCY),
        ("Колко често да ходя?", Sought.FREQUENCY),
        ("How long should it take?", Sought.TIME),
        ("一次谈多长时间", Sought.TIME),
        ("몇 분 머물러요?", Sought.TIME),
        ("Колко време трае?", Sought.TIME),
        ("What percentage is that?", Sought.SHARE),
        ("占比是多少", Sought.SHARE),
        ("몇 퍼센트예요?", Sought.SHARE),
        ("Какъв процент?", Sought.SHARE),
        ("How many visits a day do I make?", Sought.RATE),
        ("一天至少得跑几家客户", Sought.RATE),
        ("하루에 몇 군데는 돌아야 해요?", Sought.RATE),
        ("Колко посещения на ден?", Sought.RATE),
        ("What does a banner cost?", Sought.COST),
        ("开个店一年费用是多少？", Sought.COST),
        ("연회비가 얼마죠?", Sought.COST),
        ("Колко струва един транспарант?", Sought.COST),
        ("What’s a healthy ratio of stock to sales?", Sought.LEVEL),
        ("存销比多少算高？", Sought.LEVEL),
        ("재고가 몇 이상이면 많은 건가요?", Sought.LEVEL),
        ("От каква стойност нагоре е прекалено?", Sought.LEVEL),
        ("Who came up with the rule?", Sought.ORIGIN),
        ("漏斗最早是谁想出来的", Sought.ORIGIN),
        ("그 법칙은 누가 언제 만든 건가요?", Sought.ORIGIN),
        ("Кой е измислил правилото?", Sought.ORIGIN),
        ("What is his name?", Sought.NAME),
        ("那位高手姓甚名谁", Sought.NAME),
        ("그 사람 이름이 뭐예요?", Sought.NAME),
        ("Как се казва търговецът?", Sought.NAME),
        ("What will a cold answer cost me?", None),
        ("They ask „how much does it cost?“ What do I show?", None),
        ("客户问“多少钱”，拿什么给他看", None),
        ("计划应该由谁提出来", None),
        ("1일인데 계획이 없어요. 누가 만들었어야 하죠?", None),
        ("How many steps are there?", None),
        ("等了几个月，算哪一级", None),
        ("몇 번째 단계예요?", None),
        ("Колко стъпки има?", None),
    ],
)
def test_the_kind_that_is_asked_for(question: str, kind: Sought | None) -> None:
    assert sought_by(question) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Take fifteen minutes before each visit.", Sought.TIME),
        ("拜访前花15分钟。", Sought.TIME),
        ("방문 전에 15분을 쓰십시오.", Sought.TIME),
        ("Отделете час-два.", Sought.TIME),
        ("每月开一次会。", Sought.FREQUENCY),
        ("정기적으로 보고하십시오.", Sought.FREQUENCY),
        ("Two calls a month.", Sought.FREQUENCY),
        ("Отчитайте се седмично.", Sought.FREQUENCY),
        ("Half of the stock.", Sought.SHARE),
        ("비율은 자료에 나와 있지 않습니다.", Sought.SHARE),
        ("The percentage is not given.", Sought.SHARE),
        ("Eight visits a day.", Sought.RATE),
        ("每天拜访8家客户。", Sought.RATE),
        ("It costs 20 yuan.", Sought.COST),
        ("샘플은 무료입니다.", Sought.COST),
        ("Над 40 % е много.", Sought.LEVEL),
        ("Its author was a salesman.", Sought.ORIGIN),
        ("이름은 자료에 나와 있지 않습니다.", Sought.NAME),
        ("比例没有给出。", Sought.SHARE),
    ],
)
def test_passages_that_hold_it_or_say_that_it_is_not_given(text: str, kind: Sought) -> None:
    assert holds(text, kind)


def test_a_list_of_duties_says_nothing_of_time() -> None:
    duties = ["Visit customers.", "Report to the manager.", "Three tasks:"]
    assert lacks_sought("How long does a visit take?", duties)
    assert not lacks_sought("How long does a visit take?", [*duties, "Stay for half an hour."])
    assert not lacks_sought("What are the duties?", duties)


@pytest.mark.parametrize(
    "text", ["未注明出处的统计称，时间不超过两小时。", "출처를 밝히지 않은 통계에 따르면 두 시간입니다."]
)
def test_an_unnamed_source_is_no_figure_left_open(text: str) -> None:
    assert not holds(text, Sought.RATE)
