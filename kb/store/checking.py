"""What must hold between a document's text, its passages and their ids: on the way in and in verify()."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from kb.text import short_digest
from kb.types import Passage


def version_of(text: str) -> str:
    """A stored text's version: `sha256:` of its UTF-8."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def passage_ids(document: str, passages: Sequence[Passage]) -> list[str]:
    """The ids of a document's passages, given in their order: `{document}/{section}/{ordinal}-{hash}`.

    `ordinal` counts the passages of a section from 0, parts of a split one too; `hash`: the first 12
    hexadecimal digits of the SHA-256 of the passage's text.
    """
    ordinals: Counter[int] = Counter()
    ids = []
    for passage in passages:
        short = short_digest(passage.text)
        ids.append(f"{document}/{passage.section}/{ordinals[passage.section]}-{short}")
        ordinals[passage.section] += 1
    return ids


def document_faults(document: str, version: str, text: str, passages: Sequence[Passage]) -> Iterator[str]:
    """A sentence for each disagreement, none when all is sound."""
    passages = sorted(passages, key=_position)
    positions = Counter(map(_position, passages))
    yield from (
        f"{document}: {count} passages stand at section {section}, place {place}, part {part}."
        for (section, place, part), count in positions.items()
        if count > 1
    )
    if version != version_of(text):
        yield f"{document}: its text is not that of its version {version}."
    for passage, wanted in zip(passages, passage_ids(document, passages), strict=True):
        if passage.id != wanted:
            yield f"{document}: the passage {passage.id} should bear the id {wanted}."
        if passage.text != text[passage.start : passage.end]:
            span = f"{passage.start} to {passage.end}"
            yield f"{document}: the passage {passage.id} is not what stands at {span}."
        if passage.document != document:
            yield f"{document}: the passage {passage.id} belongs to {passage.document}."


def _position(passage: Passage) -> tuple[int, int, int]:
    return passage.section, passage.place, passage.part
