from __future__ import annotations

import pytest

from kb.generators.checklist import ChecklistWriter
from kb.generators.occasions import Occasions
from kb.generators.play import PlayWriter
from kb.generators.shelves import Said, arrange, phase_of, work_order
from kb.library import SectionView
from kb.types import ChecklistTask, FunnelStage, Language, Material, NotCovered, Play, Role, VisitType
from kb.wording import TopicPhrase, Wording
from tests.builders import passage
from tests.kb.generators.shelf import Searching, searching, section, shelf_of

pytestmark = pytest.mark.unit

WORDING = Wording.load()
GOALS = section("goals", "A goal is a picture.", "- Sales goal: ask for orders.", phase="before", kind="definition")
TOOLS = section("tools", "Pack this:", "- Bring samples.", "- Bring cards.", phase="before", step="1", level="rep")
STOCK = section("stock", "Step 4:", "1. Check the ratio.", "1. Check the turnover.", phase="during", step="4")
PRICE = section("price", "Step 3:", "1. Compare the prices.", phase="during", step="3")
REPORT = section("report", "Step 10:", "1. Write the report.", phase="after", step="11")
TEAM = section("team", "Duties:", "- The sales manager hires people.", level="manager", kind="duties")
SHELF = (GOALS, TOOLS, STOCK, PRICE, REPORT, TEAM)


def topic(phrase: TopicPhrase) -> str:
    return WORDING.phrase(phrase, Language.EN)


def writer(search: Searching, *sections: SectionView) -> ChecklistWriter:
    return ChecklistWriter(shelf_of(*(sections or SHELF)), search, WORDING, Occasions.load())


def write(task: str, search: Searching, *sections: SectionView, context: str | None = None) -> Material:
    material = writer(search, *sections).write(ChecklistTask(task, context), Language.EN)
    assert isinstance(material, Material)
    return material


def lines(material: Material) -> dict[str | None, list[str]]:
    return {block.key: [line.text for line in block.lines] for block in material.blocks}


BY_TOPIC = {
    topic(TopicPhrase.STOCK): {STOCK.passages[1]: 0.4, STOCK.passages[2]: 0.35},
    topic(TopicPhrase.PRICE): {PRICE.passages[1]: 0.4},
}


def test_a_visit_gets_its_topic_between_what_every_visit_needs() -> None:
    material = write("check the warehouse of a dealer", searching(BY_TOPIC))
    assert lines(material) == {
        "before": ["Sales goal: ask for orders.", "Bring samples.", "Bring cards."],
        "during": ["Check the ratio.", "Check the turnover."],
        "after": ["Write the report."],
    }
    assert [block.heading for block in material.blocks] == ["Before the visit", "During the visit", "After the visit"]


def test_context_adds_sections_and_steps_stay_in_their_order() -> None:
    material = write("check the warehouse of a dealer", searching(BY_TOPIC), context="our prices went up")
    assert lines(material)["during"] == ["Compare the prices.", "Check the ratio.", "Check the turnover."]


def test_a_visit_without_a_topic_goes_through_every_step() -> None:
    assert lines(write("visit a dealer", searching({})))["during"] == [
        "Compare the prices.",
        "Check the ratio.",
        "Check the turnover.",
    ]


def test_what_the_texts_do_not_speak_of_is_not_covered() -> None:
    task = "bake a cake"
    found = writer(searching({task: {STOCK.passages[1]: 0.2}}, asked=0.3, decoy=0.25))
    result = found.write(ChecklistTask(task), Language.EN)
    assert isinstance(result, NotCovered)
    assert [topic.anchor for topic in result.related] == ["stock"]


def test_a_text_without_attributes_is_found_by_the_tasks_own_words() -> None:
    task = "hand over the leasing car"
    plain = section("leasing", "Note the mileage.", "Sign the handover sheet.", document="lease.en")
    material = write(task, searching({task: {plain.passages[0]: 0.6, plain.passages[1]: 0.5}}), plain)
    assert lines(material) == {"during": ["Sign the handover sheet."]}
    assert material.blocks[0].heading is None


def test_what_was_found_in_another_edition_is_taken_from_the_shelf() -> None:
    task = "hand over the leasing car"
    korean = section("leasing", "차를 넘깁니다.", "서명합니다.", document="lease.ko", language=Language.KO)
    english = section("leasing", "Hand it over.", "Sign it.", document="lease.en")
    material = write(task, searching({task: {korean.passages[1]: 0.6}}), english)
    assert lines(material) == {"during": ["Sign it."]}


def test_a_section_does_not_repeat_another_but_may_be_like_itself() -> None:
    said = Said()
    one = passage("Compare the prices in the market.", anchor="a")
    assert said.is_new(one)
    assert not said.is_new(one)
    assert not said.is_new(passage("Compare the prices.", anchor="b"))
    assert said.is_new(passage("Compare the prices.", anchor="a", place=2))
    assert said.is_new(passage("Compare the prices in the market with the policy of the company.", anchor="c"))


def test_a_section_without_a_step_stands_before_the_next_step_of_its_text() -> None:
    collection = section("collection", "Say no.", area="payment", document="pay.en")
    check = section("check", "1. Settle.", phase="during", step="6", document="pay.en")
    shelf = arrange([collection, check, STOCK])
    order = sorted(shelf.values(), key=lambda held: work_order(held, shelf.values(), 0))
    assert [held.view.anchor for held in order] == ["stock", "collection", "check"]
    assert phase_of(shelf["pay", "collection"], visit=True) == "during"


def test_a_play_has_four_blocks_in_their_order() -> None:
    found = searching({
        topic(TopicPhrase.REFLECTION): {TOOLS.passages[1]: 0.4},
        topic(TopicPhrase.GOAL_ADMIN): {GOALS.passages[1]: 0.4},
        topic(TopicPhrase.ASK_PAY): {PRICE.passages[1]: 0.4},
        topic(TopicPhrase.SHOW_ACCOUNT): {STOCK.passages[1]: 0.4},
        topic(TopicPhrase.REPORT): {REPORT.passages[1]: 0.4},
    })
    play = PlayWriter(shelf_of(*SHELF), found, WORDING)
    material = play.write(Play(VisitType.PAYMENT, FunnelStage.CUSTOMER, Language.EN), Language.EN)
    assert isinstance(material, Material)
    assert [(block.key, [line.text for line in block.lines]) for block in material.blocks] == [
        ("prepare", ["Sales goal: ask for orders.", "Bring samples.", "Bring cards."]),
        ("ask", ["Compare the prices."]),
        ("show", ["Check the ratio."]),
        ("do", ["Write the report."]),
    ]
    assert material.title == "Payment visit · Existing customer"


def test_a_library_with_nothing_for_a_play_says_so() -> None:
    play = PlayWriter(shelf_of(*SHELF), searching({}), WORDING)
    assert isinstance(
        play.write(Play(VisitType.FIRST, FunnelStage.PROSPECT, Language.EN, Role.REP), Language.EN), NotCovered
    )
