from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from kb.generators.notes import is_note, is_pointer, notes_in, with_notes
from kb.types import Language, Passage, PassageKind
from tests.builders import passage

pytestmark = pytest.mark.unit

CORPUS = Path(__file__).parents[3] / "corpus"
_HEADING = re.compile(r"^##+ .*\{#(?P<anchor>[\w-]+)")
_ITEM = re.compile(r"^(?:[-*]|\d+\.) (?P<text>.*)")


def sections(work: str, language: Language) -> dict[str, list[Passage]]:
    """The shipped texts as ingest cuts them: a block of lines is a paragraph, a marked line an item."""
    found: dict[str, list[Passage]] = defaultdict(list)
    anchor = ""
    for block in (CORPUS / work / f"{language}.md").read_text(encoding="utf-8").split("\n"):
        if heading := _HEADING.match(block):
            anchor = heading["anchor"]
        elif anchor and block.strip() and not block.startswith("#"):
            item = _ITEM.match(block)
            kind = PassageKind.ITEM if item else PassageKind.PARAGRAPH
            text = item["text"] if item else block
            place = len(found[anchor]) + 1
            found[anchor].append(passage(text, place=place, anchor=anchor, kind=kind, language=language))
    return found


# work, anchor, place of the note, places that must never stand without it.
NOTES = [
    ("appointments-and-sales-talk", "appointments", 8, {5}),
    ("appointments-and-sales-talk", "telephone", 6, {5}),
    ("customer-information-and-records", "feedback", 8, {5}),
    ("prospecting-funnel-selection", "man", 5, {2, 3, 4}),
    ("prospecting-funnel-selection", "man", 11, {10}),
    ("sales-profession", "reality", 5, {4}),
    ("service-complaints-relationships", "service", 5, {4}),
]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("work", "anchor", "note", "qualified"), NOTES)
def test_the_notes_of_the_shipped_texts_stand_with_what_they_qualify(
    language: Language, work: str, anchor: str, note: int, qualified: set[int]
) -> None:
    section = sections(work, language)[anchor]
    held = {one.place for one in section if notes_in(section).get(one.id) == section[note - 1]}
    assert qualified <= held
    for place in qualified:
        assert with_notes([section[place - 1].id], section) == [section[note - 1].id]


@pytest.mark.parametrize("language", list(Language))
def test_the_shipped_texts_have_no_other_notes_and_two_pointers(language: Language) -> None:
    notes, pointers = set(), set()
    for folder in (path.parent.name for path in CORPUS.glob(f"*/{language}.md")):
        for anchor, section in sections(folder, language).items():
            notes |= {(folder, anchor, one.place) for one in section if is_note(one)}
            pointers |= {(anchor, one.place) for one in section if is_pointer(one)}
    assert notes == {(work, anchor, note) for work, anchor, note, _ in NOTES}
    assert pointers == {("appointments", 3), ("funnel", 3)}


@pytest.mark.parametrize(
    "text",
    [
        "Note: only in summer.", "Warning: hot.", "N.B.: see the rules.", "Editor's note: doubtful.",
        "注意：仅限夏季。", "编者按：存疑。", "참고: 여름에만 적용됩니다.", "주의: 뜨겁습니다.",
        "Забележка: само през лятото.", "Внимание: горещо.",
    ],
)  # fmt: skip
def test_notes_of_other_texts_are_known_by_their_label(text: str) -> None:
    assert is_note(passage(text))


@pytest.mark.parametrize(
    "text",
    [
        "Note the time of every call.",
        "Important customers come first.",
        "注册客户信息。",
        "주의 깊게 들으십시오.",
        "Важно е да слушате.",
    ],
)
def test_a_word_without_its_colon_is_no_note(text: str) -> None:
    assert not is_note(passage(text))


def test_an_item_is_no_note() -> None:
    assert not is_note(passage("Note: bring samples.", kind=PassageKind.ITEM))


def test_a_note_brings_what_it_qualifies_and_nothing_where_that_is_there() -> None:
    claim, note = passage("Keep it secret.", place=1), passage("Note: not everywhere.", place=2)
    assert with_notes([note.id], [claim, note]) == [claim.id]
    assert with_notes([claim.id, note.id], [claim, note]) == []
