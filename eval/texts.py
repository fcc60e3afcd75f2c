"""What golden files are checked against: the passages of a library by their references, and where they came from."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.library import Library
from kb.types import Citation, Language, Passage, Role


@dataclass(frozen=True, slots=True)
class Spans:
    """The passages of one version of a document in their order: where each starts and ends, and its reference."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """Passages by language and reference, the original language of each section, and passages by their offsets."""

    passages: Mapping[Language, Mapping[str, str]]
    originals: Mapping[str, Language]
    spans: Mapping[tuple[str, str], Spans]

    def references(self) -> frozenset[str]:
        """Every passage, in whichever language it is there."""
        return frozenset(reference for edition in self.passages.values() for reference in edition)

    def reference_of(self, citation: Citation) -> str | None:
        """The passage that a citation begins in; None where there is none at its offset in its version."""
        spans = self.spans.get((citation.document, citation.version))
        if spans is None:
            return None
        index = bisect_right(spans.starts, citation.start) - 1
        return spans.references[index] if index >= 0 and citation.end <= spans.ends[index] else None


def reference(passage: Passage) -> str:
    """`work#anchor/place`."""
    return f"{passage.work}#{passage.anchor}/{passage.place}"


def section_reference(passage: Passage) -> str:
    """`work#anchor`."""
    return f"{passage.work}#{passage.anchor}"


def texts_of(library: Library) -> Texts:
    """All that a library holds."""
    passages: dict[Language, dict[str, str]] = {language: defaultdict(str) for language in Language}
    originals: dict[str, Language] = {}
    spans: dict[tuple[str, str], Spans] = {}
    for info in library.documents(Role.ADMIN):
        members = [passage for view in library.sections(info.id, Role.ADMIN) for passage in view.passages]
        for passage in members:
            passages[info.language][reference(passage)] += passage.text
            originals[section_reference(passage)] = passage.original
        spans[info.id, info.version] = _spans(members)
    return Texts({language: dict(edition) for language, edition in passages.items()}, originals, spans)


def _spans(passages: Iterable[Passage]) -> Spans:
    ordered = sorted(passages, key=lambda passage: passage.start)
    return Spans(
        tuple(passage.start for passage in ordered),
        tuple(passage.end for passage in ordered),
        tuple(map(reference, ordered)),
    )
