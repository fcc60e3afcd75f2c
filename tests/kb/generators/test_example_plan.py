from __future__ import annotations

from dataclasses import replace

import pytest

from kb.generators.checklist import ChecklistWriter
from kb.generators.example_plan import Told
from kb.generators.occasions import Occasions
from kb.types import ChecklistTask, Hit, Language, Likeness, Material, NotCovered, Role, Search
from kb.wording import TopicPhrase, Wording
from tests.kb.generators.shelf import Searching, searching, section, shelf_of

pytestmark = pytest.mark.unit

TOOLS = section("tools", "Pack this:", "- Bring samples.", phase="before", step="1", level="rep")
STOCK = section("stock", "Check:", "1. Count the boxes.", phase="during", step="4")
TALK = section("talk", "Talk:", "1. Read the talk aloud.", area="talk")
TRADE = section("trade", "Trade:", "- Ship the orders.", industry="freight")
REPORT = section("report", "Write:", "1. Write the report.", phase="after", step="11")
KNOWN = frozenset(("guide", anchor) for anchor in ("tools", "stock", "talk", "trade", "report"))


def likeness(lead: float = 0.3, visit: float = 0.0, **votes: float) -> Likeness:
    return Likeness({("guide", anchor): vote for anchor, vote in votes.items()}, visit, lead, KNOWN)


