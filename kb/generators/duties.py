"""Which sections of the library describe a post of a level, and how a limited number of lines is shared among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.evidence.selection import by_section
from kb.generators.remarks import is_remark
from kb.generators.shelves import Shelved, introduces, key_of
from kb.types import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.generators.posts import Posts
    from kb.types import Passage, Search

# What a post is made of comes first; what it has to do with beside that, later. Other areas follow.
_AREAS = (
    "strategy team customers coaching control market cooperation reporting channels pricing process "
    "promotion delivery information"
).split()

# Whose sections describe whom, beside those that are about everybody.
_LEVELS = {
    Level.REP: frozenset({"rep"}),
    Level.MANAGER: frozenset({"manager"}),
    Level.SENIOR: frozenset({"manager", "senior"}),
}

# A focus goes deep into its nearest section and shows the one beside it. What the texts say nothing of ("pottery") is
# refused by kb.evidence.answerability before; what they do reaches .08 to .35.
MOST_FOCUSED = 2
NEAR_FOCUS = 0.5
FOCUS_FOUND = 0.05
DEEP = 6

# A lead and two items of its list say what an area is about.
SHALLOW = 3
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Duties:
    """A section's lines for a role description; `least` of them belong together, the rest comes where there is room."""

    key: tuple[str, str]
    title: str
    lines: tuple[Passage, ...]
    least: int


@dataclass(frozen=True, slots=True)
class Pool:
    """The sections, as far as they suit a level."""

    sections: tuple[Shelved, ...] = ()
    posts: Posts | None = None
    level: Level = Level.REP

    def suits(self, section: Shelved) -> bool:
        """Whether a section is about the level or about everybody, and about every industry."""
        level = section.attributes.get("level")
        return (level is None or level in _LEVELS[self.level]) and "industry" not in section.attributes

    def purpose(self) -> list[Passage]:
        """What the post is for: the opening of the definition of the profession."""
        return [
            line
            for section in self.sections
            if self.suits(section) and _is(section, kind="definition", area="profession")
            for line in section.paragraphs[:1]
        ]

    def requirements(self, industry: str | None) -> list[Passage]:
        """The industry's own requirements, then the general ones; those of managers serve where a level has none."""
        own = [line for section in self._of_industry(industry) for line in section.listed if self._is_requirement(line)]
        asking = [section for section in self.sections if _is(section, kind="requirements")]
        general = [section for section in asking if self._any_industry(section)]
        suiting = [section for section in general if self.suits(section)] or general
        return [*own, *(line for section in suiting for line in section.listed or section.paragraphs)]

    def measures(self) -> list[Passage]:
        """What performance is judged by at the level: whole statements before the items of lists."""
        held = [section for section in self.sections if self.suits(section) and _is(section, area="performance")]
        return [
            *(line for section in held for line in section.paragraphs),
            *(line for section in held for line in section.listed),
        ]

    def of_level(self) -> list[Duties]:
        """What a level adds to the ones below it."""
        if self.level is not Level.SENIOR:
            return []
        return [self.duties(section, deep=True) for section in self.sections if _is(section, level="senior")]

    def duties_of_industry(self, industry: str) -> list[Duties]:
        """An industry's duties; empty where all that the texts have is about posts above the level."""
        duties = [self.duties(section, deep=True, whole=True) for section in self._of_industry(industry)]
        return [each for each in duties if each.lines]

    def general(self) -> list[Duties]:
        """The duties that every post of the level has, the weightiest areas first."""
        held = [section for section in self.sections if self.suits(section) and self._is_general(section)]
        held.sort(key=lambda section: (_weight(section), section.index))
        return [self.duties(section) for section in held]

    def nearest(self, search: Search) -> list[Shelved]:
        """The suiting sections that a focus finds, best first."""
        by_key = {section.key: section for section in self.sections}
        found = [(hits, by_key[key_of(hits)]) for hits in by_section(search.hits) if key_of(hits) in by_key]
        suiting = [(hits, section) for hits, section in found if self.suits(section) and _can_be_focus(section)]
        return [
            section
            for hits, section in suiting[:MOST_FOCUSED]
            if hits.score >= FOCUS_FOUND and hits.score >= NEAR_FOCUS * suiting[0][0].score
        ]

    def duties(self, section: Shelved, *, deep: bool = False, whole: bool = False) -> Duties:
        """A section's duties at the level: what leads to its list and the list, or its paragraphs."""
        listed = [line for line in section.listed if not self._is_requirement(line)]
        lines = [line for line in listed or _without_remarks(section) if not self._is_above(line)]
        first = section.view.passages[0]
        # The lead of a list of duties mostly is one itself ("…; this also includes the following:"); it may say how
        # many follow, so it goes where one of them is above the level.
        if lines and listed == lines and introduces(first) and not self._is_above(first):
            lines = [first, *lines]
        if _is(section, kind="definition", area="profession") and self._any_industry(section):
            # The functions of a profession are its outline: none may be missing. Of mere prose one sentence is enough.
            lines, whole = (lines, True) if listed else (lines[1:2], True)
        least = len(lines) if whole else min(len(lines), DEEP if deep else SHALLOW)
        return Duties(section.key, section.title, tuple(lines), least)

    def _of_industry(self, industry: str | None) -> list[Shelved]:
        return [section for section in self.sections if industry and section.attributes.get("industry") == industry]

    def _is_general(self, section: Shelved) -> bool:
        profession = _is(section, kind="definition", area="profession")
        return (_is(section, kind="duties") or profession) and not _is(section, area="performance")

    def _is_requirement(self, line: Passage) -> bool:
        return self.posts is not None and self.posts.is_requirement(line.text)

    def _is_above(self, line: Passage) -> bool:
        return self.posts is not None and self.posts.is_above(line.text, self.level)

    @staticmethod
    def _any_industry(section: Shelved) -> bool:
        return "industry" not in section.attributes


def share_out(duties: Sequence[Duties], room: int) -> list[Duties]:
    """As many duties as there is room for: what belongs together first, one area after the other, then one line each.

    The order stays; a section's lines stay its first ones.
    """
    given: list[int] = []
    for each in duties:
        least = min(each.least, room - sum(given))
        given.append(least if least >= min(FEWEST, each.least) else 0)
    while sum(given) < room:
        open_ones = [place for place, each in enumerate(duties) if 0 < given[place] < len(each.lines)]
        if not open_ones:
            break
        for place in open_ones[: room - sum(given)]:
            given[place] += 1
    return [
        Duties(each.key, each.title, each.lines[:count], count)
        for each, count in zip(duties, given, strict=True)
        if count
    ]


def _is(section: Shelved, **attributes: str) -> bool:
    return all(section.attributes.get(name) == value for name, value in attributes.items())


def _without_remarks(section: Shelved) -> list[Passage]:
    """Its paragraphs; what a source observes ("key-account managers are on the rise") is nobody's duty."""
    if _is(section, kind="duties"):
        return section.paragraphs
    return [line for line in section.paragraphs if not is_remark(line)] or section.paragraphs


def _can_be_focus(section: Shelved) -> bool:
    return not _is(section, kind="facts") and not _is(section, kind="requirements") and len(section.view.passages) > 1


def _weight(section: Shelved) -> int:
    if _is(section, kind="definition"):
        return -1
    area = section.attributes.get("area", "")
    return _AREAS.index(area) if area in _AREAS else len(_AREAS)
