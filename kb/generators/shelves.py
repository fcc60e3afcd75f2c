"""The library's sections as generators read them: attributes, what can be ticked, where it falls in the work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.text import leads_over, search_tokens
from kb.types import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kb.evidence.selection import SectionHits
    from kb.library import SectionView
    from kb.types import Passage, Search

SectionKey = tuple[str, str]
# A line of a work, whatever the language: work, anchor, place in its section.
Place = tuple[str, str, int]
PHASES = ("before", "during", "after")

# Where the work of an area falls when the text does not say; every other area is done during the visit.
_AREA_PHASES = {
    **dict.fromkeys(
        "planning route prospecting funnel selection appointments information market strategy talk pricing".split(),
        "before",
    ),
    **dict.fromkeys("records relationships reporting performance".split(), "after"),
}
# Statements about the trade, not things to do.
_NOT_TO_DO = frozenset({"facts", "requirements"})
_LISTED = frozenset({PassageKind.ITEM, PassageKind.STEP, PassageKind.ROW})
# A line adds nothing where another section's holds this much of its search tokens: in the shipped texts that is what
# overviews and second lists repeat ("Compare prices."), and no line that says something of its own.
SAME = 0.75


@dataclass(frozen=True, slots=True)
class Shelved:
    """A section with its attributes and its place on the shelf."""

    view: SectionView
    index: int
    attributes: Mapping[str, str] = field(hash=False)

    @property
    def key(self) -> SectionKey:
        """Work and anchor: a search may have found it in another edition than the one on the shelf."""
        return self.view.passages[0].work, self.view.anchor

    @property
    def title(self) -> str:
        """Its own heading, or the text's title where it has none."""
        return self.view.path[-1] if self.view.path else self.view.passages[0].title

    @property
    def step(self) -> int | None:
        """The step of the work that it is, where the text says so."""
        return int(self.attributes["step"]) if "step" in self.attributes else None

    @property
    def listed(self) -> list[Passage]:
        """Its list items, steps and rows."""
        return [passage for passage in self.view.passages if passage.kind in _LISTED]

    @property
    def paragraphs(self) -> list[Passage]:
        """Its paragraphs that do not merely introduce a list."""
        return [passage for passage in self.view.passages if passage.kind not in _LISTED and not introduces(passage)]

    @property
    def ticked(self) -> bool:
        """Whether it holds something to do that is not one trade's alone: no facts, no requirements of a post."""
        to_do = self.attributes.get("kind") not in _NOT_TO_DO and "industry" not in self.attributes
        return to_do and bool(self.listed or self.paragraphs)

    @property
    def outlines(self) -> bool:
        """Whether it runs through a whole visit or sale, whose steps have sections of their own: it has no phase."""
        told = self.attributes
        return told.get("kind") == "procedure" and "phase" not in told and told.get("area", "") not in _AREA_PHASES


def introduces(passage: Passage) -> bool:
    """Whether a paragraph ends in a colon: it leads to what follows and says nothing whole by itself."""
    return leads_over(passage.text)


def arrange(views: Sequence[SectionView]) -> dict[SectionKey, Shelved]:
    """The shelf by section."""
    shelved = (Shelved(view, index, dict(view.passages[0].attributes)) for index, view in enumerate(views))
    return {section.key: section for section in shelved}


def place_of(passage: Passage) -> Place:
    """Where a passage stands in its work."""
    return passage.work, passage.anchor, passage.place


def key_of(found: SectionHits) -> SectionKey:
    """Which section of the shelf a search found."""
    return found.hits[0].passage.work, found.anchor


def phase_of(section: Shelved, visit: bool) -> str:
    """Before, during or after: as the text says, else by its area; what is no visit is one piece of work."""
    told = section.attributes.get("phase")
    if told is not None:
        return told if visit or told == "after" else "during"
    return _AREA_PHASES.get(section.attributes.get("area", ""), "during") if visit else "during"


def work_order(section: Shelved, shelf: Iterable[Shelved], rank: int) -> tuple[float, int, int]:
    """Where a section stands within its phase: by step; without one, before the next step of its own text.

    What no step stands beside comes first before a visit and last during it, unless it is what the visit is for
    (`rank` 0). A complaint is heard before anything else is looked at. Of equals, the more relevant first.
    """
    if section.step is not None:
        return section.step, rank, section.index
    phase = phase_of(section, visit=True)
    following = [
        other.step
        for other in shelf
        if other.key[0] == section.key[0]
        and other.index > section.index
        and other.step is not None
        and phase_of(other, visit=True) == phase
    ]
    if following:
        return following[0] - 0.5, rank, section.index
    if phase == "before" or (phase == "during" and section.attributes.get("area") == "complaints"):
        return 0, rank, section.index
    return (0.5 if phase == "during" and rank == 0 else 99), rank, section.index


def desk_order(keys: Iterable[SectionKey], shelf: Mapping[SectionKey, Shelved]) -> list[SectionKey]:
    """The order of what is no visit, of `keys` by relevance: text by text; in each what says how comes first.

    What to mind (principles, definitions) comes after the procedure that it is about. Of the pairs of 56 development
    tasks (a mean of tasks) .928 are in order with it, by relevance alone .919, as the texts have them .891. A complaint
    is heard first here, too.
    """
    ranked = list(keys)
    texts = list(dict.fromkeys(work for work, _ in ranked))

    def place(key: SectionKey) -> tuple[int, bool, bool]:
        attributes = shelf[key].attributes
        return texts.index(key[0]), attributes.get("area") != "complaints", attributes.get("kind") != "procedure"

    return sorted(ranked, key=place)


def scores_of(searches: Iterable[Search]) -> dict[str, float]:
    """The best score of each passage over several searches, by passage id."""
    best: dict[str, float] = {}
    for search in searches:
        for hit in search.hits:
            best[hit.passage.id] = max(hit.score, best.get(hit.passage.id, hit.score))
    return best


class Said:
    """Remembers what a material says already, so that nothing is said twice."""

    def __init__(self) -> None:
        self._lines: dict[str, tuple[tuple[str, str], frozenset[str]]] = {}

    def is_new(self, passage: Passage) -> bool:
        """Whether no other section said the like; remembers it. A section does not repeat itself."""
        section = passage.document, passage.anchor
        tokens = frozenset(search_tokens(passage.text))
        if passage.id in self._lines or any(
            other != section and _adds_nothing(tokens, line) for other, line in self._lines.values()
        ):
            return False
        self._lines[passage.id] = section, tokens
        return True


def _adds_nothing(tokens: frozenset[str], said: frozenset[str]) -> bool:
    return bool(tokens) and len(tokens & said) / len(tokens) >= SAME
