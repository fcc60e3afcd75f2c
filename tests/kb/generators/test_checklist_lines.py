"""Which lines of its sections a checklist is made of, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from kb.generators.cases import is_for_a_case, presses
from kb.generators.checklist import ChecklistWriter
from kb.generators.occasions import Occasions
from kb.generators.sheet import own_clause
from kb.generators.shelves import Place, arrange, desk_order, phase_of
from kb.library import SectionView
from kb.types import ChecklistTask, Language, Likeness, Material, Role
from kb.wording import TopicPhrase, Wording
from tests.builders import passage
from tests.kb.generators.shelf import Searching, searching, section, shelf_of

pytestmark = pytest.mark.unit

NOTHING = searching({}, decoy=0.0)


def lines(
    *sections: SectionView,
    visit: bool = False,
    told: Mapping[Place, float] = MappingProxyType({}),
    sequences: tuple[tuple[Place, ...], ...] = (),
    beside: tuple[SectionView, ...] = (),
    task: str = "hum a song",
    search: Searching = NOTHING,
) -> list[str]:
    """The lines of a checklist whose examples name all the sections but those `beside`, the first one most."""
    votes = {("guide", view.anchor): 0.9 - 0.01 * place for place, view in enumerate(sections)}

    def like(text: str, language: Language, role: Role) -> Likeness:
        return Likeness(votes, 0.9 if visit else 0.0, 0.5, frozenset(votes), lines=told, sequences=sequences)

    shelf = shelf_of(*sections, *beside)
    writer = ChecklistWriter(shelf, search, Wording.load(), Occasions.load(), like)
    made = writer.write(ChecklistTask(task), Language.EN)
    assert isinstance(made, Material)
    return [line.text for block in made.blocks for line in block.lines]


def test_a_line_that_examples_tell_is_there_and_goes_last_of_all() -> None:
    count = section("count", *(f"- Count{n}." for n in range(30)))
    others = tuple(section(f"part{n}", f"- Pack{n}.", f"- Load{n}.") for n in range(3))
    told = {("guide", "count", 30): 0.9, ("guide", "part1", 2): 0.3, ("guide", "part2", 2): 0.01}
    assert "Count29." not in lines(count, beside=others)
    made = lines(count, told=told, beside=others)
    assert made[-2:] == ["Count29.", "Load1."]
    assert len([line for line in made if line.startswith("Count")]) == 9


def test_no_step_of_a_visit_is_told_where_nobody_is_visited() -> None:
    count, report = section("count", "- Count."), section("report", "- Report it.", step="10", phase="after")
    told = {("guide", "report", 1): 0.9}
    assert lines(count, told=told, beside=(report,)) == ["Count."]
    assert lines(count, told=told, beside=(report,), visit=True)[-1] == "Report it."


def test_who_was_never_visited_has_no_last_visit_whoever_names_it() -> None:
    pack = section("pack", "- Pack.")
    look_back = section("look-back", "- Look back.", step="2", phase="before")
    about = Wording.load().phrase(TopicPhrase.REFLECTION, Language.EN)
    search = searching({about: {look_back.passages[0]: 0.4}}, decoy=0.0)

    def made(task: str, *, named: bool) -> list[str]:
        told = {} if named else {("guide", "look-back", 1): 0.9}
        sections = (pack, look_back) if named else (pack,)
        beside = () if named else (look_back,)
        return lines(*sections, told=told, beside=beside, visit=True, task=task, search=search)

    for named in (True, False):
        assert made("visit a customer", named=named) == ["Look back.", "Pack."]
        assert made("first visit to a customer", named=named) == ["Pack."]


def test_sections_come_in_the_order_that_examples_have_them() -> None:
    first, then = section("first", "- Pack."), section("then", "- Load.")
    loading = ("guide", "then", 1), ("guide", "first", 1)
    assert lines(first, then) == ["Pack.", "Load."]
    assert lines(first, then, sequences=(loading, loading, loading)) == ["Load.", "Pack."]
    assert lines(first, then, sequences=(loading[::-1],)) == ["Pack.", "Load."]


def test_a_wide_task_has_more_lines() -> None:
    wide = [section(f"part{n}", *(f"1. Do{n}of{m}." for m in range(8))) for n in range(4)]
    assert len(lines(*wide[:1])) == 8
    assert len(lines(*wide)) == 24 + 2 * 3


def test_where_a_section_says_what_to_do_that_is_not_left_out_for_what_it_tells_apart() -> None:
    choose = section("choose", *(f"- Strength{n}." for n in range(10)), "1. Choose.", "1. Note the rest.", kind="list")
    made = lines(choose)
    assert made[-2:] == ["Choose.", "Note the rest."]
    assert len(made) == 8


def test_the_first_paragraph_about_duties_is_one() -> None:
    prose = "Think the promotion through.", "Talk to people."
    assert lines(section("store", *prose, kind="duties")) == [*prose]
    assert lines(section("store", *prose, kind="principles")) == ["Talk to people."]


def test_a_lead_says_its_own_duty_without_what_leads_over() -> None:
    lead = "The manager organises the fair; promotion also includes the following:"
    assert lines(section("fair", lead, "- Use social media.", kind="duties")) == [
        "The manager organises the fair",
        "Use social media.",
    ]
    assert lines(section("fair", lead, "- Use social media.", kind="list")) == ["Use social media."]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (
            "销售经理组织公司参加行业展会、会议和推广活动；推广工作还包括以下几项：",
            "销售经理组织公司参加行业展会、会议和推广活动",
        ),
        ("Мениджърът организира изложенията; работата включва още:", "Мениджърът организира изложенията"),
        ("Contracts bring three duties:", None),
        ("The manager organises the fair; and the rest.", None),
    ],
)
def test_the_own_clause_of_a_lead(text: str, own: str | None) -> None:
    quote = own_clause(passage(text))
    assert (None if quote is None else quote.text) == own


def test_what_is_no_visit_goes_text_by_text_and_says_how_before_what_to_mind() -> None:
    mind = section("mind", "- Be friendly.", kind="principles")
    how = section("how", "1. Ring up.", kind="procedure")
    other = section("other", "1. Note it.", kind="procedure", document="notes.en")
    shelf = arrange([mind, how, other])
    assert desk_order([("guide", "mind"), ("notes", "other"), ("guide", "how")], shelf) == [
        ("guide", "how"),
        ("guide", "mind"),
        ("notes", "other"),
    ]
    assert lines(mind, how) == ["Ring up.", "Be friendly."]


def test_a_machine_is_mended_during_the_visit() -> None:
    shelf = arrange([section("repair", "Mend it.", area="service"), section("bond", "Keep it.", area="relationships")])
    assert phase_of(shelf["guide", "repair"], visit=True) == "during"
    assert phase_of(shelf["guide", "bond"], visit=True) == "after"


def test_what_every_visit_needs_has_no_place_for_a_case_that_the_task_is_not_about() -> None:
    pack = section("pack", "1. Know the rules.", "1. When a product is launched, learn it.", "1. Be clear of the goal.",
                   "1. Plan.", phase="before", step="1")  # fmt: skip
    count = section("count", "1. Count.", phase="during", step="4")
    assert lines(count, pack, visit=True)[:4] == [passage.text for passage in pack.passages]
    votes = {("guide", "count"): 0.9}

    def like(text: str, language: Language, role: Role) -> Likeness:
        return Likeness(votes, 0.9, 0.5, frozenset([*votes, ("guide", "pack")]))

    writer = ChecklistWriter(shelf_of(count, pack), searching({}, decoy=0.0), Wording.load(), Occasions.load(), like)
    made = writer.write(ChecklistTask("hum a song"), Language.EN)
    assert isinstance(made, Material)
    assert [line.text for line in made.blocks[0].lines] == ["Know the rules.", "Be clear of the goal.", "Plan."]


@pytest.mark.parametrize(
    ("text", "language", "case"),
    [
        ("When a new product is launched, learn it.", Language.EN, True),
        ("Whenever you like.", Language.EN, False),
        ("公司推出新产品时，弄清新产品的特点。", Language.ZH, True),
        ("拜访结束后，写好销售报告。", Language.ZH, False),
        ("신제품이 출시되면 특징을 익히십시오.", Language.KO, True),
        ("방문을 마치면 영업 보고서를 쓰십시오.", Language.KO, False),
        ("Когато излиза нов продукт, научете го.", Language.BG, True),
        ("След посещението напишете отчета.", Language.BG, False),
    ],
)
def test_a_case_is_named_first(text: str, language: Language, case: bool) -> None:
    assert is_for_a_case(passage(text, language=language)) is case


def test_of_what_has_no_order_what_presses_is_first_and_what_is_for_a_case_last() -> None:
    prose = "Lead.", "When he puts off paying, say no.", "Be kind.", "Go there as soon as possible."
    items = "- Know his habits.", "- Watch his finances."
    rules = lines(section("pay", "Lead.", prose[1], *items, kind="principles"))
    assert rules == ["Know his habits.", "Watch his finances.", prose[1]]
    assert lines(section("heed", "Lead.", prose[2], prose[3], kind="principles")) == [prose[3], prose[2]]
    # Duties and steps have an order of their own.
    assert lines(section("duty", prose[2], prose[3], kind="duties")) == [prose[2], prose[3]]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Help him; get to the customer's site as soon as possible.", Language.EN),
        ("减轻客户的焦虑更要紧，尽快赶到客户现场。", Language.ZH),
        ("고객의 현장에 되도록 빨리 가십시오.", Language.KO),
        ("Отидете на място колкото може по-скоро.", Language.BG),
    ],
)
def test_what_presses_says_so(text: str, language: Language) -> None:
    assert presses(passage(text, language=language))
    assert not presses(passage("Ok.", language=language))


def test_what_a_customer_tries_is_a_case_in_korean_too() -> None:
    text = "고객이 결제를 미루려 할 때 용기 있게 거절하십시오."
    assert is_for_a_case(passage(text, language=Language.KO))