def together(*groups: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple(tuple(("guide", anchor) for anchor in group.split()) for group in groups)


def write(
    task: str, said: dict[str, Likeness], search: Searching | None = None, context: str | None = None
) -> Material | NotCovered:
    def like(text: str, language: Language, role: Role) -> Likeness | None:
        return said.get(text, likeness(lead=-1.0))

    writer = ChecklistWriter(
        shelf_of(TOOLS, STOCK, TALK, TRADE, REPORT),
        search or searching({}, decoy=0.0),
        Wording.load(),
        Occasions.load(),
        like,
    )
    return writer.write(ChecklistTask(task, context), Language.EN)


def lines(made: Material | NotCovered) -> list[str]:
    assert isinstance(made, Material), made
    return [line.text for block in made.blocks for line in block.lines]


def test_the_sections_of_the_near_examples_make_the_checklist() -> None:
    assert lines(write("learn my lines", {"learn my lines": likeness(talk=0.6, stock=0.1)})) == ["Read the talk aloud."]


def test_what_is_a_visit_by_the_examples_gets_what_every_visit_needs() -> None:
    assert lines(write("see the old man", {"see the old man": likeness(visit=0.9, stock=0.6)})) == [
        "Bring samples.",
        "Count the boxes.",
        "Write the report.",
    ]


def test_what_nobody_ticks_off_stands_there_only_where_examples_name_it() -> None:
    assert lines(write("ship it", {"ship it": likeness(trade=0.6)})) == ["Ship the orders."]
    assert "Ship the orders." in lines(write("learn it", {"learn it": likeness(talk=0.1, trade=0.2)}))
    assert "Ship the orders." not in lines(write("learn it", {"learn it": likeness(talk=0.2, trade=0.2)}))
    assert "Ship the orders." not in lines(write("learn it", {"learn it": likeness(talk=0.1, trade=0.12)}))


def test_what_lies_near_the_uncovered_examples_is_refused() -> None:
    assert isinstance(write("bake a cake", {"bake a cake": likeness(lead=-0.2, talk=0.3)}), NotCovered)


def test_a_short_plan_gets_what_mostly_goes_with_it() -> None:
    named = together("stock talk", "stock talk", "stock talk", "stock", "tools")
    alone = replace(likeness(visit=0.9, stock=0.6), named=named)
    assert "Read the talk aloud." in lines(write("see him", {"see him": alone}))
    rarely = replace(alone, named=(*named, *together("stock", "stock")))
    assert "Read the talk aloud." not in lines(write("see him", {"see him": rarely}))


def test_a_step_of_a_visit_goes_with_no_other_work() -> None:
    named = together("talk stock", "talk stock", "talk stock")
    assert lines(write("learn it", {"learn it": replace(likeness(talk=0.6), named=named)})) == ["Read the talk aloud."]


def test_what_examples_without_a_text_are_nearer_to_is_refused_in_spite_of_its_words() -> None:
    found = Hit(STOCK.passages[1], 0.3, 0.3, 0.3, None, Language.EN)

    def lead(asked: float, example: float) -> bool:
        return Told(Search("a customer fainted", Language.EN, (found,), asked, 0.0), likeness(lead=example)).covered

    assert not lead(0.2, -0.02)
    assert lead(0.3, -0.02)
    assert lead(0.2, 0.0)


def test_a_part_that_may_well_be_covered_is_not_named_as_missing() -> None:
    task = "I learn my lines, and I have to hum a song"
    said = {task: likeness(lead=0.0, talk=0.5), "I learn my lines": likeness(lead=0.4, talk=0.6)}
    for lead, missing in ((0.05, ("I have to hum a song",)), (0.07, ())):
        made = write(task, said | {"and I have to hum a song": likeness(lead=lead)}, searching({}, decoy=0.1))
        assert isinstance(made, Material)
        assert made.uncovered == missing


def test_that_somebody_comes_makes_no_cooking_a_task_of_ours() -> None:
    task = "a customer is coming, cook a meal"
    said = {
        task: likeness(lead=-0.3, visit=0.9),
        "a customer is coming": likeness(lead=0.14, visit=0.9, stock=0.1),  # with the search .24
        "cook a meal": likeness(lead=-0.3),
    }
    assert isinstance(write(task, said), NotCovered)
    assert isinstance(write(task, said | {"a customer is coming": likeness(visit=0.9, stock=0.3)}), Material)


def test_context_brings_its_section() -> None:
    said = {"learn my lines": likeness(talk=0.6), "and the store room": likeness(stock=0.6)}
    made = lines(write("learn my lines", said, context="and the store room"))
    assert sorted(made) == ["Count the boxes.", "Read the talk aloud."]


def test_one_half_is_made_and_the_other_named() -> None:
    task = "I learn my lines, and I have to book a hotel"
    said = {task: likeness(lead=0.0, talk=0.5), "I learn my lines": likeness(lead=0.4, talk=0.6)}
    made = write(task, said)
    assert lines(made) == ["Read the talk aloud."]
    assert isinstance(made, Material)
    assert made.uncovered == ("I have to book a hotel",)


def test_a_text_that_no_example_knows_is_judged_by_its_own_words() -> None:
    added = section("leasing", "Note the mileage.", "Sign the sheet.", document="lease.en")
    found = Hit(added.passages[0], 0.5, 0.5, 0.8, None, Language.EN)
    strong = Search("hand over the car", Language.EN, (found,), 0.3, 0.2)
    assert Told(strong, likeness(lead=-1.0)).covered
    weak = Search("bake", Language.EN, (Hit(added.passages[0], 0.1, 0.1, 0.0, None, Language.EN),), 0.3, 0.2)
    assert not Told(weak, likeness(lead=1.0)).covered


COLLECT = section("collect", "Collect:", "1. Ask for the money.", area="payment")
CHECK = section("check", "Check the account:", "1. Have it confirmed.", phase="during", step="6")
COMPLAINT = section("hearing", "Hear:", "Listen first.", area="complaints", phase="during")
CHAT = section("chat", "Chat:", "Tell the news.", area="customers", phase="during")
TEAM = section("team", "Lead:", "- Hire people.", area="team", level="manager")
WIDE = (TOOLS, STOCK, COLLECT, CHECK, COMPLAINT, CHAT, TEAM, REPORT)
WIDELY_KNOWN = frozenset(("guide", view.anchor) for view in WIDE)


def wide(task: str, said: dict[str, Likeness], context: str | None = None) -> Material | NotCovered:
    def like(text: str, language: Language, role: Role) -> Likeness | None:
        return said.get(text, likeness(lead=-1.0))

    topics = {
        Wording.load().phrase(TopicPhrase.PAYMENT, Language.EN): {COLLECT.passages[1]: 0.4},
        Wording.load().phrase(TopicPhrase.REFLECTION, Language.EN): {TOOLS.passages[1]: 0.4},
    }
    writer = ChecklistWriter(shelf_of(*WIDE), searching(topics, decoy=0.1), Wording.load(), Occasions.load(), like)
    return writer.write(ChecklistTask(task, context), Language.EN)


def test_words_and_examples_that_agree_need_less_of_a_lead() -> None:
    task = "an overdue bill"
    assert lines(wide(task, {task: likeness(lead=0.08, collect=0.2)})) == ["Ask for the money."]
    assert isinstance(wide(task, {task: likeness(lead=0.08, talk=0.2)}), NotCovered)


def test_what_lies_near_the_uncovered_is_refused_whatever_its_words_tell() -> None:
    task = "an overdue bill"
    topic = Wording.load().phrase(TopicPhrase.PAYMENT, Language.EN)
    found = {COLLECT.passages[1]: 0.4}

    def made(lead: float) -> Material | NotCovered:
        near = replace(likeness(lead=lead, visit=0.9, collect=0.2), known=WIDELY_KNOWN)
        search = searching({topic: found, task: found}, asked=0.2, decoy=0.0)
        writer = ChecklistWriter(
            shelf_of(*WIDE), search, Wording.load(), Occasions.load(), lambda text, language, role: near
        )
        return writer.write(ChecklistTask(task), Language.EN)

    assert isinstance(made(-0.02), NotCovered)
    assert isinstance(made(0.0), Material)


def test_a_task_without_a_visit_takes_no_step_of_one_that_no_example_names() -> None:
    task = "learn my part"
    assert lines(wide(task, {task: likeness(collect=0.3, check=0.24)})) == ["Ask for the money."]
    assert "Have it confirmed." in lines(wide(task, {task: likeness(collect=0.3, check=0.26)}))


def test_where_words_tell_a_near_section_one_that_is_merely_near_gives_way() -> None:
    payment, other = "see him about an overdue bill", "see the old man"
    near = likeness(visit=0.9, collect=0.3, check=0.24)
    assert "Have it confirmed." in lines(wide(other, {other: near}))
    assert "Have it confirmed." not in lines(wide(payment, {payment: near}))


def test_what_the_boss_is_to_get_is_no_visit_with_the_boss() -> None:
    task = "a report for my boss"
    assert "Bring samples." not in lines(wide(task, {task: likeness(collect=0.6)}))


def test_on_a_visit_nobody_does_what_only_a_manager_does() -> None:
    task = "see the old man"
    assert "Hire people." not in lines(wide(task, {task: likeness(visit=0.9, collect=0.24, team=0.24)}))


def test_that_somebody_is_visited_is_no_part_of_its_own() -> None:
    task = "I visit a dealer, and he owes us money"
    said = {
        task: likeness(visit=0.9, collect=0.6),
        "I visit a dealer": likeness(visit=0.9, stock=0.6),
        "he owes us money": likeness(collect=0.6),
    }
    assert "Count the boxes." not in lines(wide(task, said))
    assert "Count the boxes." in lines(wide("I hum a song, and he owes us money", {
        "I hum a song, and he owes us money": likeness(visit=0.9, collect=0.6),
        "I hum a song": likeness(stock=0.6),
    }))  # fmt: skip


def test_a_context_that_examples_are_unsure_of_brings_nothing() -> None:
    said = {"learn my part": likeness(collect=0.6), "always in a hurry": likeness(hearing=0.2)}
    assert lines(wide("learn my part", said, "always in a hurry")) == ["Ask for the money."]


def test_what_is_about_the_work_after_a_visit_has_nothing_before_it() -> None:
    task = "scribble down what they said"
    made = wide(task, {task: likeness(visit=0.9, report=0.6)})
    assert lines(made) == ["Write the report."]


def test_what_a_visit_is_for_comes_first_where_no_step_says_when() -> None:
    task = "he grumbles about a thing"
    made = lines(wide(task, {task: likeness(visit=0.9, hearing=0.6, stock=0.5)}))
    assert made.index("Listen first.") < made.index("Count the boxes.")
    made = lines(wide(task, {task: likeness(visit=0.9, chat=0.6, stock=0.5)}))
    assert made.index("Tell the news.") < made.index("Count the boxes.")
    made = lines(wide(task, {task: likeness(visit=0.9, chat=0.5, stock=0.6)}))
    assert made.index("Count the boxes.") < made.index("Tell the news.")


def test_a_complaint_is_heard_before_anything_else() -> None:
    task = "he grumbles about a thing"
    made = lines(wide(task, {task: likeness(visit=0.9, hearing=0.5, stock=0.55, chat=0.6)}))
    assert [line for line in made if line in {"Listen first.", "Tell the news.", "Count the boxes."}] == [
        "Listen first.",
        "Tell the news.",
        "Count the boxes.",
    ]


def test_who_asks_for_one_phase_speaks_of_a_visit() -> None:
    task = "what do I do after the visit"
    made = wide(task, {task: likeness(visit=0.1, talk=0.1)})
    assert lines(made) == ["Write the report."]


def test_a_mishap_at_a_customers_is_refused_however_near_it_is() -> None:
    near = likeness(lead=0.5, visit=0.9, stock=0.6)
    assert isinstance(write("Fire at the dealer's shop", {"Fire at the dealer's shop": near}), NotCovered)
    assert isinstance(write("Calm at the dealer's shop", {"Calm at the dealer's shop": near}), Material)


def test_of_a_mishap_and_a_task_the_mishap_is_named() -> None:
    parts = "Count the boxes at the dealer's", "report a stolen phone"
    said = {part: likeness(lead=0.5, visit=0.9, stock=0.6) for part in (" and ".join(parts), *parts)}
    made = write(" and ".join(parts), said)
    assert "Count the boxes." in lines(made)
    assert isinstance(made, Material)
    assert made.uncovered == ("report a stolen phone",)


def test_what_hangs_on_a_mishap_is_no_task() -> None:
    parts = "I lost my phone", "the customers' telephone numbers were in it"
    said = {part: likeness(lead=0.5, stock=0.6) for part in (", ".join(parts), *parts)}
    assert isinstance(write(", ".join(parts), said), NotCovered)


def test_a_managers_work_is_a_visit_only_where_the_words_say_so() -> None:
    task = "a new one starts on Monday"
    assert lines(wide(task, {task: likeness(visit=0.9, team=0.2, collect=0.1)})) == ["Hire people."]
    seen = "a new one visits on Monday"
    assert "Bring samples." in lines(wide(seen, {seen: likeness(visit=0.9, team=0.2, collect=0.1)}))


def test_a_reps_words_bring_nothing_to_a_managers_work() -> None:
    task = "an overdue bill"
    assert lines(wide(task, {task: likeness(team=0.6)})) == ["Hire people."]
    both = {task: likeness(team=0.6, collect=0.2)}
    assert set(lines(wide(task, both))) == {"Hire people.", "Ask for the money."}
    unsure = {task: likeness(team=0.2)}
    assert "Ask for the money." in lines(wide(task, unsure))


def test_what_is_done_at_the_desk_is_no_visit_whatever_examples_say() -> None:
    task = "Hire two sales reps"
    assert lines(write(task, {task: likeness(visit=0.9, talk=0.6)})) == ["Read the talk aloud."]
    seen = "Meet the two reps we hire"
    assert len(lines(write(seen, {seen: likeness(visit=0.9, talk=0.6)}))) > 1


def test_a_step_that_only_a_search_finds_does_not_lead_other_work() -> None:
    found = searching({"hum it": {STOCK.passages[1]: 0.3}}, decoy=0.0)
    assert lines(write("hum it", {"hum it": likeness(talk=0.4)}, found)) == ["Read the talk aloud."]
