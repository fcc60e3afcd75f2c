from __future__ import annotations

import pytest

from kb.generators.likeness import Likeness

pytestmark = pytest.mark.unit


def test_lines_that_say_the_same_are_alike() -> None:
    likeness = Likeness()
    assert likeness.alike("Bring samples.", "Bring product samples and cards.")
    assert not likeness.alike("Bring samples.", "Compare the prices of last year.")
    assert likeness.alike("检查库存", "检查经销商的库存")


def test_a_shared_word_gives_an_answer_away_unless_the_others_have_it_too() -> None:
    likeness = Likeness()
    assert likeness.gives_away("Consumer file", "all about consumers", ["all about resellers", "all about shops"])
    assert not likeness.gives_away(
        "Customer size", "how large a customer is", ["where a customer is", "what a customer buys"]
    )
    assert not likeness.shares("1 2", "1 2")
