from __future__ import annotations

import pytest

from kb.generators.checklist_plan import OccasionPlans
from kb.generators.clauses import uncovered_parts
from kb.generators.occasions import Occasions
from kb.types import Hit, Language, Search
from kb.wording import TopicPhrase, Wording
from tests.builders import passage
from tests.kb.generators.shelf import searching

pytestmark = pytest.mark.unit
OCCASIONS = Occasions.load()


@pytest.mark.parametrize(
    ("task", "topic"),
    [
        ("I visit a dealer who owes us money tomorrow", TopicPhrase.PAYMENT),
        ("经销商欠我们三个月货款", TopicPhrase.PAYMENT),
        ("외상값 밀린 대리점 사장 만나러 갑니다", TopicPhrase.PAYMENT),
        ("не ни е платил последните фактури", TopicPhrase.PAYMENT),
        ("the customer is furious", TopicPhrase.COMPLAINT),
        ("客户投诉机器坏了", TopicPhrase.COMPLAINT),
        ("고객이 화가 났어요", TopicPhrase.COMPLAINT),
        ("бесен клиент с дефектна машина", TopicPhrase.COMPLAINT),
        ("First meeting with a reseller", TopicPhrase.QUALIFY),
        ("第一次见面", TopicPhrase.QUALIFY),
        ("첫 방문", TopicPhrase.QUALIFY),
        ("първо посещение", TopicPhrase.QUALIFY),
        ("map out next month's calls", TopicPhrase.MONTH),
        ("把下个月的行程排出来", TopicPhrase.MONTH),
        ("다음 달 일정을 짜야 해요", TopicPhrase.MONTH),
        ("да планирам посещенията за месеца", TopicPhrase.MONTH),
        ("看下货还剩多少", TopicPhrase.STOCK),
        ("再把账对一哈", TopicPhrase.ACCOUNT),
        ("价格下调了，要通知经销商", TopicPhrase.PRICE),
        ("못 받은 돈 받으러", TopicPhrase.PAYMENT),
    ],
)
def test_a_reps_words_tell_the_occasion_in_each_language(task: str, topic: TopicPhrase) -> None:
    assert topic in {occasion.topics[0] for occasion in OCCASIONS.of(task)}


def test_a_neighbouring_word_tells_nothing() -> None:
    for task in ("длъжностна характеристика", "our accountancy firm", "заплата", "评价一下自己"):
        assert OCCASIONS.of(task) == []


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("拜完客户回来要干啥", "after"),
        ("拜访客户要带点啥", "before"),
        ("방문 끝나고 뭐 해야 돼?", "after"),
        ("거래처 몇 군데 돌아야 됨 머 챙김?", "before"),
        ("какво да взема за срещата", "before"),
        ("след посещението при клиент", "after"),
        ("거래처에서 돌아왔는데 뭘 정리하죠", "after"),
        ("刚从客户那边回来，要整理什么", "after"),
        ("Тъкмо се върнах от клиент, какво следва", "after"),
        ("Just back from a customer, what now", "after"),
        ("I want a customer back from a rival", None),
        ("拜访客户包里放啥", "before"),
        ("고객 만나는데 가방에 뭘 넣죠", "before"),
        ("какво да сложа в чантата за срещата", "before"),
        ("拜访经销商", None),
        ("대리점 방문 전과 방문 후에 할 일", None),
    ],
)
def test_a_task_may_ask_for_one_phase_alone(text: str, phase: str | None) -> None:
    assert OCCASIONS.phase_of(text) == phase


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("明儿跑几家店", True),
        ("去见一个很难搞的采购", True),
        ("帮客户修电脑", False),
        ("낼 거래처 몇 군데 돌아야 됨", True),
        ("고객 이혼 소송", False),
        ("a customer's divorce", False),
        ("call on three stores", True),
        ("минавам през магазините", True),
        ("옛 손님을 찾아갑니다", True),
        ("내일 사장님 만납니다", True),
        ("обиколка по клиенти", True),
    ],
)
def test_seeing_somebody_is_more_than_naming_a_customer(text: str, seen: bool) -> None:
    assert OCCASIONS.tells_of_seeing(text) is seen


def search_with(cosine: float) -> Search:
    hit = Hit(passage("x"), 0.1, cosine, None, cosine, Language.EN)
    return Search("", Language.EN, (hit,), 0.3, 0.2)


def uncovered(task: str, language: Language, cosine: float = 0.2) -> tuple[str, ...]:
    plans = OccasionPlans(searching({}), Wording.load(), OCCASIONS)
    return uncovered_parts(task, language, OCCASIONS, lambda part: plans.covers(part, search_with(cosine)))


