"""The structure parser as llama-index knows it: a NodeParser over sections and chunking, its nodes our passages."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, MetadataMode
from llama_index.core.schema import Document as LlamaDocument

from ingest.chunking import Head, cut, version_of
from ingest.structure.sections import Braced, parse_stored
from kb.llama_bridge import passage_to_node
from kb.types import EVERYONE, Language, Role


def to_document(braced: Braced, head: Head, *, markdown: bool) -> LlamaDocument:
    """A stored text with its head as llama-index's Document; `head.version` is taken from the text.

    Its text is the stored text, to which all offsets refer; the head and what stood in headings' braces travel
    in its metadata, flat, and out of every model's sight.
    """
    metadata = {
        "work": head.work,
        "language": head.language.value,
        "original": head.original.value,
        "version": version_of(braced.text),
        "title": head.title,
        "readers": ",".join(sorted(head.readers)),
        "made_by": head.made_by,
        "reviewed": head.reviewed.isoformat() if head.reviewed else "",
        "markdown": markdown,
        "braces": json.dumps(braced.braces, ensure_ascii=False),
    }
    return LlamaDocument(
        id_=head.document,
        text=braced.text,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=list(metadata),
    )


class StructureNodeParser(NodeParser):
    """Documents of `to_document` → one node for each passage, in order; `kb.llama_bridge` makes passages of them.

    A Document made elsewhere works too: its id is the document, its text Markdown in English for everybody unless
    its metadata says otherwise. Needs nothing of `llama_index.core.Settings`.
    """

    _count_tokens: Callable[[str], int] = PrivateAttr()

    def __init__(self, count_tokens: Callable[[str], int], **data: Any) -> None:  # noqa: ANN401 - pydantic's own
        """`count_tokens`: of the encoder; what has more than `ingest.chunking.MOST_TOKENS` is split."""
        super().__init__(include_prev_next_rel=False, **data)
        self._count_tokens = count_tokens

    @classmethod
    def class_name(cls) -> str:
        """As llama-index writes it down."""
        return "StructureNodeParser"

    def _parse_nodes(
        self,
        nodes: Sequence[BaseNode],
        show_progress: bool = False,
        **kwargs: Any,  # noqa: ANN401 - llama-index's own signature
    ) -> list[BaseNode]:
        return [node for document in nodes for node in self._nodes(document)]

    def _nodes(self, source: BaseNode) -> list[BaseNode]:
        text = source.get_content(MetadataMode.NONE)
        braces = {
            int(line): (anchor, tuple((key, value) for key, value in attributes))
            for line, (anchor, attributes) in json.loads(source.metadata.get("braces", "{}")).items()
        }
        document = parse_stored(Braced(text, braces), markdown=source.metadata.get("markdown", True))
        head = _head(source, text)
        if document.title and not head.title:
            head = replace(head, title=document.title)
        return [passage_to_node(passage) for passage in cut(document, head, self._count_tokens)]

    def _postprocess_parsed_nodes(
        self, nodes: list[BaseNode], parent_doc_map: dict[str, LlamaDocument]
    ) -> list[BaseNode]:
        # llama-index would search each node's text from the front and take the first place that reads alike;
        # ours know where they stand, and carry all the metadata they need.
        return nodes


def _head(source: BaseNode, text: str) -> Head:
    data = source.metadata
    language = Language(data.get("language", Language.EN))
    readers = data.get("readers")
    return Head(
        document=source.node_id,
        work=data.get("work", source.node_id),
        language=language,
        original=Language(data.get("original", language)),
        version=data.get("version") or version_of(text),
        title=data.get("title", ""),
        readers=frozenset(map(Role, readers.split(","))) if readers else EVERYONE,
        made_by=data.get("made_by", "person"),
        reviewed=date.fromisoformat(data["reviewed"]) if data.get("reviewed") else None,
    )
