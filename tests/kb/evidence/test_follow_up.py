from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from kb.evidence.follow_up import MOST_CARRIED, carried_on, continues, merged
from kb.types import Hit, Language, Search
from tests.builders import hit, passage

pytestmark = pytest.mark.unit

WEEK_1, WEEK_2, LEVEL_B = (
    passage(text, place=place, anchor=anchor)
    for text, place, anchor in [("Week 1: A.", 1, "month"), ("Week 2: B.", 2, "month"), ("Level B.", 1, "levels")]
)


def all_known(tokens: Collection[str]) -> Collection[str]:
    return tokens


def search(*hits: Hit, lead: float = 0.2) -> Search:
    return Search("?", Language.EN, hits, 0.4 + lead, 0.4)


@pytest.mark.parametrize(
    ("history", "text", "used"),
    [
        (["Whom do I see in week 1?"], "and B?", "Whom do I see in week 1? and B?"),
        (["什么是A级客户？", "B级呢？"], "那C级呢", "什么是A级客户？ 那C级呢"),
        (["고객 깔때기가 뭐예요?"], "왜요?", "고객 깔때기가 뭐예요? 왜요?"),
        (["Какво е стандартна реч?", "  "], "А за какво служи?", "Какво е стандартна реч? А за какво служи?"),
        (["and?"], "why?", "and? why?"),
    ],
)
def test_the_latest_question_that_stands_by_itself_is_carried_over(history: list[str], text: str, used: str) -> None:
    assert carried_on(history, text) == used


@pytest.mark.parametrize(
    ("history", "text"),
    [
        ([], "why?"),
        (["", " "], "why?"),
        (["How many days does a visit take?"], "退货期限是几天？"),
        (["Whom do I see first?"], "Which education does a freight manager need to have?"),
    ],
)
def test_what_has_no_history_or_stands_alone_is_left_alone(history: list[str], text: str) -> None:
    assert carried_on(history, text) is None


def test_of_a_long_story_the_end_is_carried_over() -> None:
    used = carried_on(["x" * 5000 + " How do I collect?"], "why?")
    assert used is not None
    assert used.endswith(" How do I collect? why?")
    assert len(used) <= MOST_CARRIED + len(" why?")


@pytest.mark.parametrize(
    ("text", "alone", "together", "goes_on"),
    [
        ("and B?", 0.1, 0.3, True),
        ("and who sets the prices?", 0.3, 0.2, False),
        ("What goes in it?", 0.05, 0.2, True),
        ("What goes in it?", 0.21, 0.2, False),
        ("B类客户呢？", 0.4, 0.1, True),
        ("B급 고객은요?", 0.4, 0.1, True),
        ("за клас B?", 0.4, 0.1, True),
        ("with new customers?", 0.4, 0.1, True),
        ("天气呢？", -0.1, 0.3, False),
        ("and what's the weather?", -0.1, 0.4, False),
        ("why?", -0.1, 0.2, True),
        ("Which education does a freight manager need to have?", 0.1, 0.5, False),
    ],
)
def test_the_conversation_goes_on_where_that_is_found_better(
    text: str, alone: float, together: float, goes_on: bool
) -> None:
    assert continues(text, search(lead=alone), search(hit(WEEK_1, 0.5), lead=together), all_known) is goes_on


@pytest.mark.parametrize(
    ("text", "language", "unknown", "goes_on"),
    [
        ("and how do I reboot it?", Language.EN, {"rebo", "eboo", "boot"}, False),
        ("and how often is it done?", Language.EN, set(), True),
        ("那领带怎么打？", Language.ZH, {"那领", "领带", "带怎", "么打"}, False),
        ("那怎么收款？", Language.ZH, {"那怎", "么收"}, True),
    ],
)
def test_a_subject_that_no_text_knows_is_another_one(
    text: str, language: Language, unknown: set[str], goes_on: bool
) -> None:
    def known(tokens: Collection[str]) -> Collection[str]:
        return [token for token in tokens if token not in unknown]

    alone = Search(text, language, (), 0.4, 0.4)
    continued = Search(text, language, (hit(WEEK_1, 0.5),), 0.6, 0.4)
    assert continues(text, alone, continued, known) is goes_on
    # A few pages that somebody added lack common words.
    unasked = replace(continued, hits=(replace(hit(WEEK_1, 0.5), unasked=True),))
    assert continues(text, alone, unasked, known)


def test_within_the_subject_the_new_part_decides() -> None:
    alone = search(hit(LEVEL_B, 0.3, 0.4), hit(WEEK_2, 0.2, 0.4))
    continued = search(hit(WEEK_1, 0.5, 0.6), hit(WEEK_2, 0.45, 0.6), hit(LEVEL_B, 0.1, 0.2), lead=0.3)
    found = merged("and B?", alone, continued)
    assert [one.passage.text for one in found.hits] == ["Week 2: B.", "Week 1: A.", "Level B."]
    assert found.asked_level == continued.asked_level
    assert found.hits[0].asked == pytest.approx(0.5)


def test_what_only_the_question_alone_finds_is_kept_and_nothing_counts_below_zero() -> None:
    found = merged("and B?", search(hit(LEVEL_B, 0.3), hit(WEEK_1, -0.2)), search(hit(WEEK_1, 0.5)))
    assert [(one.passage.text, one.score) for one in found.hits] == [("Week 1: A.", 0.5), ("Level B.", 0.3)]


def test_what_a_bare_question_word_finds_alone_is_chance() -> None:
    continued = search(hit(WEEK_1, 0.5))
    assert merged("why?", search(hit(LEVEL_B, 0.9)), continued) == continued
