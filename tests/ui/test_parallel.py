from __future__ import annotations

import pytest

from tests.ui.driving import looking, nodes, text
from tests.ui.standin import TEXTS, detail, sections_of, version_of
from ui.links import CitationLink
from ui.parallel import Column, parallel_node, same_section
from ui.phrases import phrases
from ui.service import Source
from ui.source_sheet import source_sheet

pytestmark = pytest.mark.unit


def source(document: str) -> Source:
    return Source(detail(document), version_of(TEXTS[document]), TEXTS[document], sections_of(document))


def test_row_stands_beside_row_and_what_says_the_same_as_the_quote_is_tinted() -> None:
    left, right = source("visit.bg"), source("visit.ko")
    cited = left.sections[0].passages[2]
    link = CitationLink("visit.bg", cited.start, cited.end)
    root = parallel_node(Column(left, left.sections[0]), Column(right, right.sections[0]), link).data()
    pairs = looking(root, "pair")
    assert len(pairs) == 1 + len(left.sections[0].passages)
    assert [text(near) for near in looking(root, "near")] == ["• " + right.sections[0].passages[2].text]
    assert [node["text"] for node in nodes(root) if node["tag"] == "mark"] == [cited.text]
    assert [side["language"] for side in pairs[1]["children"]] == ["bg", "ko"]


def test_with_other_numbers_of_rows_text_stands_beside_text() -> None:
    left, right = source("visit.bg"), source("visit.ko")
    shorter = right.sections[0].model_copy(update={"passages": right.sections[0].passages[:-1]})
    cited = left.sections[0].passages[0]
    link = CitationLink("visit.bg", cited.start, cited.end)
    root = parallel_node(Column(left, left.sections[0]), Column(right, shorter), link).data()
    assert len(looking(root, "pair")) == 2
    assert looking(root, "near") == []


def test_an_edition_without_the_section_leaves_the_source_alone() -> None:
    left, other = source("visit.bg"), source("visit.ko")
    lost = Source(other.document, other.version, other.text, other.sections[1:])
    assert same_section(lost, left.sections[0]) is None
    cited = left.sections[0].passages[0]
    root = source_sheet(left, CitationLink("visit.bg", cited.start, cited.end), "bg", phrases("bg"), lost).data()
    assert looking(root, "parallel") == []
    assert [node["text"] for node in nodes(root) if node["tag"] == "mark"] == [cited.text]
