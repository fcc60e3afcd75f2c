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
    material = write("check the warehouse of a dealer", searching(BY_TOPIC, decoy=0.0))
    assert lines(material) == {
        "before": ["Sales goal: ask for orders.", "Bring samples.", "Bring cards."],
        "during": ["Check the ratio.", "Check the turnover."],
        "after": ["Write the report."],
    }
    assert [block.heading for block in material.blocks] == ["Before the visit", "During the visit", "After the visit"]


def test_context_adds_sections_and_steps_stay_in_their_order() -> None:
    material = write("check the warehouse of a dealer", searching(BY_TOPIC, decoy=0.0), context="our prices went up")
    assert lines(material)["during"] == ["Compare the prices.", "Check the ratio.", "Check the turnover."]


def test_a_visit_without_a_topic_goes_through_every_step() -> None:
    assert lines(write("visit a dealer", searching({}, decoy=0.0)))["during"] == [
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


@pytest.mark.parametrize(
    ("task", "decoy", "covered"),
    [
        ("write an Excel formula for customer payments", 0.1, False),
        ("my customer's divorce", 0.05, False),
        ("lunch with a customer", 0.0, True),
        ("visit a dealer", 0.05, True),
    ],
)
def test_a_word_like_customer_makes_no_visit_of_what_no_text_is_about(task: str, decoy: float, covered: bool) -> None:
    # What finds nothing has an asked level of .1.
    result = writer(searching({}, decoy=decoy)).write(ChecklistTask(task), Language.EN)
    assert isinstance(result, Material) is covered


@pytest.mark.parametrize(
    ("task", "phases"),
    [
        ("what do I have to do after a visit", ["after"]),
        ("what to bring when I visit a dealer", ["before"]),
        ("what to bring and what to do after the visit to a dealer", ["before", "during", "after"]),
        ("what to bring when I check the warehouse of a dealer", ["before", "during", "after"]),
    ],
)
def test_who_asks_for_one_phase_alone_gets_that_phase(task: str, phases: list[str]) -> None:
    assert list(lines(write(task, searching(BY_TOPIC, decoy=0.0)))) == phases


def test_an_old_customer_who_is_visited_is_no_reason_to_send_souvenirs() -> None:
    gifts = section("contact", "Stay in touch:", "- Send souvenirs.", document="care.en")
    found = searching({topic(TopicPhrase.CONTACT): {gifts.passages[1]: 0.4}}, decoy=0.0)
    visited = write("visit a long-standing dealer", found, *SHELF, gifts)
    assert "Send souvenirs." not in {line for held in lines(visited).values() for line in held}
    assert lines(write("stay in touch with customers", found, *SHELF, gifts)) == {"during": ["Send souvenirs."]}


def test_what_is_over_is_left_out_where_it_matters_least() -> None:
    frame = [
        section(f"frame{n}", *(f"- Pack{n}of{m}." for m in range(3)), phase="before", step=str(n), level="rep")
        for n in range(1, 7)
    ]
    stock = section("stock", *(f"1. Check{n}." for n in range(8)), phase="during", step="7")
    found = searching({topic(TopicPhrase.STOCK): dict.fromkeys(stock.passages, 0.4)}, decoy=0.0)
    made = lines(write("check the warehouse of a dealer", found, *frame, stock))
    assert sum(len(held) for held in made.values()) == 24
    assert len(made["during"]) == 7
    assert "Pack1of0." in made["before"]
    assert "Pack1of2." not in made["before"]


def test_what_a_source_claims_is_nothing_to_tick() -> None:
    prose = section("complaints", "Handle it.", "According to the source, six people hear of it.", "Go and see him.")
    found = searching({topic(TopicPhrase.COMPLAINT): {prose.passages[2]: 0.4}}, decoy=0.0)
    assert lines(write("the customer is angry", found, prose)) == {"during": ["Go and see him."]}


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


def test_the_outline_of_a_visit_is_no_part_of_it() -> None:
    outline = section("outline", "- Prepare the call.", "- Compare anything.", area="visit", kind="procedure")
    found = searching({"visit a dealer": {outline.passages[0]: 0.5}}, decoy=0.0)
    made = lines(write("visit a dealer", found, *SHELF, outline))
    assert not any("Compare anything." in held for held in made.values())
    assert made["before"]


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


def test_who_comes_about_a_debt_asks_for_no_larger_order_and_stays_in_touch_afterwards() -> None:
    found = searching({
        topic(TopicPhrase.GOAL_EXISTING): {TOOLS.passages[1]: 0.4},
        topic(TopicPhrase.GOAL_ADMIN): {GOALS.passages[1]: 0.4},
        topic(TopicPhrase.CONTACT): {STOCK.passages[1]: 0.4},
        topic(TopicPhrase.REPORT): {REPORT.passages[1]: 0.4},
    })
    material = PlayWriter(shelf_of(*SHELF), found, WORDING).write(
        Play(VisitType.PAYMENT, FunnelStage.CUSTOMER, Language.EN), Language.EN
    )
    assert isinstance(material, Material)
    told = {block.key: [line.text for line in block.lines] for block in material.blocks}
    assert told["prepare"] == ["Sales goal: ask for orders."]
    assert told["do"][0] == "Write the report."
    assert told["do"][1] == "Check the ratio."


def test_a_library_with_nothing_for_a_play_says_so() -> None:
    play = PlayWriter(shelf_of(*SHELF), searching({}), WORDING)
    assert isinstance(
        play.write(Play(VisitType.FIRST, FunnelStage.PROSPECT, Language.EN, Role.REP), Language.EN), NotCovered
    )
