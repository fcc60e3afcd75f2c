"""Our parts under llama-index's own classes: each can be swapped or reused by whoever knows the framework."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import pytest
from llama_index.core import Settings, VectorStoreIndex
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import NodeParser
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.schema import Document, NodeWithScore, QueryBundle
from llama_index.core.vector_stores import ExactMatchFilter, MetadataFilters

from ingest.chunking import estimate_tokens
from ingest.structure.parser import StructureNodeParser
from kb.llama_bridge import node_to_passage
from kb.types import Language, Role
from tests.doubles import HashEmbedder
from tests.libraries import SmallLibrary, small_library, write_editions

pytestmark = pytest.mark.integration

TEXT = """# Visit

## Tools

Bring these:

- samples
- business cards

## Reflection

Look back at the last visit.
"""


@pytest.fixture
def library(tmp_path: Path) -> SmallLibrary:
    made = small_library(tmp_path)
    write_editions(made)
    made.write("secret.md", "---\nreaders: [hr]\nlanguage: en\n---\n\n# Salaries\n\nSamples of salaries.\n")
    made.pipeline.run_folder(made.corpus)
    return made


def test_the_parts_are_llama_indexs(library: SmallLibrary) -> None:
    assert isinstance(library.coach.retriever, BaseRetriever)
    assert isinstance(library.embedder, BaseEmbedding)
    assert isinstance(StructureNodeParser(estimate_tokens), NodeParser)


def test_a_vector_store_index_over_parser_and_embedding() -> None:
    nodes = StructureNodeParser(estimate_tokens).get_nodes_from_documents([Document(id_="visit.en", text=TEXT)])
    index = VectorStoreIndex(nodes, embed_model=HashEmbedder(64))
    found = index.as_retriever(similarity_top_k=1).retrieve("Tools samples")
    assert node_to_passage(found[0].node).text == "samples"
    filters = MetadataFilters(filters=[ExactMatchFilter(key="anchor", value="reflection")])
    kept = index.as_retriever(similarity_top_k=5, filters=filters).retrieve("samples")
    assert [node_to_passage(node.node).anchor for node in kept] == ["reflection"]


def test_a_query_engine_with_a_mock_model_over_the_hybrid_retriever(library: SmallLibrary) -> None:
    retriever = library.coach.retriever.bound(language=Language.EN, role=Role.REP, count=3)
    engine = RetrieverQueryEngine.from_args(retriever, llm=MockLLM())
    response = engine.query("samples?")
    assert "samples" in str(response)
    passages = [node_to_passage(node.node) for node in response.source_nodes]
    assert {passage.language for passage in passages} == {Language.EN}


def test_unbound_it_returns_only_what_everyone_may_read(library: SmallLibrary) -> None:
    everyones = {node.node.metadata["document"] for node in library.coach.retriever.retrieve("samples of salaries")}
    assert "secret.en" not in everyones
    bound = library.coach.retriever.bound(language=Language.EN, role=Role.HR)
    assert "secret.en" in {node.node.metadata["document"] for node in bound.retrieve("samples of salaries")}
    rep = library.coach.retriever.bound(language=Language.EN, role=Role.REP)
    assert "secret.en" not in {node.node.metadata["document"] for node in rep.retrieve("samples of salaries")}


class Backwards(BaseRetriever):
    """Somebody else's retriever: ours, in the opposite order."""

    def __init__(self, inner: BaseRetriever) -> None:
        super().__init__()
        self._inner = inner

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return list(reversed(self._inner.retrieve(query_bundle)))


def test_nodes_of_a_wrapping_retriever_keep_everything(library: SmallLibrary) -> None:
    bound = library.coach.retriever.bound(language=Language.EN, role=Role.REP)
    straight = [node_to_passage(node.node) for node in bound.retrieve("samples")]
    wrapped = [node_to_passage(node.node) for node in Backwards(bound).retrieve("samples")]
    assert wrapped == list(reversed(straight))


def test_llama_indexs_global_settings_are_never_set(library: SmallLibrary) -> None:
    library.coach.search("samples", None, 5, Role.ADMIN)
    assert Settings._llm is None
    assert Settings._embed_model is None


def test_the_seam_costs_less_than_a_millisecond_a_question(library: SmallLibrary) -> None:
    """The median over the same questions with and without llama-index's classes around the same search."""
    bound = library.coach.retriever.bound(language=Language.EN, role=Role.REP)
    questions = [f"samples {number}" for number in range(60)]
    for question in questions:
        bound.search(question)
    costs = []
    for question in questions:
        begin = time.process_time()
        bound.search(question)
        middle = time.process_time()
        bound.retrieve(QueryBundle(question))
        costs.append(time.process_time() - middle - (middle - begin))
    assert statistics.median(costs) < 0.001