@pytest.mark.parametrize(
    ("task", "language", "missing"),
    [
        ("I visit a dealer and I still have to book a hotel", Language.EN, "I still have to book a hotel"),
        ("去经销商那里对账，顺便给他装上我们新的小程序", Language.ZH, "给他装上我们新的小程序"),
        ("대리점 재고 확인하고 호텔도 예약해야 해요", Language.KO, "호텔도 예약해야 해요"),
        ("매장 재고 보러 가는 김에 호텔도 예약해야 함", Language.KO, "호텔도 예약해야 함"),
        ("Отивам при дистрибутор, а трябва да запазя хотел", Language.BG, "трябва да запазя хотел"),
        ("I visit a dealer in Oslo and I still need a visa and a room", Language.EN, "I still need a visa and a room"),
    ],
)
def test_the_uncovered_half_is_named_in_the_askers_words(task: str, language: Language, missing: str) -> None:
    assert uncovered(task, language) == (missing,)
    assert uncovered(task, language, cosine=0.6) == ()


@pytest.mark.parametrize(
    ("task", "language"),
    [
        ("I visit a dealer on Thursday, he is always in a hurry, two hundred miles off", Language.EN),
        ("明天去一家经销商，他人挺难说话的", Language.ZH),
        ("내일 대리점 방문, 사장님이 까다로우세요", Language.KO),
        ("Утре съм при дистрибутор, той винаги бърза", Language.BG),
        ("visit a dealer", Language.EN),
        ("I ring people all day, fifty strangers, from nine", Language.EN),
        ("look at what a dealer has on the shelves and out the back", Language.EN),
    ],
)
def test_circumstances_are_not_named(task: str, language: Language) -> None:
    assert uncovered(task, language) == ()


def test_a_customer_who_is_visited_is_not_searched_for() -> None:
    assert TopicPhrase.PROSPECTING not in [one.topics[0] for one in OCCASIONS.of("옛 고객을 찾아갑니다")]
    assert TopicPhrase.PROSPECTING in [one.topics[0] for one in OCCASIONS.of("새 고객을 찾아야 해요")]


@pytest.mark.parametrize(
    "text",
    ["tell a dealer that prices go up next month", "告诉经销商下个月要涨价", "다음 달 가격 인상을 알리기",
     "да кажа, че цените се вдигат следващия месец", "첫 주문 납품 일정"],
)  # fmt: skip
def test_when_something_happens_is_no_planning_of_a_month(text: str) -> None:
    assert TopicPhrase.MONTH not in {occasion.topics[0] for occasion in OCCASIONS.of(text)}


@pytest.mark.parametrize(
    ("task", "told"),
    [
        ("collect from a shop that owes us", [TopicPhrase.PAYMENT]),
        ("店里欠我们货款", [TopicPhrase.PAYMENT]),
        ("매장에서 밀린 대금 받기", [TopicPhrase.PAYMENT]),
        ("магазин с неплатени фактури", [TopicPhrase.PAYMENT]),
        ("have a look round the shop", [TopicPhrase.DISPLAY]),
        ("看看门店", [TopicPhrase.DISPLAY]),
    ],
)
def test_where_something_is_done_tells_only_where_nothing_else_does(task: str, told: list[TopicPhrase]) -> None:
    assert [occasion.topics[0] for occasion in OCCASIONS.of(task)] == told


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("уговаряне на първата доставка", False),
        ("да уговоря среща", True),
        ("срещите се уговарят", True),
    ],
)
def test_only_a_meeting_that_is_arranged_is_an_appointment(text: str, topic: bool) -> None:
    assert (TopicPhrase.TELEPHONE in {occasion.topics[0] for occasion in OCCASIONS.of(text)}) is topic


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("Да се обадя в болница, за да си уговоря среща", Language.BG, 1),
        ("магазин, чийто собственик е бесен", Language.BG, 1),
        ("дистрибутор, който не плаща, и да мина през склада", Language.BG, 2),
        ("I see a buyer, who owes us", Language.EN, 1),
        ("고객이 전화했고 집 수도도 고쳐 달래요", Language.KO, 2),
    ],
)
def test_a_clause_that_hangs_on_another_is_no_part(text: str, language: Language, parts: int) -> None:
    assert len(OCCASIONS.parts_of(text, language)) == parts


@pytest.mark.parametrize(
    ("task", "language", "left"),
    [
        ("the machine broke down, and his toilet is leaking too", Language.EN, "his toilet is leaking too"),
        ("he complains, and he wants me to mow his lawn", Language.EN, "he wants me to mow his lawn"),
        ("机器坏了，还说水管漏水要我帮忙修", Language.ZH, "还说水管漏水要我帮忙修"),
        ("기계가 고장 났고 집 수도도 고쳐 달래요", Language.KO, "집 수도도 고쳐 달래요"),
        ("машината се повреди и иска да му оправя чешмата", Language.BG, "иска да му оправя чешмата"),
    ],
)
def test_what_a_customer_wants_beside_is_an_errand(task: str, language: Language, left: str) -> None:
    def covers(part: str) -> bool:
        return left not in part

    assert uncovered_parts(task, language, OCCASIONS, covers) == (left,)


