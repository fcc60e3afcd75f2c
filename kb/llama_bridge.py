"""The seams to llama-index: passages as its nodes, hits as its scored nodes, both ways without loss.

Metadata is flat (strings and numbers), since the adapters of Chroma and other stores refuse lists. It is kept
out of the text for models, except for the heading path, with which the text to embed begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from llama_index.core.schema import BaseNode, NodeRelationship, NodeWithScore, RelatedNodeInfo, TextNode

from kb.errors import InputError
from kb.types import Hit, Language, Passage, PassageKind, Role, Search

_HEADING = "heading"
_PASSAGE_KEYS = (
    "document", "work", "language", "original", "version", "title", "section", "section_path", "anchor",
    "place", "part", "kind", "attributes", "readers", "made_by", "reviewed",
)  # fmt: skip
_HIT_KEYS = ("dense", "lexical", "asked", "alone", "unasked", "lane", "asked_level", "decoy_level", "certainty")
_NOT_EMBEDDED = [*_PASSAGE_KEYS, *_HIT_KEYS]
_NOT_FOR_MODELS = [*_NOT_EMBEDDED, _HEADING]


def passage_to_node(passage: Passage) -> TextNode:
    """A passage as a node of llama-index, with its document as source; 8 µs.

    `get_content(MetadataMode.EMBED)` is `passage.embedded_text`, any other but ALL the passage's own words.
    """
    return _node(passage, {})


def node_to_passage(node: BaseNode) -> Passage:
    """The passage that a node was made from; raises InputError for a node that is not ours; 8 µs."""
    data = node.metadata
    try:
        return Passage(
            id=node.node_id,
            document=data["document"],
            work=data["work"],
            language=Language(data["language"]),
            original=Language(data["original"]),
            version=data["version"],
            title=data["title"],
            section=data["section"],
            section_path=tuple(data["section_path"].split("\n")) if data["section_path"] else (),
            anchor=data["anchor"],
            place=data["place"],
            part=data["part"],
            kind=PassageKind(data["kind"]),
            attributes=_attributes(data["attributes"]),
            readers=frozenset(map(Role, data["readers"].split(","))) if data["readers"] else frozenset(),
            made_by=data["made_by"],
            reviewed=date.fromisoformat(data["reviewed"]) if data["reviewed"] else None,
            text=node.get_content(),
            start=node.start_char_idx,  # type: ignore[attr-defined]  # only TextNode has offsets
            end=node.end_char_idx,  # type: ignore[attr-defined]
        )
    except (KeyError, ValueError, AttributeError) as error:
        raise InputError(f"The node {node.node_id} was not made from a passage of this library.") from error


def found_nodes(search: Search) -> list[NodeWithScore]:
    """A search's hits as scored nodes, best first; raw scores and levels travel in their metadata."""
    levels = {
        "asked_level": search.asked_level,
        "decoy_level": search.decoy_level,
        "certainty": search.certainty,
    }
    return [NodeWithScore(node=_node(hit.passage, _scores(hit) | levels), score=hit.score) for hit in search.hits]


def search_of(nodes: Sequence[NodeWithScore], text: str, language: Language) -> Search:
    """The search that scored nodes stand for; none: its levels are 0.0. Raises InputError for foreign nodes.

    Nodes of another retriever over our passages have no raw scores: their hits have None there.
    """
    first: Mapping[str, Any] = nodes[0].node.metadata if nodes else {}
    return Search(
        text=text,
        language=language,
        hits=tuple(_hit(found) for found in nodes),
        asked_level=first.get("asked_level", 0.0),
        decoy_level=first.get("decoy_level", 0.0),
        certainty=first.get("certainty", 0.0),
    )


def _hit(found: NodeWithScore) -> Hit:
    passage, data = node_to_passage(found.node), found.node.metadata
    return Hit(
        passage=passage,
        score=found.score or 0.0,
        dense=data.get("dense"),
        lexical=data.get("lexical"),
        asked=data.get("asked"),
        alone=data.get("alone"),
        unasked=bool(data.get("unasked", False)),
        lane=Language(data["lane"]) if "lane" in data else passage.language,
    )


def _scores(hit: Hit) -> dict[str, str | float]:
    scores = {"dense": hit.dense, "lexical": hit.lexical, "asked": hit.asked, "alone": hit.alone}
    known = {key: score for key, score in scores.items() if score is not None}
    return {"lane": hit.lane.value, "unasked": hit.unasked} | known


def _node(passage: Passage, more: Mapping[str, str | float]) -> TextNode:
    metadata: dict[str, str | int | float] = {
        "document": passage.document,
        "work": passage.work,
        "language": passage.language.value,
        "original": passage.original.value,
        "version": passage.version,
        "title": passage.title,
        "section": passage.section,
        "section_path": "\n".join(passage.section_path),
        "anchor": passage.anchor,
        "place": passage.place,
        "part": passage.part,
        "kind": passage.kind.value,
        "attributes": "\n".join([f"{key}={value}" for key, value in passage.attributes]),
        "readers": ",".join(sorted(passage.readers)),
        "made_by": passage.made_by,
        "reviewed": passage.reviewed.isoformat() if passage.reviewed else "",
        **more,
    }
    if passage.section_path:
        metadata[_HEADING] = " › ".join(passage.section_path)
    return TextNode(
        id_=passage.id,
        text=passage.text,
        metadata=metadata,
        excluded_embed_metadata_keys=_NOT_EMBEDDED,
        excluded_llm_metadata_keys=_NOT_FOR_MODELS,
        metadata_template="{value}",
        text_template="{metadata_str}\n{content}",
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.document)},
    )


# The attributes of a section are those of its passages.
@lru_cache(4_096)
def _attributes(lines: str) -> tuple[tuple[str, str], ...]:
    pairs: Iterable[tuple[str, str, str]] = (line.partition("=") for line in lines.split("\n") if line)
    return tuple((key, value) for key, _, value in pairs)
