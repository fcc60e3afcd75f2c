from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from kb.generators import quiz_gap, quiz_match, quiz_order, quiz_true_false
from kb.generators.learners import Difficulty
from kb.generators.quiz import questions_for, write_quiz
from kb.generators.quiz_drafts import Draft, stands_in
from kb.generators.quiz_material import QuizMaterial, gather
from kb.generators.quiz_true_false import numbered
from kb.generators.shuffling import chance
from kb.library import SectionView
from kb.types import Language, Passage, QuizItem, QuizType
from kb.wording import Wording
from tests.solving import Solver
from tests.teaching import ITEM, LEVELS, PARAGRAPH, STEP, material, passages_of, section, shelf, shelved, taught

pytestmark = pytest.mark.unit

WORDING = Wording.load()
SEEDS = range(25)
LEVELS_OF_QUIZ = list(Difficulty)


def quiz(held: QuizMaterial, seed: int = 0, count: int = 12) -> tuple[QuizItem, ...]:
    numbers = {passage.id: number for number, passage in enumerate(passages_of(held.sections), start=1)}

    def number_of(passage: Passage) -> int:
        return numbers[passage.id]

    return write_quiz(held, count, chance(seed), number_of)


def material_of(*views: SectionView) -> QuizMaterial:
    sections = shelved(*views)
    return gather(taught(*sections), sections, Difficulty.MIXED, material().say)


def solver(held: QuizMaterial) -> Solver:
    points = {part.title: [passage.text for passage in part.passages] for part in held.sections}
    return Solver(points, WORDING, Language.EN)


def solved(item: QuizItem, held: QuizMaterial) -> bool:
    answer = solver(held).solve(item)
    if item.type is QuizType.GAP:
        assert isinstance(answer, tuple)
        assert isinstance(item.answer, tuple)
        return answer[0] in item.answer
    return answer == item.answer


@pytest.mark.parametrize("difficulty", LEVELS_OF_QUIZ)
def test_every_question_is_solved_from_the_key_points_alone(difficulty: Difficulty) -> None:
    held = material(difficulty)
    for seed in SEEDS:
        for item in quiz(held, seed):
            assert solved(item, held), item


def test_all_five_types_come_up() -> None:
    quizzes = [{item.type for item in quiz(material(), seed)} for seed in SEEDS]
    assert set.union(*quizzes) == set(QuizType)
    assert min(len(types) for types in quizzes) >= 3


def test_the_same_seed_gives_the_same_quiz_and_another_another() -> None:
    held = material()
    assert quiz(held, 3) == quiz(held, 3)
    assert len({quiz(held, seed) for seed in SEEDS}) == len(SEEDS)


def test_no_passage_is_asked_about_twice_and_true_and_false_are_even() -> None:
    for seed in SEEDS:
        items = quiz(material(), seed)
        cited = [number for item in items for number in item.citations]
        assert len(cited) == len(set(cited))
        truths = Counter(item.answer for item in items if item.type is QuizType.TRUE_FALSE)
        assert abs(truths[True] - truths[False]) <= 1


def test_what_a_gap_wants_stands_in_no_other_question() -> None:
    for seed in SEEDS:
        items = quiz(material(Difficulty.EASY), seed)
        for gap in (item for item in items if item.type is QuizType.GAP):
            assert isinstance(gap.answer, tuple)
            others = " ".join(" ".join((item.prompt, *item.options)) for item in items if item is not gap)
            assert not stands_in(str(gap.answer[0]), others)


def test_options_differ_and_explanations_are_the_passages() -> None:
    held = material()
    texts = {passage.text for passage in passages_of(held.sections)}
    for seed in SEEDS:
        for item in quiz(held, seed):
            assert len(set(item.options)) == len(item.options)
            assert set(item.explanation.split("\n")) <= texts
            assert item.citations


def test_an_order_is_never_shown_in_order() -> None:
    orders = [item for seed in SEEDS for item in quiz(material(), seed) if item.type is QuizType.ORDER]
    assert orders
    assert all(item.answer != tuple(range(len(item.options))) for item in orders)


def test_steps_that_number_themselves_lose_the_number() -> None:
    weeks = [
        "A month has weeks:",
        "Week 1: call on the mill.",
        "Week 2: see the harbour.",
        "Week 3: write to the guild.",
    ]
    view = section(0, "Month", weeks, STEP)
    held = material_of(view)
    (order,) = quiz_order.drafts(held, chance(0))
    assert sorted(order.options) == ["call on the mill.", "see the harbour.", "write to the guild."]


