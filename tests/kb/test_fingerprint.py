from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kb.fingerprint import Fingerprint

pytestmark = pytest.mark.unit

BUNDLED = Fingerprint("multilingual-e5-small@1571fc982750", 384, "query: ", "passage: ", cutting=1, tokens=1)


def test_the_short_name_is_fixed() -> None:
    """A changed name would make every library embed all over again."""
    assert BUNDLED.short == "me5s-dc09aa29"


@pytest.mark.parametrize(
    "other",
    [
        replace(BUNDLED, model="multilingual-e5-small@000000000000"),
        replace(BUNDLED, dimension=383),
        replace(BUNDLED, question_prompt="query:"),
        replace(BUNDLED, passage_prompt=""),
        replace(BUNDLED, cutting=2),
        replace(BUNDLED, tokens=2),
        replace(BUNDLED, embedded_text=BUNDLED.embedded_text + 1),
    ],
)
def test_every_field_is_in_the_short_name(other: Fingerprint) -> None:
    assert other.short != BUNDLED.short


def test_kept_vectors_outlive_another_way_of_cutting_but_not_another_prompt() -> None:
    assert replace(BUNDLED, cutting=2, tokens=3).vectors == BUNDLED.vectors
    assert replace(BUNDLED, question_prompt="").vectors != BUNDLED.vectors
    assert replace(BUNDLED, embedded_text=9).vectors != BUNDLED.vectors


@pytest.mark.parametrize(
    ("model", "start"),
    [
        ("paraphrase-multilingual-MiniLM-L12-v2@0", "pmml12v2-"),
        ("模型@0", "model-"),
        ("a-very-long-name-of-a-model-that-goes-on-2024-05-06-and-on@0", "avlnoamtgo20-"),
    ],
)
def test_the_short_name_can_name_a_file(model: str, start: str) -> None:
    short = replace(BUNDLED, model=model).short
    assert short.startswith(start)
    assert re.fullmatch("[a-z0-9]+-[0-9a-f]{8}", short)


def test_the_description_names_everything() -> None:
    assert BUNDLED.describe() == (
        "me5s-dc09aa29: multilingual-e5-small@1571fc982750, 384 dimensions, "
        "prompts 'query: ' and 'passage: ', rules: embedded text 1, cutting 1, tokens 1"
    )
