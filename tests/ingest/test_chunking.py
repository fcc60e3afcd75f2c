from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chunking import MOST_TOKENS, Head, cut, version_of
from ingest.structure.sections import parse
from kb.types import Language, Passage

pytestmark = pytest.mark.unit


def passages(body: str, *, language: Language = Language.EN, markdown: bool = True) -> tuple[Passage, ...]:
    document = parse(body, markdown=markdown).document
    head = Head("guide.en", "guide", language, language, version_of(document.text), "Guide")
    return cut(document, head, len)


BODY = """## Tools {#tools area=visit original=ko}

Bring these:

- samples
- **price** list

1. Call.
2. Go.
"""


def test_each_paragraph_item_and_step_is_a_passage_at_its_place() -> None:
    found = passages(BODY)
    assert [(p.place, p.kind.value, p.text) for p in found] == [
        (1, "paragraph", "Bring these:"),
        (2, "item", "samples"),
        (3, "item", "**price** list"),
        (4, "step", "Call."),
        (5, "step", "Go."),
    ]
    assert {p.anchor for p in found} == {"tools"}
    assert {p.original for p in found} == {Language.KO}
    assert found[0].section_path == ("Tools",)
    assert "{" not in found[0].section_path[0]


def test_an_id_is_made_of_origin_place_and_text_alone() -> None:
    first = passages(BODY)[1]
    assert first.id == "guide.en/0/1-" + hashlib.sha256(b"samples").hexdigest()[:12]


def test_what_is_too_long_is_split_at_sentences_and_keeps_its_place() -> None:
    sentence = "This sentence is repeated until the passage is too long for the encoder. "
    found = passages("## A\n\n" + sentence * 20 + "\n\nshort")
    assert len(found) == 5
    assert [p.place for p in found][-2:] == [1, 2]
    assert [p.part for p in found[:-1]] == list(range(len(found) - 1))
    assert all(len(p.text) <= MOST_TOKENS and p.text.endswith(".") for p in found[:-1])


@pytest.mark.parametrize("language", list(Language))
def test_a_sentence_without_end_is_split_too(language: Language) -> None:
    text = "客户" * 2000 if language is Language.ZH else "клиент " * 700
    found = passages("## A\n\n" + text, language=language)
    assert "".join(p.text for p in found).replace(" ", "") == text.replace(" ", "")


words = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\x00\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"),
    max_size=300,
)


@given(st.lists(words, max_size=8), st.booleans(), st.sampled_from(list(Language)))
def test_offsets_are_exact_and_nothing_is_told_twice(lines: list[str], markdown: bool, language: Language) -> None:
    body = "\n".join(lines)
    document = parse(body, markdown=markdown).document
    head = Head("d.en", "d", language, language, version_of(document.text), "t")
    end = 0
    for passage in cut(document, head, len):
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip() != ""
        assert passage.start >= end
        end = passage.end
