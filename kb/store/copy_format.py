"""A document as JSON and back, so that a copy outlives changes of the tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from kb.store.records import DocumentRecord
from kb.types import AskedQuestion, DocumentInfo, Language, Passage, PassageKind, Role

# What a passage or question says itself; the rest is its document's.
_PASSAGE = ("id", "section", "section_path", "anchor", "place", "part", "kind", "attributes", "original", "text",
            "start", "end")  # fmt: skip
_QUESTION = ("id", "anchor", "place", "text")


def info_to_json(info: DocumentInfo) -> str:
    """Everything about a document but its text."""
    readers = sorted(info.readers)
    reviewed = info.reviewed.isoformat() if info.reviewed else None
    return _dump(asdict(info) | {"readers": readers, "reviewed": reviewed})


def info_from_json(text: str) -> DocumentInfo:
    """The same back."""
    said: dict[str, Any] = json.loads(text)
    return DocumentInfo(**said | {
        "language": Language(said["language"]),
        "original": Language(said["original"]),
        "topics": tuple(said["topics"]),
        "source": tuple(said["source"]),
        "readers": frozenset(map(Role, said["readers"])),
        "reviewed": date.fromisoformat(said["reviewed"]) if said["reviewed"] else None,
    })  # fmt: skip


def content_to_json(record: DocumentRecord, rules: str, earlier: Iterable[tuple[str, str]]) -> str:
    """A document's words: its text, passages, written questions and older versions."""
    return _dump({
        "rules": rules,
        "text": record.text,
        "earlier": list(earlier),
        "passages": [{name: getattr(passage, name) for name in _PASSAGE} for passage in record.passages],
        "questions": [{name: getattr(question, name) for name in _QUESTION} for question in record.questions],
    })  # fmt: skip


def content_from_json(text: str, info: DocumentInfo) -> tuple[DocumentRecord, str, tuple[tuple[str, str], ...]]:
    """The document, what it was read under, and (version, text) of the versions before it."""
    said: dict[str, Any] = json.loads(text)
    passages = tuple(_passage(one, info) for one in said["passages"])
    questions = tuple(
        AskedQuestion(document=info.id, work=info.work, language=info.language, **one) for one in said["questions"]
    )
    earlier = tuple((version, older) for version, older in said["earlier"])
    return DocumentRecord(info, said["text"], passages, questions), said["rules"], earlier


def _passage(said: Mapping[str, Any], info: DocumentInfo) -> Passage:
    own = dict(said) | {
        "section_path": tuple(said["section_path"]),
        "kind": PassageKind(said["kind"]),
        "attributes": tuple((key, value) for key, value in said["attributes"]),
        "original": Language(said["original"]),
    }
    return Passage(
        document=info.id,
        work=info.work,
        language=info.language,
        version=info.version,
        title=info.title,
        readers=info.readers,
        made_by=info.made_by,
        reviewed=info.reviewed,
        **own,
    )


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
