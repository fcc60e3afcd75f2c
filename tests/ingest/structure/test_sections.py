"""The tree of sections: Markdown by its marks, plain text by its shape, offsets exact in either."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.structure.sections import parse, split_braces
from ingest.types import Document

pytestmark = pytest.mark.unit


def outline(document: Document) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (
            " › ".join(section.path),
            section.anchor,
            [(unit.kind.value, document.text[unit.start : unit.end]) for unit in section.units],
        )
        for section in document.sections
    ]


def test_markdown_with_anchors_and_attributes() -> None:
    parsed = parse(
        "## Tools {#tools area=visit step=1}\n\nBring\nthese:\n\n"
        "- samples\n  and cards\n- price\n\n1. Call.\n2. Go.\n\n"
        "## Next ##\n\nSetext\n---\n\nText.\n",
        markdown=True,
        first_line=12,
    )
    assert parsed.faults == ()
    assert parsed.document.sections[0].attributes == (("area", "visit"), ("step", "1"))
    assert parsed.document.text.startswith("## Tools\n")
    assert outline(parsed.document) == [
        (
            "Tools",
            "tools",
            [
                ("paragraph", "Bring\nthese:"),
                ("item", "samples\n  and cards"),
                ("item", "price"),
                ("step", "Call."),
                ("step", "Go."),
            ],
        ),
        ("Setext", "setext", [("paragraph", "Text.")]),
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("## A {#a colour=red}", "line 13: unknown attribute colour"),
        ("## A {#a area=moon}", "line 13: area=moon is unknown"),
        ("## A {#a step=one}", "line 13: step is a number"),
        ("## A {#a area=visit area=talk}", "line 13: area stands twice"),
        ("## A {#a oops}", "line 13: 'oops' is neither"),
        ("## A {#a}\n\nx\n\n## B {#a}", "the anchor #a stands twice"),
    ],
)
def test_faults_of_attributes_name_their_line(line: str, says: str) -> None:
    faults = split_braces("\n" + line + "\n\ntext", markdown=True, first_line=12).faults
    assert len(faults) == 1
    assert says in faults[0]


def test_braces_that_are_no_attributes_stay() -> None:
    document = parse("## Template {name}\n\ntext", markdown=True).document
    assert document.sections[0].path == ("Template {name}",)


def test_nested_headings_a_title_and_anchors_of_our_own() -> None:
    document = parse("# Book\n\n## 第一章 Preise\n\na\n\n### Same\n\nb\n\n## Same\n\nc\n", markdown=True).document
    assert document.title == "Book"
    assert [(section.path, section.anchor) for section in document.sections] == [
        (("第一章 Preise",), "第一章-preise"),
        (("第一章 Preise", "Same"), "same"),
        (("Same",), "same-2"),
    ]


def test_text_before_the_first_heading_is_at_the_top() -> None:
    document = parse("intro\n\n# A\n\nb", markdown=True).document
    assert (document.sections[0].path, document.sections[0].anchor) == ((), "top")


def test_code_is_one_passage_and_no_heading() -> None:
    document = parse("## A\n\n```\n# not a heading\n- not an item\n```\n\nafter", markdown=True).document
    assert len(document.sections) == 1
    assert len(document.sections[0].units) == 2


def test_numbering_that_runs_on_becomes_items_under_their_label() -> None:
    text = "职责:1、负责编写计划;2、负责销售;3、组织服务。\n岗位要求:1、中专以上;2、态度好。\n"
    assert outline(parse(text, markdown=False).document) == [
        ("职责", "职责", [("step", "负责编写计划"), ("step", "负责销售"), ("step", "组织服务。")]),
        ("岗位要求", "岗位要求", [("step", "中专以上"), ("step", "态度好。")]),
    ]


def test_also_inside_a_markdown_paragraph() -> None:
    text = "## A\n\nBring: 1) samples; 2) cards; 3) the price list.\n"
    assert outline(parse(text, markdown=True).document)[0][2] == [
        ("paragraph", "Bring:"),
        ("step", "samples"),
        ("step", "cards"),
        ("step", "the price list."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "第1季度增长2.5%,第2季度增长3.5%,第3季度持平。",
        "价格从1.5万元到2.5万元再到3.5万元不等,视数量而定。",
        "От 1.1.2026 г. до 2.2.2026 г. и 3.3.2026 г. цената е 2.5 лв., 3.5 лв. и 4.5 лв.",
        "2026년 1월 2일부터 2.5% 인상하고, 3.5% 인하합니다.",
        "We saw 1.5, 2.5 and 3.5 percent in Q1, Q2 and Q3.",
        "请先看附件1、价格表和附件2、合同样本。",
        "Вижте приложения 1) ценова листа и 2) договор.",
    ],
)
def test_dates_prices_and_quarters_are_not_split(text: str) -> None:
    ((_, _, units),) = outline(parse(text, markdown=False).document)
    assert units == [("paragraph", text)]


def test_a_number_glued_to_its_title() -> None:
    text = (
        "业务经理工作职责11、分解指标;2、参加展会;3、维护客户; 业务经理工作职责21、执行计划;2、推进定单;3、开发客户。\n"
    )
    assert [(path, len(units)) for path, _, units in outline(parse(text, markdown=False).document)] == [
        ("业务经理工作职责1", 3),
        ("业务经理工作职责2", 3),
    ]


def test_plain_headings_by_number_and_by_shape() -> None:
    text = (
        "1) 영업 준비\n고객을 방문하기 전에 영업 담당자는 성공의 토대를 마련해야 합니다.\n"
        "1. 자료를 챙깁니다.\n2. 가격을 확인합니다.\n"
        "2) 재고 이해\n고객의 재고를 이해하는 것은 영업 사원의 기본 역할입니다.\n"
    )
    assert [
        (path, [kind for kind, _ in units]) for path, _, units in outline(parse(text, markdown=False).document)
    ] == [
        ("영업 준비", ["paragraph", "step", "step"]),
        ("재고 이해", ["paragraph"]),
    ]
    text = "Задължения на мениджъра\n\nМениджърът продажби отговаря за целите на екипа и за всеки клиент в района си.\n"
    assert outline(parse(text, markdown=False).document)[0][0] == "Задължения на мениджъра"


def test_wrapped_lines_of_plain_text_are_one_paragraph() -> None:
    text = (
        "Before the visit the sales rep prepares samples, a quotation and\n"
        "business cards, and makes clear to himself what the visit is for.\n"
        "Then he goes."
    )
    ((_, _, units),) = outline(parse(text, markdown=False).document)
    assert [kind for kind, _ in units] == ["paragraph", "paragraph"]
    assert units[0][1].startswith("Before") and units[0][1].endswith("for.")


pieces = st.lists(
    st.sampled_from([
        "1、",
        "2、",
        "3、",
        "1. ",
        "2. ",
        "一、",
        "二、",
        "（一）",
        "- ",
        "# ",
        "## A {#a}",
        "职责:",
        "\n",
        "\n\n",
        ";",
        "。",
        ". ",
        "客户",
        "клиент ",
        "고객 ",
        "visit ",
        "2.5%",
        "|a|b|",
        "```",
        "业务经理需要",
        "(2)",
        "⑴",
        "---",
        "> ",
        "    ",
    ]),
    max_size=40,
).map("".join)


@given(pieces, st.booleans())
def test_offsets_are_exact_in_order_and_trimmed(body: str, markdown: bool) -> None:
    document = parse(body, markdown=markdown).document
    before = 0
    anchors = [section.anchor for section in document.sections]
    for section in document.sections:
        assert section.units
        for unit in section.units:
            text = document.text[unit.start : unit.end]
            assert text and text == text.strip()
            assert unit.start >= before
            before = unit.end
    assert markdown or document.text == body
    assert len(anchors) == len(set(anchors))


def test_a_number_that_nothing_stands_under_is_an_item_and_not_lost() -> None:
    text = (
        "客户的开发与管理办法\n潜在客户要从老客户介绍、行业展会和网络查询里一家一家地找出来,再逐个拜访。\n"
        "一、客户关系管理\n业务经理工作职责与要求说明\n业务经理需要建立良好的客户关系,并且要与每一位客户都保持密切的联系。\n"
    )
    said = [words for _, _, units in outline(parse(text, markdown=False).document) for _, words in units]
    assert "客户关系管理" in said
