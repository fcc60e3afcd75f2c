"""Checklists and plays with the real encoder over the shipped texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Report
from kb.assembly import Parts
from kb.coach import Coach
from kb.generators.shelves import arrange
from kb.languages import detect
from kb.settings import Settings
from kb.types import (
    ChecklistTask,
    FunnelStage,
    Language,
    Material,
    NotCovered,
    Play,
    Refusal,
    Role,
    VisitType,
)
from tests.integration.materials import anchors, checked, checklists, plays, with_text

pytestmark = [pytest.mark.integration, pytest.mark.model]

TASKS = [
    ("I visit a dealer who owes us money tomorrow", Language.EN, {"collection", "account-check", "administration"}),
    ("经销商欠我们货款，我明天去找他", Language.ZH, {"collection", "account-check", "administration"}),
    ("외상값 밀린 대리점에 내일 갑니다", Language.KO, {"collection", "account-check", "administration"}),
    ("Утре посещавам дистрибутор, който ни дължи пари", Language.BG, {"collection", "account-check", "administration"}),
    ("a customer complains about a defective machine", Language.EN, {"complaints", "administration"}),
    ("客户投诉机器坏了，我马上过去", Language.ZH, {"complaints", "administration"}),
    ("고객이 기계 고장으로 화가 났어요", Language.KO, {"complaints", "administration"}),
    ("Клиент се оплаква от дефектна машина", Language.BG, {"complaints", "administration"}),
    ("First meeting with a reseller", Language.EN, {"man", "individual-plan", "tools"}),
    ("第一次拜访一家新客户", Language.ZH, {"man", "individual-plan", "tools"}),
    ("새 거래처 첫 방문", Language.KO, {"man", "individual-plan", "tools"}),
    ("Първо посещение при нов клиент", Language.BG, {"man", "individual-plan", "tools"}),
]


@pytest.mark.parametrize(("task", "language", "expected"), TASKS, ids=[task for task, _, _ in TASKS])
def test_a_task_gets_the_right_sections_in_the_order_of_the_work(
    corpus_coach: Coach, task: str, language: Language, expected: set[str]
) -> None:
    material = checked(checklists(corpus_coach).write(ChecklistTask(task), language), corpus_coach, language)
    assert expected <= anchors(material)
    phases = [block.key for block in material.blocks]
    assert phases == [phase for phase in ("before", "during", "after") if phase in phases]
    assert material.uncovered == ()
    assert 10 <= sum(len(block.lines) for block in material.blocks) <= 36


@pytest.mark.parametrize(
    ("task", "language", "expected"),
    [
        ("he owes us for three deliveries and won't pick up the phone, so I'm going there", Language.EN, "collection"),
        ("顾客退回来的机器一大堆，店老板气坏了", Language.ZH, "complaints"),
        ("가게 앞까지 왔는데 들어가기 전에 숨 좀 고르고 싶어요", Language.KO, "mental-preparation"),
        ("трябва да разпиша къде кога ще ходя през другия месец", Language.BG, "month"),
        ("Collect an overdue bill from a kiosk owner", Language.EN, "collection"),
        ("Да си събера просрочена сметка от собственик на павилион", Language.BG, "collection"),
        ("Phone a hospital's purchasing department to get an appointment", Language.EN, "telephone"),
    ],
)
def test_who_tells_it_in_their_own_words_gets_it_too(
    corpus_coach: Coach, task: str, language: Language, expected: str
) -> None:
    assert expected in anchors(
        checked(checklists(corpus_coach).write(ChecklistTask(task), language), corpus_coach, language)
    )


def test_context_changes_what_is_in_it(corpus_coach: Coach) -> None:
    def write(context: str | None) -> set[str]:
        task = ChecklistTask("I check the warehouse of a distributor", context)
        return anchors(checked(checklists(corpus_coach).write(task, Language.EN), corpus_coach, Language.EN))

    assert "price" not in write(None)
    assert {"price", "stock"} <= write("our prices are cut tomorrow")


@pytest.mark.parametrize(
    ("task", "language"),
    [("bake a birthday cake", Language.EN), ("写一首诗", Language.ZH), ("김치 담그기", Language.KO),
     ("ремонт на апартамента", Language.BG), ("make a pivot table of the customers' invoices", Language.EN),
     ("给客户露一手，做一桌川菜", Language.ZH), ("고객에게 대접할 갈비찜 만들기", Language.KO),
     ("кои акции да купя с премията от продажбите", Language.BG), ("고객이 쓰러졌을 때 응급처치", Language.KO),
     ("Fix the company car after it broke down on the way to a dealer", Language.EN)],
)  # fmt: skip
def test_what_the_texts_do_not_cover_is_not_made_up(corpus_coach: Coach, task: str, language: Language) -> None:
    result = checklists(corpus_coach).write(ChecklistTask(task), language)
    assert isinstance(result, NotCovered)
    assert result.related


@pytest.mark.parametrize(
    ("task", "language"),
    [
        ("Prepare the monthly sales report for the director", Language.EN),
        ("给总监准备月度销售报告", Language.ZH),
        ("본부장님께 올릴 월간 영업 보고서 작성", Language.KO),
        ("Месечен отчет за продажбите за директора", Language.BG),
    ],
)
def test_work_at_the_desk_gets_nothing_of_a_visit(corpus_coach: Coach, task: str, language: Language) -> None:
    made = checked(checklists(corpus_coach).write(ChecklistTask(task), language), corpus_coach, language)
    assert "reporting" in anchors(made)
    assert anchors(made).isdisjoint({"goals", "tools", "reflection", "preparation"})
    assert all(block.heading is None for block in made.blocks)


@pytest.mark.parametrize(
    ("task", "half"),
    [
        ("去拜访客户并修理我的电脑", "修理我的电脑"),
        ("대리점을 방문하고 세금 신고를 한다", "세금 신고를 한다"),
        ("Посещавам дистрибутор и подавам данъчна декларация", "подавам данъчна декларация"),
        ("Visit a reseller and file my tax return", "file my tax return"),
    ],
)
def test_a_plain_visit_beside_an_errand_is_the_half_that_is_covered(corpus_coach: Coach, task: str, half: str) -> None:
    material = corpus_coach.checklist(ChecklistTask(task))
    assert isinstance(material, Material)
    assert material.uncovered == (half,)


@pytest.mark.parametrize(
    "task", ["拜访客户，并了解库存", "Посещавам клиента и събирам парите", "Visit the dealer and collect the debt"]
)
def test_what_words_tell_is_no_half_that_is_missing(corpus_coach: Coach, task: str) -> None:
    material = corpus_coach.checklist(ChecklistTask(task))
    assert isinstance(material, Material)
    assert material.uncovered == ()


@pytest.mark.parametrize(
    "task",
    [
        "Sore customer on the line, machine from last month broke down",
        "客户打电话来投诉货少发了",
        "화난 고객이 불량품을 들고 왔어요",
        "Клиентът дойде в офиса с повредена машина",
    ],
)
def test_who_comes_or_calls_to_complain_is_heard_and_not_visited(corpus_coach: Coach, task: str) -> None:
    language = detect(task).language
    assert language is not None
    material = checked(checklists(corpus_coach).write(ChecklistTask(task), language), corpus_coach, language)
    assert material.citations[0].anchor == "complaints"
    # It is heard now, and asked about later: nothing to prepare, no step of a visit.
    assert [block.key for block in material.blocks] in (["during"], ["during", "after"])
    assert {block.heading for block in material.blocks} == {None}
    shelf = arrange(corpus_coach.library.shelf(language, Role.REP))
    assert [one for one in material.citations if shelf[one.work, one.anchor].step is not None] == []


@pytest.mark.parametrize(
    "task", ["Visit my grandmother and bake a cake", "去医院看病并取药", "고객이 집에 와서 요리를 한다"]
)
def test_a_visit_in_another_life_is_no_half(corpus_coach: Coach, task: str) -> None:
    assert isinstance(corpus_coach.checklist(ChecklistTask(task)), Refusal)


def test_the_uncovered_half_is_named(corpus_coach: Coach) -> None:
    task = "I check the stock of a distributor, and I still have to book a hotel"
    material = checked(checklists(corpus_coach).write(ChecklistTask(task), Language.EN), corpus_coach, Language.EN)
    assert material.uncovered == ("I still have to book a hotel",)


@pytest.mark.parametrize("language", list(Language))
def test_every_play_prepares_asks_shows_and_does(corpus_coach: Coach, language: Language) -> None:
    for visit in VisitType:
        for stage in FunnelStage:
            play = plays(corpus_coach).write(Play(visit, stage, language), language)
            material = checked(play, corpus_coach, language)
            assert [block.key for block in material.blocks] == ["prepare", "ask", "show", "do"]


LEASING = """# Handing over a leasing car

Do these things when you hand over a leasing car to a customer.

1. Note the mileage and photograph every scratch together with the customer.
2. Sign the handover sheet in three copies.
3. Explain how the customer reaches the breakdown service of the leasing company.
"""


def test_a_text_added_an_hour_ago_makes_a_checklist_for_those_who_may_read_it(
    tmp_path: Path, corpus_settings: Settings, corpus_parts: Parts, corpus_report: Report
) -> None:
    assert corpus_report.failed == ()
    coach = with_text(
        tmp_path, corpus_settings, corpus_parts, "leasing.md", LEASING, {"readers": ["manager"], "language": "en"}
    )
    task = "hand over a leasing car to a customer"
    mine = checked(checklists(coach).write(ChecklistTask(task, role=Role.MANAGER), Language.EN), coach, Language.EN)
    lines = [line.text for block in mine.blocks for line in block.lines]
    assert "Sign the handover sheet in three copies." in lines
    others = checklists(coach).write(ChecklistTask(task, role=Role.REP), Language.EN)
    assert "handover" not in str(others)
