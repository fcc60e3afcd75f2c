from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kb.renderers import FileForm, render
from kb.renderers.cleaning import one_line
from kb.renderers.composing import compose
from kb.types import Block, BlockStyle, Language, Line, Material, MaterialKind
from kb.wording import Wording
from tests.kb.renderers import samples
from tests.kb.renderers.reading import asked, missing, said

pytestmark = pytest.mark.unit

READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")
TEXTS = st.text(min_size=1).filter(lambda text: one_line(text) != "") | st.sampled_from(samples.HOSTILE)


def tokens(markdown: str) -> list[Token]:
    return [inner for token in READER.parse(markdown) for inner in (token, *(token.children or ()))]


def text_of(markdown: str) -> str:
    return "".join(token.content if token.type == "text" else "\n" for token in tokens(markdown) if not token.children)


@pytest.mark.parametrize(("name", "material"), samples.every(), ids=samples.name_of)
def test_everything_is_said(name: str, material: Material) -> None:
    markdown = render(material, FileForm.MARKDOWN).decode()
    assert missing(said(material) + asked(material), text_of(markdown)) == []
    assert markdown.startswith("# ")
    assert markdown.count("- [ ] ") >= sum(len(block.lines) for block in material.blocks if block.style == "checks")


def test_hostile_text_is_only_text() -> None:
    for kind in (MaterialKind.TRAINING_MODULE, MaterialKind.CHECKLIST):
        material = samples.hostile(kind)
        markdown = render(material, FileForm.MARKDOWN).decode()
        kinds = {token.type for token in tokens(markdown)}
        assert not kinds & {"image", "link_open", "html_block", "code_inline", "fence", "code_block", "hr", "s_open"}
        assert {token.content for token in tokens(markdown) if token.type == "html_inline"} <= {"<br>"}
        assert missing(said(material) + asked(material), text_of(markdown)) == []


@given(TEXTS, st.sampled_from(list(BlockStyle)))
def test_any_line_is_read_back(text: str, style: BlockStyle) -> None:
    lines = (Line("a", text, ()), Line("b", f"x {text}", ()))
    material = samples.Maker(Language.EN).material(
        MaterialKind.ANSWER, [Block(style, lines, None, text), Block(style, lines)], title=text
    )
    found = tokens(render(material, FileForm.MARKDOWN).decode())
    texts = ["".join(inner.content for inner in token.children or ()) for token in found if token.type == "inline"]
    clean = one_line(text)
    box = "[ ] " if style is BlockStyle.CHECKS else ""
    expected = [
        compose(material, Wording.load()).title,
        "Answer",
        clean,
        box + clean,
        one_line(f"{box}x {text}"),
        box + clean,
        one_line(f"{box}x {text}"),
    ]
    assert [text.strip() for text in texts] == [text.strip() for text in expected]


def test_sources_are_linked_where_the_page_is_known() -> None:
    material = samples.answer(Language.KO)
    markdown = render(material, FileForm.MARKDOWN, page="http://127.0.0.1:8501/").decode()
    first = material.citations[0]
    link = f"http://127.0.0.1:8501/?document={first.document}&start={first.start}&end={first.end}&version=sha256%3A"
    assert f"[\\[1\\]]({link}" in markdown
    assert "](" not in render(material, FileForm.MARKDOWN).decode()
