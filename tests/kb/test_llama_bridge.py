"""Passages and hits go through llama-index's nodes and come back the same."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llama_index.core.schema import MetadataMode, NodeRelationship, NodeWithScore, TextNode

from kb.errors import InputError
from kb.llama_bridge import found_nodes, node_to_passage, passage_to_node, search_of
from kb.types import EVERYONE, Hit, Language, Passage, PassageKind, Role, Search

pytestmark = pytest.mark.unit

PASSAGE = Passage(
    id="visit.ko/2/3-0123456789ab",
    document="visit.ko",
    work="visit",
    language=Language.KO,
    original=Language.BG,
    version="sha256:00",
    title="대리점 방문",
    section=2,
    section_path=("방문", "준비 {1}"),
    anchor="prepare",
    place=3,
    part=1,
    kind=PassageKind.STEP,
    attributes=(("area", "visit"), ("step", "1")),
    readers=frozenset({Role.HR, Role.ADMIN}),
    made_by="person",
    reviewed=date(2026, 11, 22),
    text="명함을 가져가십시오.",
    start=41,
    end=52,
)

# One line each: headings, attributes and titles hold no line ends.
line = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20)
passages = st.builds(
    Passage,
    id=line,
    document=line,
    work=line,
    language=st.sampled_from(Language),
    original=st.sampled_from(Language),
    version=line,
    title=line,
    section=st.integers(0, 99),
    section_path=st.lists(line, max_size=3).map(tuple),
    anchor=line,
    place=st.integers(1, 99),
    part=st.integers(0, 9),
    kind=st.sampled_from(PassageKind),
    attributes=st.lists(st.tuples(st.sampled_from(["area", "phase", "step"]), line), max_size=3).map(tuple),
    readers=st.frozensets(st.sampled_from(Role)),
    made_by=line,
    reviewed=st.none() | st.dates(),
    text=line,
    start=st.integers(0, 99),
    end=st.integers(100, 999),
)


@given(passages)
def test_a_passage_comes_back_the_same(passage: Passage) -> None:
    assert node_to_passage(passage_to_node(passage)) == passage


def test_a_node_survives_being_written_down() -> None:
    node = TextNode.from_json(passage_to_node(PASSAGE).to_json())
    assert node_to_passage(node) == PASSAGE


def test_only_the_heading_path_joins_the_text_to_embed() -> None:
    node = passage_to_node(PASSAGE)
    assert node.get_content(MetadataMode.EMBED) == PASSAGE.embedded_text
    assert node.get_content(MetadataMode.LLM) == PASSAGE.text
    assert node.get_content() == PASSAGE.text


def test_a_node_knows_its_document_and_offsets() -> None:
    node = passage_to_node(PASSAGE)
    assert node.ref_doc_id == "visit.ko"
    assert node.relationships.keys() == {NodeRelationship.SOURCE}
    assert (node.start_char_idx, node.end_char_idx) == (41, 52)
    assert all(isinstance(value, str | int | float) for value in node.metadata.values())


def test_a_search_comes_back_the_same() -> None:
    hits = (
        Hit(PASSAGE, 0.91, dense=0.5, lexical=None, asked=0.7, lane=Language.EN),
        Hit(PASSAGE, 0.2, dense=None, lexical=0.1, asked=None, lane=Language.KO, unasked=True),
    )
    search = Search("뭘 가져가요?", Language.KO, hits, asked_level=0.61, decoy_level=0.4, certainty=0.12)
    nodes = found_nodes(search)
    assert [node.score for node in nodes] == [0.91, 0.2]
    assert nodes[0].node.get_content(MetadataMode.EMBED) == PASSAGE.embedded_text
    assert search_of(nodes, search.text, search.language) == search


def test_no_nodes_are_an_empty_search() -> None:
    assert search_of([], "x", Language.EN) == Search("x", Language.EN, (), 0.0, 0.0)


def test_a_node_of_another_retriever_has_no_raw_scores() -> None:
    found = search_of([NodeWithScore(node=passage_to_node(PASSAGE), score=0.3)], "x", Language.EN)
    assert found.hits == (Hit(PASSAGE, 0.3, None, None, None, Language.KO),)


def test_a_foreign_node_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="node n1"):
        node_to_passage(TextNode(id_="n1", text="x"))


def test_the_seam_is_cheap() -> None:
    """30 µs a node each way; the best of many, since the machine may be busy."""
    node = passage_to_node(PASSAGE)

    def best(step: str) -> float:
        took = []
        for _ in range(200):
            start = time.perf_counter()
            passage_to_node(PASSAGE) if step == "there" else node_to_passage(node)
            took.append(time.perf_counter() - start)
        return min(took)

    assert best("there") < 30e-6
    assert best("back") < 30e-6


def test_everyone_is_every_role() -> None:
    assert {role.value for role in EVERYONE} == {"rep", "manager", "hr", "admin"}