@pytest.mark.parametrize(
    ("task", "topic"),
    [
        ("Hire two sales reps", TopicPhrase.HIRE),
        ("招两个业务员", TopicPhrase.HIRE),
        ("영업 사원 두 명 채용", TopicPhrase.HIRE),
        ("Наемам двама търговци", TopicPhrase.HIRE),
        ("Подготвям панаир през март", TopicPhrase.FAIR),
        ("筹备三月展会", TopicPhrase.FAIR),
        ("Обучавам нов търговец", TopicPhrase.COACHING),
        ("신입 사원 교육", TopicPhrase.COACHING),
        ("Оценявам търговците си", TopicPhrase.APPRAISAL),
        ("Appraise my reps", TopicPhrase.APPRAISAL),
        ("연간 영업 예산 편성", TopicPhrase.BUDGET),
        ("做年度销售预算", TopicPhrase.BUDGET),
    ],
)
def test_a_managers_few_words_tell_the_occasion(task: str, topic: TopicPhrase) -> None:
    occasions = OCCASIONS.of(task)
    assert topic in {occasion.topics[0] for occasion in occasions}
    assert all(occasion.desk for occasion in occasions if occasion.topics[0] is topic)


@pytest.mark.parametrize(
    ("task", "inside"),
    [
        ("Team meeting tomorrow, two of them keep missing target", True),
        ("Sales meeting on Monday with my reps", True),
        ("Sales meeting on Monday with a buyer", False),
        ("Meeting with the store's staff", False),
        ("Утре екипна среща", True),
        ("Среща с екипа в понеделник", True),
        ("Среща с купувач", False),
        ("明天开团队会议", True),
        ("周一跟业务员开会", True),
        ("去跟经销商开会", False),
        ("내일 팀 회의", True),
        ("월요일에 영업사원들과 미팅", True),
        ("대리점 사장님과 미팅", False),
    ],
)
def test_a_meeting_of_ones_own_people_is_no_visit(task: str, inside: bool) -> None:
    occasions = OCCASIONS.of(task)
    assert (TopicPhrase.TEAM in {occasion.topics[0] for occasion in occasions}) is inside
    if inside:
        assert not OCCASIONS.tells_of_seeing(task)
        assert not OCCASIONS.tells_of_going(task)
        assert OCCASIONS.tells_of_seeing(f"{task}, посещавам клиент / visit a dealer / 拜访客户 / 대리점 방문")


def test_what_is_hired_or_budgeted_by_others_is_no_managers_task() -> None:
    topics = {
        topic
        for task in ("Hire a van for the samples", "The customer says there is no budget", "Наемам помещение")
        for occasion in OCCASIONS.of(task)
        for topic in occasion.topics
    }
    assert topics.isdisjoint({TopicPhrase.HIRE, TopicPhrase.BUDGET})


@pytest.mark.parametrize(
    ("text", "mishap"),
    [
        ("Fire at the customer's shop", True),
        ("客户店里着火了", True),
        ("거래처 직원이 쓰러졌어요", True),
        ("Откраднаха ми портфейла при дистрибутора", True),
        ("Lost my phone with all contacts", True),
        ("客户发着火来投诉", False),
        ("Искам да съм в съзнанието му", False),
        ("축배 들자마자 전화통에 불이 났어요", False),
        ("the deal collapsed because they had no money", False),
        ("last call was a car crash", False),
    ],
)
def test_a_mishap_is_nobodys_work(text: str, mishap: bool) -> None:
    assert OCCASIONS.tells_of_mishap(text) is mishap


@pytest.mark.parametrize(
    ("text", "received", "going"),
    [
        ("A dealer rang to complain about a late delivery", True, False),
        ("Customer called me: wrong goods delivered, I'm going over now", True, True),
        ("I call on a customer who called off the order", False, False),
        ("客户拿着坏掉的机器找上门来", True, False),
        ("客户来电说质量有问题，我下午去一趟", True, True),
        ("上门拜访客户", False, True),
        ("화난 고객이 불량품을 들고 왔어요", True, False),
        ("고객이 전화로 화를 내서 지금 가 봐야 해요", True, True),
        ("고객에게 전화해서 약속 잡기", False, False),
        ("Клиентът дойде в офиса с повредена машина", True, False),
        ("Клиент се обади ядосан, отивам веднага при него", True, True),
        ("Да се обадя на клиент за среща", False, True),
    ],
)
def test_who_comes_to_whom(text: str, received: bool, going: bool) -> None:
    assert (OCCASIONS.tells_of_receiving(text), OCCASIONS.tells_of_going(text)) == (received, going)


@pytest.mark.parametrize(
    ("task", "language"),
    [
        ("Tomorrow I visit a dealer who owes us money. What do I bring and how do I talk to him?", Language.EN),
        ("Утре отивам при дистрибутор, който ни дължи. Какво да взема и как да говоря с него?", Language.BG),
        ("明天去见欠款的经销商，还要带什么，怎么跟他谈？", Language.ZH),
        ("내일 외상이 밀린 대리점에 갑니다. 뭘 챙겨야 하고 어떻게 말해야 할까요?", Language.KO),
    ],
)
def test_a_question_about_the_task_is_no_part_that_could_be_missing(task: str, language: Language) -> None:
    assert uncovered_parts(task, language, OCCASIONS, lambda part: False) == ()
