"""Small domain objects for tests: every field has a plain default, so that a test names only what it is about."""

from __future__ import annotations

from collections.abc import Mapping

from kb.retrieval.example_table import ExampleTable
from kb.retrieval.snapshot import GroupKey, Snapshot, group_slots, languages_beyond, section_slots
from kb.store.centring import blank_generation
from kb.store.exact import ExactIndex
from kb.store.records import PassageSlot
from kb.store.vectors import Lane, LaneVectors
from kb.types import EVERYONE, Example, Hit, Language, Passage, PassageKind


def passage(
    text: str = "Bring samples.",
    *,
    place: int = 1,
    document: str = "guide.en",
    anchor: str = "tools",
    kind: PassageKind = PassageKind.PARAGRAPH,
    language: Language = Language.EN,
    heading: str = "Tools",
    start: int = 0,
) -> Passage:
    return Passage(
        id=f"{document}/{anchor}/{place}",
        document=document,
        work=document.rsplit(".", 1)[0],
        language=language,
        original=language,
        version="sha256:0",
        title="Guide",
        section=0,
        section_path=(heading,),
        anchor=anchor,
        place=place,
        part=0,
        kind=kind,
        attributes=(),
        readers=EVERYONE,
        made_by="project",
        reviewed=None,
        text=text,
        start=start,
        end=start + len(text),
    )


def hit(found: Passage, score: float, asked: float | None = None) -> Hit:
    return Hit(passage=found, score=score, dense=score, lexical=None, asked=asked, lane=found.language)


def slot(
    work: str, language: Language, anchor: str, place: int, *, units: int = 3, audience: int = 15, part: int = 0
) -> PassageSlot:
    document = f"{work}.{language}"
    return PassageSlot(
        id=f"{document}/{anchor}/{place}.{part}",
        document=document,
        work=work,
        language=language,
        anchor=anchor,
        place=place,
        part=part,
        units=units,
        audience=audience,
    )


def snapshot(
    *slots: PassageSlot,
    lanes: Mapping[Lane, LaneVectors] | None = None,
    examples: Mapping[str, Example] | None = None,
) -> Snapshot:
    """A snapshot of two dimensions without means, whose passages nobody wrote questions for."""
    by_id = {member.id: member for member in slots}
    return Snapshot(
        revision=1,
        generation=blank_generation("f", 2, None),
        index=ExactIndex(lanes or {}),
        slots=by_id,
        targets={},
        group_of={member.id: GroupKey.of(member) for member in slots},
        groups=group_slots(by_id),
        sections=section_slots(by_id),
        beyond=languages_beyond(section_slots(by_id)),
        unasked=frozenset(),
        answered={},
        whole=frozenset(),
        examples=ExampleTable(examples or {}, lanes or {}, section_slots(by_id)),
    )
