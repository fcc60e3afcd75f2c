from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.schemas.documents import PassageOut, SectionOut
from tests.ui.driving import looking, nodes, text
from tests.ui.standin import TEXTS, detail, sections_of, version_of
from ui.links import BrokenLink, CitationLink
from ui.phrases import phrases
from ui.rows import passage_nodes, pieces, rows_of, section_of
from ui.service import Source
from ui.source_sheet import source_sheet

pytestmark = pytest.mark.unit

WORDS = phrases("en")


def passage(start: int, end: int, part: int = 0) -> PassageOut:
    return PassageOut(id="p", place=1, part=part, kind="paragraph", text="", start=start, end=end)


def section(*passages: PassageOut, **attributes: str) -> SectionOut:
    return SectionOut(
        anchor="a",
        path=("S",),
        attributes=attributes,
        start=passages[0].start,
        end=passages[-1].end,
        passages=passages,
    )


def source(document: str) -> Source:
    stored = TEXTS[document]
    return Source(detail(document), version_of(stored), stored, sections_of(document))


@given(st.text(), st.data())
def test_pieces_join_back_and_the_quoted_one_is_the_quote(stored: str, data: st.DataObject) -> None:
    bounds = sorted(data.draw(st.lists(st.integers(0, len(stored)), min_size=2, max_size=2)))
    start, end = sorted(data.draw(st.lists(st.integers(0, len(stored) + 5), min_size=2, max_size=2)))
    found = pieces(stored, bounds[0], bounds[1], CitationLink("d", start, end))
    assert "".join(piece.text for piece in found) == stored[bounds[0] : bounds[1]]
    quoted = "".join(piece.text for piece in found if piece.quoted)
    assert quoted == stored[max(start, bounds[0]) : min(end, bounds[1])]


@pytest.mark.parametrize("document", TEXTS)
def test_every_citation_is_highlighted_to_the_character_in_its_section(document: str) -> None:
    stored = TEXTS[document]
    for part in sections_of(document):
        for cited in part.passages:
            link = CitationLink(document, cited.start, cited.end)
            root = source_sheet(source(document), link, "en", WORDS).data()
            assert [node["text"] for node in nodes(root) if node["tag"] == "mark"] == [stored[cited.start : cited.end]]
            rows = [text(row) for row in looking(root, "row")]
            assert len(rows) == len(part.passages) or document == "long.en"


def test_a_quote_within_and_across_passages() -> None:
    stored = TEXTS["visit.en"]
    part = sections_of("visit.en")[0]
    start, end = stored.index("cards"), stored.index("the price")
    rows = [node.data() for node in passage_nodes(stored, CitationLink("visit.en", start, end), part)]
    marks = [[n["text"] for n in nodes(row) if n["tag"] == "mark"] for row in rows]
    assert marks == [[], [], ["cards."], ["Bring "]]


def test_list_marks_are_those_of_the_text() -> None:
    stored = "一、准备\n（二）反思\n- x\nЧл. 3 y\n  * z\nplain"
    words = ["准备", "反思", "x", "y", "z", "plain"]
    passages = [passage(stored.index(word), stored.index(word) + len(word)) for word in words]
    assert [row.sign for row in rows_of(stored, passages)] == ["一、", "（二）", "•", "Чл. 3", "•", ""]


def test_the_parts_of_a_split_passage_are_one_row_again() -> None:
    assert [
        (row.start, row.end) for row in rows_of("aaa bbb\nccc", [passage(0, 4), passage(4, 7, 1), passage(8, 11)])
    ] == [
        (0, 7),
        (8, 11),
    ]


def test_of_a_huge_section_only_what_is_near_is_shown() -> None:
    stored = "\n".join(f"line {n}" for n in range(5000))
    passages, start = [], 0
    for line in stored.split("\n"):
        passages.append(passage(start, start + len(line)))
        start += len(line) + 1
    cited = passages[2500]
    shown = passage_nodes(stored, CitationLink("d", cited.start, cited.end), section(*passages))
    assert len(shown) == 63
    assert [node.text for node in (shown[0], shown[-1])] == ["…", "…"]
    assert any("mark" in {n["tag"] for n in nodes(node.data())} for node in shown)


def test_without_sections_the_text_around_is_shown() -> None:
    stored = "a" * 5000 + " QUOTE " + "b" * 5000
    start = stored.index("QUOTE")
    shown = passage_nodes(stored, CitationLink("d", start, start + 5), None)
    held = "".join(text(node.data()) for node in shown)
    assert held.startswith("…a")
    assert held.endswith("b…")
    assert len(held) < 1600


def test_a_short_text_without_sections_is_shown_whole() -> None:
    (row,) = passage_nodes("one two", CitationLink("d", 4, 7), None)
    assert [(n["tag"], n["text"]) for n in nodes(row.data()) if n.get("text")] == [
        ("span", "one "),
        ("mark", "two"),
    ]


@given(st.text(alphabet="ab \n", max_size=4000), st.data())
def test_the_text_around_always_holds_the_whole_quote(stored: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.lists(st.integers(0, len(stored)), min_size=2, max_size=2)))
    shown = passage_nodes(stored, CitationLink("d", start, end), None)
    marked = [n["text"] for node in shown for n in nodes(node.data()) if n["tag"] == "mark"]
    assert "".join(marked) == stored[start:end]


def test_a_span_beyond_the_text_is_a_broken_link() -> None:
    with pytest.raises(BrokenLink):
        passage_nodes("short", CitationLink("d", 1, 6), None)


def test_a_quote_outside_every_section_has_none() -> None:
    assert section_of(sections_of("visit.en"), CitationLink("visit.en", 0, 3)) is None


def test_title_place_badges_and_link() -> None:
    cited = sections_of("visit.bg")[0].passages[0]
    root = source_sheet(source("visit.bg"), CitationLink("visit.bg", cited.start, cited.end), "en", WORDS).data()
    assert text(root).startswith(
        "Посещение при дистрибутор Търговски помощни материали за посещението "
        "Text in Bulgarian Source in Korean Owner: Мария Иванова Reviewed 2026-11-22 "
    )
    (copy,) = looking(root, "copy")
    assert copy["copied"] == (
        f"?document=visit.bg&start={cited.start}&end={cited.end}&version=sha256%3A{version_of(TEXTS['visit.bg'])[7:]}"
    )


def test_a_sections_own_original_wins() -> None:
    entry, stored = detail("funnel.en"), TEXTS["funnel.en"]
    held = section(passage(0, len(stored)), original="bg")
    root = source_sheet(Source(entry, entry.version, stored, (held,)), CitationLink("funnel.en", 0, 5), "en", WORDS)
    assert "Source in Bulgarian" in text(root.data())


def test_an_earlier_version_is_said_to_be_one() -> None:
    entry = detail("visit.en")
    root = source_sheet(Source(entry, "sha256:old", "old text", ()), CitationLink("visit.en", 0, 3), "en", WORDS)
    assert "an earlier version" in text(root.data())
    assert "sha256%3Aold" in looking(root.data(), "copy")[0]["copied"]
