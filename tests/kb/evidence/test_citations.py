from __future__ import annotations

from dataclasses import replace

import pytest

from kb.errors import CitationError
from kb.evidence.citations import check, cite
from kb.types import Block, BlockStyle, Language, Line, Material, MaterialKind, WrittenBy
from tests.builders import passage

pytestmark = pytest.mark.unit

TEXT = "拜访前准备好样品。Bring samples. 🙂"
PASSAGE = passage("Bring samples.", start=9)
MATERIAL = Material(
    id="m",
    kind=MaterialKind.ANSWER,
    language=Language.EN,
    title=None,
    question_used="?",
    written_by=WrittenBy.EXTRACT,
    blocks=(Block(BlockStyle.PARAGRAPH, (Line("l1", "Bring samples.", (1,)),)),),
    citations=cite([PASSAGE]),
)


def test_a_quote_at_its_offsets_passes() -> None:
    check(MATERIAL, lambda document, version: TEXT)


def test_a_quote_one_character_off_is_a_bug() -> None:
    moved = replace(MATERIAL, citations=cite([replace(PASSAGE, start=8, end=22)]))
    with pytest.raises(CitationError, match=r"guide\.en"):
        check(moved, lambda document, version: TEXT)


@pytest.mark.parametrize("numbers", [(), (2,), (0,), (1, 2)])
def test_a_line_must_cite_what_is_there(numbers: tuple[int, ...]) -> None:
    block = Block(BlockStyle.PARAGRAPH, (Line("l1", "Bring samples.", numbers),))
    with pytest.raises(CitationError, match="cites"):
        check(replace(MATERIAL, blocks=(block,)), lambda document, version: TEXT)
