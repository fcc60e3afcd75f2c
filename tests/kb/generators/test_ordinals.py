from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.generators.ordinals import LAST, Ordinal, counted_off, ordinals

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "number", "noun"),
    [
        ("第三步做什么？", 3, "步"),
        ("话术的最后一步", LAST, "步"),
        ("情况二怎么办", 2, "情况"),
        ("방문 4단계는?", 4, "단계"),
        ("두 번째 글자는요?", 2, "글자"),
        ("마지막 단계는?", LAST, "단계"),
        ("Коя е петата стъпка?", 5, "стъпк"),
        ("А на стъпка 7?", 7, "стъпк"),
        ("последната седмица", LAST, "седмиц"),
        ("What about case 2?", 2, "case"),
        ("the 3rd rule, please", 3, "rule"),
        ("the last stage", LAST, "stage"),
    ],
)
def test_what_is_counted_off(text: str, number: int, noun: str) -> None:
    assert ordinals(text) == [Ordinal(number, noun)]


@pytest.mark.parametrize(
    "text", ["第一次拜访", "first of all", "пет стъпки", "두 사람", "one customer", "second to none"]
)
def test_what_only_sounds_like_it(text: str) -> None:
    assert ordinals(text) == []


def test_the_place_counts_where_items_say_no_number() -> None:
    texts = ["greet", "listen", "note"]
    assert counted_off(ordinals("the second step"), texts, "") == [1]
    assert counted_off(ordinals("the last step"), texts, "") == [2]
    assert counted_off(ordinals("the ninth step"), texts, "") == []
    assert counted_off(ordinals("the first step and the third step"), texts, "") == []


def test_what_an_item_calls_itself_counts_before_its_place() -> None:
    texts = ["Between steps: policies", "Step 1: greet", "Step 2: listen"]
    assert counted_off(ordinals("step 1"), texts, "") == [1]
    assert counted_off(ordinals("step one or step two"), texts, "") == [1, 2]
    assert counted_off(ordinals("stage 1"), texts, "") == []


def test_what_the_words_around_the_list_count_off_is_no_item_of_it() -> None:
    assert counted_off(ordinals("第三步做什么"), ["看货架", "问价格", "记下来"], "第三步：比较价格") == []


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert all(one.number == LAST or 0 <= one.number <= 99 for one in ordinals(text))
