"""A role description: purpose, responsibilities by area, requirements and measures of a sales post, all quoted."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kb.evidence.answerability import judge
from kb.evidence.selection import by_section, related
from kb.generators.clauses import speaks_of
from kb.generators.duties import Duties, Pool, share_out
from kb.generators.sheet import Draft, blocks_of, whole
from kb.generators.shelves import Said, Shelved, arrange, introduces, key_of, scores_of
from kb.types import (
    BlockStyle,
    Language,
    Level,
    Material,
    MaterialKind,
    NotCovered,
    Passage,
    Role,
    RoleProfile,
    Search,
    WrittenBy,
)
from kb.wording import RolePhrase, TopicPhrase, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kb.generators.posts import Posts
    from kb.library import SectionView

# Issue 5: 12 to 25 lines, blanks to fill in among them.
MOST_LINES = 25
MOST_REQUIREMENTS, MOST_MEASURES = 8, 3

# What was asked for in particular gets the room of the general requirements.
FEWER_REQUIREMENTS = 5

# A text about the very industry or title that nobody gave attributes: what is found must hold the words or mean it.
# Nine industries that the shipped texts do not have reach .31 and .28 at most ("retail", which they mention, more; but
# only sections without attributes are taken by this).
SAME_MEANING, SAME_WORDS = 0.5, 0.6

# A sentence on measuring that does not lie nearer than this is about something else: the one that the shipped texts
# have for reps reaches .22 to .28 in the four languages, the next ("the goals of a visit divide into …") at most .06.
MEASURE_FOUND = 0.12

_BLANKS_OF_REQUIREMENTS = (RolePhrase.BLANK_EXPERIENCE, RolePhrase.BLANK_TRAVEL)


@dataclass(frozen=True, slots=True)
class _Post:
    """A request as it was understood, and what the texts lack of it in the asker's words."""

    level: Level
    industry: str | None
    focused: tuple[Shelved, ...] = ()
    found: tuple[Shelved, ...] = ()
    uncovered: tuple[str, ...] = ()
    pool: Pool = field(default_factory=Pool)


