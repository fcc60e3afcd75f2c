"""llama-index's own doors: documents go in, nodes come out, and each is a passage of ours, exact to the character."""

from __future__ import annotations

from datetime import date

import pytest
from llama_index.core import Document as LlamaDocument
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import MetadataMode, TextNode

from ingest.chunking import Head, cut, version_of
from ingest.structure.parser import StructureNodeParser, to_document
from ingest.structure.sections import parse, split_braces
from kb.llama_bridge import node_to_passage
from kb.types import EVERYONE, Language, Role

pytestmark = pytest.mark.unit

BODY = "## 준비 {#prepare area=visit original=bg}\n\n가격.\n\n- 비싼 가격\n- 가격\n\n## 다음 {#next}\n\n1. 가격.\n"
HEAD = Head(
    "visit.ko", "visit", Language.KO, Language.ZH, "", "방문", frozenset({Role.HR}), "project", date(2026, 11, 22)
)


def test_nodes_are_the_passages_that_cutting_gives() -> None:
    document = to_document(split_braces(BODY, markdown=True), HEAD, markdown=True)
    nodes = StructureNodeParser(len).get_nodes_from_documents([document])
    passages = tuple(node_to_passage(node) for node in nodes)
    parsed = parse(BODY, markdown=True).document
    version = version_of(parsed.text)
    expected = cut(
        parsed,
        Head(
            "visit.ko",
            "visit",
            Language.KO,
            Language.ZH,
            version,
            "방문",
            frozenset({Role.HR}),
            "project",
            date(2026, 11, 22),
        ),
        len,
    )
    assert passages == expected
    assert [p.original for p in passages] == [Language.BG] * 3 + [Language.ZH]


def test_offsets_are_ours_where_texts_repeat() -> None:
    document = to_document(split_braces(BODY, markdown=True), HEAD, markdown=True)
    nodes = StructureNodeParser(len).get_nodes_from_documents([document])
    spans = []
    for node in nodes:
        assert isinstance(node, TextNode)
        assert document.text[node.start_char_idx : node.end_char_idx] == node.text
        assert node.ref_doc_id == "visit.ko"
        spans.append(node.start_char_idx)
    assert len(set(spans)) == 4


def test_the_head_is_in_no_models_sight() -> None:
    document = to_document(split_braces(BODY, markdown=True), HEAD, markdown=True)
    assert document.get_content(MetadataMode.EMBED) == document.text
    assert document.get_content(MetadataMode.LLM) == document.text
    assert "{#" not in document.text


def test_it_is_a_transformation_of_llama_indexs_pipeline() -> None:
    document = to_document(split_braces(BODY, markdown=True), HEAD, markdown=True)
    nodes = IngestionPipeline(transformations=[StructureNodeParser(len)]).run(documents=[document])
    assert [node.metadata["anchor"] for node in nodes] == ["prepare"] * 3 + ["next"]


def test_a_document_made_elsewhere() -> None:
    document = LlamaDocument(id_="notes", text="# Title\n\n## A\n\nOne. {#x}\n", metadata={"language": "en"})
    (passage,) = map(node_to_passage, StructureNodeParser(len).get_nodes_from_documents([document]))
    assert (passage.document, passage.work, passage.title, passage.text) == ("notes", "notes", "Title", "One. {#x}")
    assert passage.readers == EVERYONE
    assert passage.version == version_of(document.text)


def test_plain_text_by_its_shape() -> None:
    document = to_document(split_braces("职责:1、计划;2、销售;3、服务", markdown=False), HEAD, markdown=False)
    nodes = StructureNodeParser(len).get_nodes_from_documents([document])
    assert [node.get_content() for node in nodes] == ["计划", "销售", "服务"]