def test_a_head_that_gives_its_own_text_away_is_not_asked_for() -> None:
    telling = [
        "There are files:",
        "Consumer file: about consumers.",
        "Reseller file: about resellers.",
        "Press file: about the press.",
    ]
    held = material_of(section(0, "Files", telling, ITEM))
    assert not [*quiz_match.drafts(held, chance(0)), *quiz_gap.drafts(held, chance(0))]


def test_steps_that_name_their_place_are_not_put_in_order() -> None:
    placed = ["Go on like this:", "Do the first of 3 rounds.", "In round 2 turn back.", "Round 3 ends at the gate."]
    assert not list(quiz_order.drafts(material_of(section(0, "Rounds", placed, STEP)), chance(0)))


def test_few_passages_give_small_questions_rather_than_one_large_one() -> None:
    logs = [
        "There are logs:",
        "Visit log: who was called on.",
        "Trade log: what changed hands.",
        "Address book: how to reach people.",
    ]
    items = quiz(material_of(section(1, "Logs", logs, ITEM)), count=5)
    assert len(items) >= 2


def test_thin_material_gives_few_questions_or_none() -> None:
    assert quiz(material_of(section(0, "One", ["One sentence stands here."], PARAGRAPH))) == ()
    assert len(quiz(material_of(section(1, "Grades", LEVELS, ITEM)))) <= 3


def test_longer_modules_end_with_more_questions() -> None:
    assert [questions_for(minutes) for minutes in (5, 30, 45, 60, 90, 480)] == [5, 5, 7, 8, 12, 12]


def test_newcomers_get_words_to_choose_from() -> None:
    prompts = {
        level: " ".join(i.prompt for seed in SEEDS for i in quiz(material(level), seed) if i.type is QuizType.GAP)
        for level in (Difficulty.EASY, Difficulty.HARD)
    }
    assert "to choose from" in prompts[Difficulty.EASY]
    assert "to choose from" not in prompts[Difficulty.HARD]


@pytest.mark.parametrize(
    ("words", "text", "stands"),
    [
        ("15", "It takes 15 minutes.", True), ("15", "It takes 150 minutes.", False), ("Size", "their size.", True),
        ("size", "oversized", False), ("重点", "抓重点：要抓住要点", True),
        ("문의", "문의를 받습니다", True), ("", "x", False),
        ("9", "9단계: 지도", True), ("9", "19단계: 지도", False),
    ],
)  # fmt: skip
def test_words_stand_in_a_text_as_whole_words(words: str, text: str, stands: bool) -> None:
    assert stands_in(words, text) is stands


def test_questions_clash_where_one_shows_what_the_other_asks() -> None:
    one, two, three = shelf()[1].passages[1:4]
    gap = Draft(QuizType.GAP, "____: flawless under a lamp.", (), ("Gold",), (one,), (("Gold",),))
    shows = Draft(QuizType.CHOICE, "Which?", ("gold", "Silver"), 1, (two,))
    other = Draft(QuizType.CHOICE, "Which?", ("Bronze", "Silver"), 1, (three,))
    assert gap.clashes(shows)
    assert shows.clashes(gap)
    assert not gap.clashes(other)
    assert other.clashes(Draft(QuizType.CHOICE, "And?", ("a", "b"), 0, (three,)))


def test_nobody_is_asked_what_a_source_claims_or_an_editor_remarks() -> None:
    said = [
        "Complaints are settled fast; everybody who complains is visited within 24 hours.",
        "According to the source, six people hear of it. Letters, labels, terms and prices follow; 99 of them leave.",
        "Prices, terms, labels and stock are checked; the source gives no figure for it.",
    ]
    (part,) = taught(*shelved(section(0, "Complaints", said, PARAGRAPH)))
    made = gather((part,), [part.section], Difficulty.HARD, material().say)
    assert {found.passage.place for found in made.halves} == {1}
    assert {passage.place for passage, _, _, _ in numbered(made)} == {1}
    assert [gap.asked[0].place for gap in quiz_gap.drafts(made, chance(1))] == [1]


def test_prose_is_asked_for_its_contrary_and_only_what_a_passage_begins_with() -> None:
    prose = section(0, "Leaks", ["Find leaks quickly. The two must meet.", "Sailors sing."], PARAGRAPH)
    true, false = sorted(quiz_true_false.drafts(material_of(prose), chance(0)), key=lambda draft: not draft.answer)
    assert "Find leaks quickly." in true.prompt
    assert "Find leaks slowly." in false.prompt
    assert "meet" not in true.prompt