@dataclass(frozen=True, slots=True)
class RoleWriter:
    """`shelf(language, role)` gives the sections, `search(text, language, role)` a hybrid search with many hits."""

    shelf: Callable[[Language, Role], Sequence[SectionView]]
    search: Callable[[str, Language, Role], Search]
    wording: Wording
    posts: Posts

    def write(self, request: RoleProfile, language: Language) -> Material | NotCovered:
        """A role description, or NotCovered where the title is no sales post and no text speaks of it."""
        titled = self.search(request.title, language, request.role)
        title, unfair = self.posts.fair_title(request.title)
        request, fair = self._fair(request)
        known = self.posts.is_sales(request.title) or self.posts.industry_of(request.industry)
        if not known and not self._tells_of_post(titled, language, request.role):
            return NotCovered(related(by_section(titled.hits)))
        post = self._understand(request, language, titled)
        drafts = self._drafts(post, request, language, fair=fair and not unfair)
        blocks, citations = blocks_of(drafts)
        if not citations:
            return NotCovered(related(by_section(titled.hits)))
        return Material(
            id=str(uuid.uuid4()),
            kind=MaterialKind.ROLE_DESCRIPTION,
            language=language,
            title=title or None,
            question_used=request.title,
            written_by=WrittenBy.EXTRACT,
            blocks=blocks,
            citations=citations,
            uncovered=post.uncovered,
        )

    def _fair(self, request: RoleProfile) -> tuple[RoleProfile, bool]:
        """A request without the unfair words of its industry and focus, and whether there were none."""
        industry, taken = self.posts.fair_title(request.industry or "")
        focus, taken_too = self.posts.fair_title(request.focus or "")
        if not (taken or taken_too):
            return request, True
        return replace(request, industry=industry or None, focus=focus or None), False

    def _tells_of_post(self, titled: Search, language: Language, role: Role) -> bool:
        """Whether a text is about the very post: not one on sales in general, which any "manager" finds."""
        shelf = arrange(self.shelf(language, role))
        about = [shelf[key].attributes for key in _about(titled) if key in shelf]
        return speaks_of(titled) and any("area" not in held or "industry" in held for held in about)

    def _understand(self, request: RoleProfile, language: Language, titled: Search) -> _Post:
        level = request.level or self.posts.level_of(request.title) or Level.REP
        shelf = arrange(self.shelf(language, request.role))
        pool = Pool(tuple(shelf.values()), self.posts, level)
        post = _Post(level, self.posts.industry_of(request.industry or request.title), pool=pool)
        found = [shelf[key] for key in _about(titled) if key in shelf and not shelf[key].attributes]
        lacking = []
        if request.industry and not (post.industry and pool.duties_of_industry(post.industry)):
            searched = self.search(request.industry, language, request.role)
            own = [shelf[key] for key in _about(searched) if key in shelf and not shelf[key].attributes]
            found = [*own, *(section for section in found if section not in own)]
            lacking = [] if own else [" ".join(request.industry.split())]
        focused: list[Shelved] = []
        if request.focus:
            searched = self.search(request.focus, language, request.role)
            focused = pool.nearest(searched) if judge(searched) is None else []
            lacking += [] if focused else [" ".join(request.focus.split())]
        return replace(post, found=tuple(found), focused=tuple(focused), uncovered=tuple(lacking))

    def _drafts(self, post: _Post, request: RoleProfile, language: Language, *, fair: bool) -> list[Draft]:
        said = Said()
        purpose = self._kept(post.pool.purpose()[:1], post, said)
        requirements = self._kept(post.pool.requirements(post.industry), post, said)[: _room_of_requirements(post)]
        measures = self._kept(self._measures(post, request, language), post, said)[:MOST_MEASURES]
        notes = _BLANKS_OF_REQUIREMENTS if fair else (*_BLANKS_OF_REQUIREMENTS, RolePhrase.FAIR)
        fixed = len(purpose) + len(requirements) + len(measures) + len(notes) + 1
        chosen = share_out(self._duties(post), MOST_LINES - fixed)
        phrase = self.wording.phrase
        return [
            _draft("purpose", phrase(RolePhrase.PURPOSE, language), purpose, BlockStyle.PARAGRAPH),
            *(
                _draft("responsibilities", duties.title, kept)
                for duties in chosen
                if (kept := _without_bare_lead(self._kept(duties.lines, post, said)))
            ),
            _draft(
                "requirements",
                phrase(RolePhrase.REQUIREMENTS, language),
                requirements,
                phrases=tuple(phrase(note, language) for note in notes),
            ),
            _draft(
                "measures",
                phrase(RolePhrase.MEASURES, language),
                measures,
                phrases=(phrase(RolePhrase.BLANK_TARGET, language),),
            ),
        ]

    @staticmethod
    def _duties(post: _Post) -> list[Duties]:
        """The responsibilities in the order in which they are given room."""
        pool = post.pool
        own = pool.duties_of_industry(post.industry) if post.industry else []
        duties = [
            *pool.of_level(),
            # An industry that was asked for, too, may not be crowded out.
            *(pool.duties(section, deep=not own) for section in post.focused),
            *own,
            *(pool.duties(section, deep=True) for section in post.found),
            *pool.general(),
        ]
        first: dict[tuple[str, str], Duties] = {}
        for each in duties:
            if each.lines:
                first.setdefault(each.key, each)
        return list(first.values())

    def _measures(self, post: _Post, request: RoleProfile, language: Language) -> list[Passage]:
        """What performance is measured by: the sections on it, or what lies nearest to the question at that level."""
        lines = post.pool.measures()
        if lines:
            return lines
        search = self.search(self.wording.phrase(TopicPhrase.MEASURE, language), language, request.role)
        scores = scores_of([search])
        held = [line for section in post.pool.sections for line in section.listed if post.pool.suits(section)]
        near = [line for line in held if scores.get(line.id, 0.0) >= MEASURE_FOUND]
        return sorted(near, key=lambda line: -scores[line.id])[: MOST_MEASURES - 1]

    def _kept(self, lines: Sequence[Passage], post: _Post, said: Said) -> list[Passage]:
        """Lines that contradict neither the level nor fairness, and that were not said yet."""
        return [
            line
            for line in lines
            if not self.posts.is_above(line.text, post.level)
            and not self.posts.is_unfair(line.text)
            and said.is_new(line)
        ]


def _draft(
    key: str,
    heading: str,
    lines: Sequence[Passage],
    style: BlockStyle = BlockStyle.BULLETS,
    phrases: tuple[str, ...] = (),
) -> Draft:
    return Draft(tuple(whole(line) for line in lines), style, key, heading, phrases)


def _room_of_requirements(post: _Post) -> int:
    particular = bool(post.industry or post.focused or post.found)
    return FEWER_REQUIREMENTS if particular else MOST_REQUIREMENTS


def _without_bare_lead(lines: list[Passage]) -> list[Passage]:
    """A sentence that leads to a list of which nothing was kept says nothing."""
    return [] if len(lines) == 1 and introduces(lines[0]) else lines


def _about(search: Search) -> list[tuple[str, str]]:
    """The best section, where it holds the very words of the search or means the same."""
    sections = by_section(search.hits)[:1]
    return [
        key_of(section)
        for section in sections
        if any((hit.dense or 0.0) >= SAME_MEANING or (hit.lexical or 0.0) >= SAME_WORDS for hit in section.hits)
    ]
