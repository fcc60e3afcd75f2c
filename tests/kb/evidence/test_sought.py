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
        ("Who wrote the source?", Sought.ORIGIN),
        ("漏斗是哪位学者提出来的", Sought.ORIGIN),
        ("어느 회사가 처음 만들었어요?", Sought.ORIGIN),
        ("What discount can I give?", Sought.SHARE),
        ("선물은 얼마짜리가 좋아요?", Sought.COST),
        ("Which CRM do I keep it in?", Sought.TOOL),
        ("日志用什么软件记", Sought.TOOL),
        ("어떤 프로그램으로 관리해요?", Sought.TOOL),
        ("С кое приложение да го запиша?", Sought.TOOL),
        ("Which brand of wipes?", Sought.BRAND),
        ("带哪个牌子的湿纸巾", Sought.BRAND),
        ("어떤 브랜드가 좋아요?", Sought.BRAND),
        ("Каква марка калкулатор?", Sought.BRAND),
        ("What colour sells best?", Sought.COLOUR),
        ("放什么音乐好", Sought.COLOUR),
        ("음악은 어떤 장르가 좋아요?", Sought.COLOUR),
        ("Какъв цвят е най-добър?", Sought.COLOUR),
        ("What are the exact words?", Sought.WORDING),
        ("那句话具体怎么说", Sought.WORDING),
        ("대본 써 주세요", Sought.WORDING),
        ("Какво точно да напиша в имейла?", Sought.WORDING),
        ("What form do I use?", Sought.FORM),
        ("报告有没有固定格式", Sought.FORM),
        ("일지 양식 좀 보여 주세요", Sought.FORM),
        ("Какъв формуляр се ползва?", Sought.FORM),
        ("What salary does she get?", Sought.PAY),
        ("这个岗位工资能拿多少", Sought.PAY),
        ("연봉은 얼마나 되나요", Sought.PAY),
        ("Колко взема мениджърът?", Sought.PAY),
        ("Which law is that?", Sought.LAW),
        ("是哪条法律规定的", Sought.LAW),
        ("어떤 법에 나와요?", Sought.LAW),
        ("Кой закон го урежда?", Sought.LAW),
        ("What time should I ring?", Sought.CLOCK),
        ("星期几去好", Sought.CLOCK),
        ("무슨 요일이 좋아요?", Sought.CLOCK),
        ("В кой ден от седмицата?", Sought.CLOCK),
        ("Which film shows it?", Sought.TITLE),
        ("去哪家餐厅请客", Sought.TITLE),
        ("어느 식당이 좋아요?", Sought.TITLE),
        ("Кой холивудски филм показва това?", Sought.TITLE),
        ("Which tools do I bring?", None),
        ("看哪几点", None),
        ("고객에게 어떤 책임이 있나요?", None),
        ("Какви закони важат?", None),
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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Keep it in the CRM.", Sought.TOOL),
        ("Say: “May I show you what has changed since last week?”", Sought.WORDING),
        ("可以说：“您看是上午方便还是下午方便？”", Sought.WORDING),
        ("Ring before the morning is over.", Sought.CLOCK),
        ("일부는 수당으로 받는다.", Sought.PAY),
    ],
)
def test_a_passage_holds_a_thing(text: str, kind: Sought) -> None:
    assert holds(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bring a calculator. The brand is not given.", Sought.TOOL),
        ("Do not call a customer “over-anxious”.", Sought.WORDING),
        ("Честитете празниците.", Sought.NAME),
    ],
)
def test_to_mention_a_thing_is_not_to_say_which(text: str, kind: Sought) -> None:
    assert not holds(text, kind)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What does the machine cost?", "Product: machine | Price, lv: 450"),
        ("통화 요금은 얼마예요?", "통화 요금은 매월 오만까지 회사가 부담한다, 곧 오만 원."),
        ("Колко струва кафемашината?", "Продукт: Кафемашина | Цена, лв.: 450 | Отстъпка: 5 %"),
        ("住一晚多少钱？", "成都每晚最高四百二十。"),
        ("Колко дни имам?", "Формулярът се подава петнайсет дни по-рано."),
        ("휴가는 며칠 전에 신청해요?", "휴가 열흘 전에 신청서를 낸다."),
        ("Which software do we use?", "We log visits in Tulip."),
        ("哪个牌子的电钻？", "电钻只买博世的。"),
    ],
)
def test_a_text_that_nobody_asked_of_speaks_in_its_own_manner(question: str, text: str) -> None:
    assert sought_by(question) is not None
    assert not lacks_sought(question, [text], tried=False)


def test_how_much_of_a_time_is_no_price() -> None:
    assert sought_by("보증 수리비는 얼마인가요?") is Sought.COST
    assert sought_by("냉장 진열장의 보증 기간은 얼마인가요?") is not Sought.COST


def test_a_quantity_needs_a_number_in_any_text() -> None:
    assert lacks_sought("What does the van cost?", ["Park the van behind the warehouse."], tried=False)
    assert lacks_sought("What does bay 17 cost?", ["Park the van in bay 17."], tried=False)
    assert lacks_sought("Which software do we use?", ["We log visits in Tulip."])