def test_steps_that_are_named_in_a_sentence_lose_their_full_stops() -> None:
    steps = ["Look at the mast.", "Scrub the keel.", "Mend three sails."]
    drafts = quiz_true_false.drafts(material_of(section(0, "Looking", steps, STEP)), chance(0))
    ordered = [draft.prompt for draft in drafts if "first comes" in draft.prompt]
    assert len(ordered) == 2
    assert all("“Look at the mast”" in prompt or "“Mend three sails”" in prompt for prompt in ordered)
    assert not any(".”" in prompt for prompt in ordered)


def test_one_step_of_a_visit_has_no_order_of_its_own() -> None:
    looks = ["Look at the mast.", "Look at the keel.", "Look at the sails.", "Look at the ropes."]
    alone = section(0, "Looking", looks, STEP)
    assert list(quiz_order.drafts(material_of(alone), chance(0)))
    within = replace(
        alone, passages=tuple(replace(one, attributes=(*one.attributes, ("step", "3"))) for one in alone.passages)
    )
    assert not list(quiz_order.drafts(material_of(within), chance(0)))


def test_what_any_word_could_fill_is_given_to_choose_from() -> None:
    heads = section(0, "Ranks", ["Captain: steers.", "Mate: counts the barrels.", "Cook: feeds everybody."], ITEM)
    gaps = list(quiz_gap.drafts(material_of(heads), chance(0)))
    assert gaps
    assert all("Captain" in gap.prompt and "Cook" in gap.prompt for gap in gaps)
    two = section(0, "Ranks", ["Captain: steers.", "Mate: counts the barrels."], ITEM)
    assert not list(quiz_gap.drafts(material_of(two), chance(0)))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Ranks are in three stages: target market, prospects and target customers.", "prospects"),
        ("There are three marks: red paint, blue chalk or grey tar.", "blue chalk"),
        ("Information has three stages; see the market, ask and note.", None),
    ],
)
def test_the_inner_one_of_three_makes_a_gap(text: str, answer: str | None) -> None:
    (part,) = taught(*shelved(section(0, "Order", [text], PARAGRAPH)))
    wares = ["Pack four: pears, ripe plums, figs and dates.", "Take four: oats, rye bread, milk and eggs."]
    beside = shelved(section(0, "Order", [text], PARAGRAPH), section(1, "Wares", wares, ITEM))
    made = gather((part,), beside, Difficulty.HARD, material().say)
    assert [gap.answer for gap in quiz_gap.drafts(made, chance(1))] == ([(answer,)] if answer else [])


def test_a_pointer_is_not_asked_about() -> None:
    points = section(0, "Calls", ["By horn: blow it; a section of its own says how.", "By flag: wave it."], ITEM)
    held = material_of(points)
    assert [item.text for listing in held.listings for item in listing.items] == []
    assert held.halves == ()


def test_a_comma_within_an_enumeration_is_no_cut() -> None:
    one = section(0, "Skills", ["It asks for a strong will in hard times, clear sight and steady hands."], PARAGRAPH)
    two = section(0, "Skills", ["It asks for a strong will in hard times, which nobody has at birth."], PARAGRAPH)
    assert material_of(one).halves == ()
    assert len(material_of(two).halves) == 1


def test_what_a_heading_could_hold_as_well_is_no_wrong_answer() -> None:
    def of_work(view: SectionView, work: str) -> SectionView:
        return replace(view, passages=tuple(replace(one, work=work) for one in view.passages))

    pay = section(0, "Collecting payment", ["Ask on Friday.", "Ask politely.", "Ask twice."], ITEM)
    same = section(1, "Deliveries", ["Load the barrels.", "Count the crates."], ITEM)
    rules = of_work(section(2, "Rules", ["Hold on to what payment needs.", "Greet the watchman."], ITEM), "rules")
    held = material_of(pay, same, rules)
    assert [item.text for item in held.clearly_strange_items("Collecting payment")] == ["Greet the watchman."]


def test_where_each_answer_has_a_word_of_its_question_an_easy_quiz_is_better_than_none() -> None:
    files = section(0, "Files", [
        "Sailor file: all about sailors.", "Harbour file: all about the harbour.", "Captain file: all about captains.",
        "Barrel file: all about the barrels.", "Rope file: all about the ropes.", "Sail file: all about the sails.",
    ], ITEM)  # fmt: skip
    assert len(quiz(material_of(files), count=5)) >= 3


def test_half_sentences_are_matched_though_they_go_on_with_their_own_words() -> None:
    prose = section(0, "Port", [
        "The harbour closes at dusk; the harbour opens again at dawn.",
        "The lantern hangs over the door; nobody may take the lantern down.",
        "Barrels stand along the wall; count the barrels every evening.",
    ], PARAGRAPH)  # fmt: skip
    assert [len(draft.options) for draft in quiz_match.drafts(material_of(prose), chance(0))] == [6]
