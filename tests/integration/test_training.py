"""Training modules over the shipped texts with the real encoder, and over a text that somebody has just added."""

from __future__ import annotations

import shutil
import statistics
import time
from collections import Counter
from pathlib import Path

import pytest

from ingest.assembly import build_pipeline
from kb.assembly import build_coach, open_parts
from kb.coach import Coach
from kb.evidence import citations
from kb.settings import Settings
from kb.types import Language, Material, NotCovered, QuizItem, QuizType, TrainingOrder
from kb.wording import TrainingPhrase
from tests.solving import solver

pytestmark = [pytest.mark.integration, pytest.mark.model]

ORDERS = {
    Language.ZH: [
        TrainingOrder("处理客户投诉", "新业务员", 45),
        TrainingOrder("拜访经销商", "资深销售", 90),
        TrainingOrder("团队管理", "销售经理", 60),
    ],
    Language.KO: [
        TrainingOrder("고객 불만 처리", "신입 사원", 45),
        TrainingOrder("재고 점검과 가격 비교", "경력 사원", 60),
        TrainingOrder("전화로 약속 잡기", None, 30),
    ],
    Language.BG: [
        TrainingOrder("работа с оплаквания", "нови търговци", 45),
        TrainingOrder("клиентската фуния", "мениджъри", 90),
        TrainingOrder("събиране на информация за клиента", None, 40),
    ],
    Language.EN: [
        TrainingOrder("handling complaints", "new reps", 45),
        TrainingOrder("the customer funnel and the M-A-N rule", "experienced reps", 90),
        TrainingOrder("customer records and market files", None, 60),
    ],
}
EVERY = [(language, order) for language, orders in ORDERS.items() for order in orders]

# A text as somebody might bring it: no head, no attributes, no questions. Topic, text, the first of its steps.
ADDED = {
    Language.EN: (
        "Receiving barrels in the cellar",
        """# Cellar handbook

## Receiving barrels in the cellar

Take in a delivery of barrels like this:

1. Count the barrels against the delivery note.
2. Tap each barrel and listen for leaks.
3. Weigh three barrels chosen at random.
4. Sign the note in front of the driver.
5. Roll the barrels into the cool aisle.

## Grades of barrel

There are three grades of barrel:

- Crown: oak without a knot.
- Anchor: oak with one knot.
- Plain: chestnut or mixed wood.
""",
        "Count the barrels against the delivery note.",
    ),
    Language.ZH: (
        "酒窖收木桶",
        """# 酒窖手册

## 酒窖收木桶

木桶到货时这样验收：

1. 对照送货单清点数目。
2. 逐个敲一敲，听有没有漏。
3. 随便挑出三个称一称。
4. 当着司机的面签字。
5. 滚到阴凉的过道里放好。

## 木桶的档次

木桶分三个档次：

- 皇冠：整块橡木，没有一个节疤。
- 铁锚：橡木，带一个节疤。
- 平板：栗木或者杂木。
""",
        "对照送货单清点数目。",
    ),
    Language.KO: (
        "저장고에 나무통 들이기",
        """# 저장고 안내서

## 저장고에 나무통 들이기

나무통이 도착하면 이렇게 하십시오:

1. 납품서와 맞추어 개수를 세십시오.
2. 하나씩 두드려 새는 소리가 나는지 들으십시오.
3. 아무것이나 세 개를 골라 무게를 재십시오.
4. 운전기사 앞에서 서명하십시오.
5. 서늘한 통로로 굴려 옮기십시오.

## 나무통 등급

나무통에는 세 등급이 있습니다:

- 왕관: 옹이가 전혀 없는 참나무.
- 닻: 옹이가 하나 있는 참나무.
- 민짜: 밤나무나 잡목.
""",
        "납품서와 맞추어 개수를 세십시오.",
    ),
    Language.BG: (
        "Приемане на бъчви в избата",
        """# Наръчник за избата

## Приемане на бъчви в избата

Когато пристигнат бъчви, постъпете така:

1. Пребройте ги според товарителницата.
2. Почукайте всяка и се ослушайте за теч.
3. Претеглете три, избрани случайно.
4. Подпишете пред шофьора.
5. Търкулнете ги до хладния проход.

## Видове бъчви

Бъчвите са три вида:

- Корона: дъб без нито един чвор.
- Котва: дъб с един чвор.
- Проста: кестен или смесено дърво.
""",
        "Пребройте ги според товарителницата.",
    ),
}


def written(coach: Coach, order: TrainingOrder, language: Language) -> Material:
    made = coach.writers.trainings.write(order, language)
    assert isinstance(made, Material), made
    citations.check(made, coach.text_of, lambda text: coach.wording.is_fixed(text, language))
    return made


def is_solved(item: QuizItem, made: Material, coach: Coach) -> bool:
    answer = solver(made, coach.wording).solve(item)
    if item.type is QuizType.GAP:
        assert isinstance(answer, tuple)
        assert isinstance(item.answer, tuple)
        return answer[0] in item.answer
    return answer == item.answer


@pytest.mark.parametrize(("language", "order"), EVERY, ids=[order.topic for _, order in EVERY])
def test_a_module_is_complete_cited_and_solvable(corpus_coach: Coach, language: Language, order: TrainingOrder) -> None:
    made = written(corpus_coach, order, language)
    assert sum(block.minutes or 0 for block in made.blocks if block.key == "agenda") == order.minutes
    assert {block.key for block in made.blocks} == {"objectives", "agenda", "key_points", "exercise", "role_play"}
    assert len(made.quiz) >= 4
    assert len({item.type for item in made.quiz}) >= 2
    assert all(citation.language is language for citation in made.citations)
    for item in made.quiz:
        assert is_solved(item, made, corpus_coach), item


@pytest.mark.parametrize(
    ("language", "topic"),
    [
        (Language.ZH, "卖完以后客户跑了怎么办"),
        (Language.KO, "물건 팔고 나서 고객 안 놓치기"),
        (Language.BG, "клиентите все бавят парите"),
        (Language.EN, "stop losing people after they've bought"),
    ],
)
def test_a_topic_in_colloquial_words_is_taught(corpus_coach: Coach, language: Language, topic: str) -> None:
    works = {citation.work for citation in written(corpus_coach, TrainingOrder(topic, None, 45), language).citations}
    assert works & {"service-complaints-relationships", "delivery-and-payment"}


@pytest.mark.parametrize("language", list(Language))
def test_a_whole_day_has_enough_to_teach_and_to_practise(corpus_coach: Coach, language: Language) -> None:
    made = written(corpus_coach, TrainingOrder(ORDERS[language][0].topic, None, 480), language)
    practice = corpus_coach.wording.phrase(TrainingPhrase.PRACTICE, language)
    agenda = [block for block in made.blocks if block.key == "agenda"]
    assert sum(block.minutes or 0 for block in agenda) == 480
    assert sum(block.heading == practice for block in agenda) >= 3
    assert sum(len(block.lines) for block in made.blocks if block.key == "key_points") >= 55
    # No part takes much longer than the exercise, which lasts an hour.
    assert max(block.minutes or 0 for block in agenda) <= 70


@pytest.mark.parametrize("language", list(Language))
def test_ten_seeds_give_ten_quizzes_that_can_be_solved(corpus_coach: Coach, language: Language) -> None:
    asked: set[QuizType] = set()
    for order in ORDERS[language][:2]:
        seen: set[tuple[QuizItem, ...]] = set()
        types: Counter[QuizType] = Counter()
        for seed in range(10):
            made = written(corpus_coach, TrainingOrder(order.topic, None, 90, seed), language)
            seen.add(made.quiz)
            types.update(item.type for item in made.quiz)
            assert all(is_solved(item, made, corpus_coach) for item in made.quiz)
        assert len(seen) == 10
        # What a text has no enumerations or steps for is not asked of it.
        assert len(types) >= 3
        asked |= set(types)
    assert len(asked) >= 4


@pytest.mark.parametrize(
    ("language", "topic"),
    [
        (Language.ZH, "瑜伽入门"),
        (Language.KO, "요가 입문"),
        (Language.BG, "йога за начинаещи"),
        (Language.EN, "cooking pasta"),
    ],
)
def test_what_the_texts_do_not_have_is_not_taught(corpus_coach: Coach, language: Language, topic: str) -> None:
    assert isinstance(corpus_coach.writers.trainings.write(TrainingOrder(topic), language), NotCovered)


def test_half_a_topic_is_taught_and_the_other_half_named(corpus_coach: Coach) -> None:
    made = written(corpus_coach, TrainingOrder("collecting payment and leasing company cars"), Language.EN)
    assert made.uncovered == ("leasing company cars",)
    assert "delivery-and-payment" in {citation.work for citation in made.citations}


def test_a_module_takes_less_than_the_aim(corpus_coach: Coach) -> None:
    made_in: list[float] = []
    for language, order in EVERY:
        written(corpus_coach, order, language)
        begun = time.perf_counter()
        corpus_coach.writers.trainings.write(order, language)
        made_in.append(time.perf_counter() - begun)
    # The aim is 150 ms alone on the machine; here other tests may run beside.
    assert statistics.median(made_in) < 0.6


@pytest.mark.parametrize(
    "language",
    [Language.BG, *(pytest.param(one, marks=pytest.mark.long) for one in Language if one is not Language.BG)],
)
def test_a_text_added_an_hour_ago_is_taught(
    tmp_path: Path, corpus_coach: Coach, corpus_settings: Settings, language: Language
) -> None:
    assert corpus_coach.ready() is None
    home, folder = tmp_path / "home", tmp_path / "added"
    shutil.copytree(corpus_settings.home, home, ignore=shutil.ignore_patterns("journal*", "*.lock"))
    folder.mkdir()
    topic, text, first = ADDED[language]
    (folder / "cellar.md").write_text(text, encoding="utf-8")
    settings = corpus_settings.model_copy(update={"home": home, "corpus": folder})
    parts = open_parts(settings)
    assert build_pipeline(settings, parts).run_folder(folder).failed == ()
    coach = build_coach(settings, parts)
    made = written(coach, TrainingOrder(topic, None, 30), language)
    assert first in {citation.quote for citation in made.citations}
    assert {citation.work for citation in made.citations} == {"cellar"}
    assert sum(block.minutes or 0 for block in made.blocks if block.key == "agenda") == 30
    assert len(made.quiz) >= 3
    assert all(is_solved(item, made, coach) for item in made.quiz)
