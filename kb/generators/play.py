"""A just-in-time play: what to prepare, ask, show and do on a visit of one type to a customer at one funnel stage.

What belongs where is a table of topics; which lines they are is found by searching for the topics, like a checklist's.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kb.evidence.selection import by_section
from kb.generators.sheet import Draft, blocks_of, short_quotes
from kb.generators.shelves import Said, Shelved, arrange, introduces, key_of, scores_of
from kb.types import (
    BlockStyle,
    FunnelStage,
    Language,
    Material,
    MaterialKind,
    NotCovered,
    Passage,
    Play,
    Role,
    Search,
    VisitType,
    WrittenBy,
)
from kb.wording import ChecklistPhrase, TopicPhrase, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kb.library import SectionView

# The section of a topic reaches .13 or more in each language; below this the library holds nothing about it.
FOUND = 0.06

SLOTS: Final = ("prepare", "ask", "show", "do")
_HEADINGS = {
    "prepare": ChecklistPhrase.PREPARE,
    "ask": ChecklistPhrase.ASK,
    "show": ChecklistPhrase.SHOW,
    "do": ChecklistPhrase.DO,
}

# A topic and how many lines of it.
_Share = tuple[TopicPhrase, int]
_T = TopicPhrase

_VISITS: Final[Mapping[VisitType, Mapping[str, tuple[_Share, ...]]]] = {
    VisitType.FIRST: {
        "prepare": ((_T.PLAN, 4), (_T.TOOLS, 4)),
        "ask": ((_T.QUALIFY, 3),),
        "show": ((_T.COMMUNICATION, 2),),
        "do": ((_T.REPORT, 3),),
    },
    VisitType.RESELLER: {
        "prepare": ((_T.PREPARATION, 3), (_T.TOOLS, 4)),
        "ask": ((_T.ASK_SALES, 1), (_T.MARKET, 2)),
        "show": ((_T.SHOW_PRODUCT, 1), (_T.COMMUNICATION, 2)),
        "do": ((_T.PRICE, 2), (_T.STOCK, 3), (_T.ACCOUNT, 2), (_T.ORDER, 1), (_T.REPORT, 2)),
    },
    VisitType.RETURN: {
        "prepare": ((_T.REFLECTION, 4),),
        "ask": ((_T.ASK_BUSINESS, 1),),
        "show": ((_T.COMMUNICATION, 3),),
        "do": ((_T.RETURN, 2), (_T.REPORT, 3)),
    },
    VisitType.PAYMENT: {
        "prepare": ((_T.GOAL_ADMIN, 1), (_T.REFLECTION, 4)),
        "ask": ((_T.ASK_PAY, 3),),
        "show": ((_T.SHOW_ACCOUNT, 1),),
        "do": ((_T.REFUSE_DELAY, 1), (_T.ACCOUNT, 4), (_T.REPORT, 2)),
    },
    VisitType.COMPLAINT: {
        "prepare": ((_T.GOAL_ADMIN, 1), (_T.REFLECTION, 4)),
        "ask": ((_T.ASK_COMPLAINT, 1),),
        "show": ((_T.SHOW_SYMPATHY, 1),),
        "do": ((_T.ACT_COMPLAINT, 1), (_T.SERVICE, 2), (_T.REPORT, 3)),
    },
}
_STAGES: Final[Mapping[FunnelStage, Mapping[str, tuple[_Share, ...]]]] = {
    FunnelStage.TARGET_MARKET: {"prepare": ((_T.STAGE_MARKET, 1),), "ask": ((_T.FILES, 4),)},
    FunnelStage.PROSPECT: {"prepare": ((_T.STAGE_PROSPECT, 1),), "ask": ((_T.QUALIFY, 3),)},
    FunnelStage.TARGET_UNABLE: {"do": ((_T.CASE_UNABLE, 1), (_T.CONTACT, 2))},
    FunnelStage.TARGET_WEAK: {"ask": ((_T.PEOPLE, 3),), "do": ((_T.CASE_WEAK, 1),)},
    FunnelStage.TARGET_STRONG: {"ask": ((_T.PEOPLE, 3),), "do": ((_T.CASE_STRONG, 1),)},
    FunnelStage.CUSTOMER: {"prepare": ((_T.GOAL_EXISTING, 1),), "do": ((_T.CONTACT, 2),)},
}

# Staying in touch is for the time after the visit; who comes about a debt or a complaint asks for no larger order.
_LATER: Final = frozenset({_T.CONTACT})


@dataclass(frozen=True, slots=True)
class PlayWriter:
    """`shelf(language, role)` gives the sections, `search(text, language, role)` a hybrid search with many hits."""

    shelf: Callable[[Language, Role], Sequence[SectionView]]
    search: Callable[[str, Language, Role], Search]
    wording: Wording

    def write(self, request: Play, language: Language) -> Material | NotCovered:
        """The play, or NotCovered where the library holds nothing for it."""
        shelf = arrange(self.shelf(language, request.role))
        title = self._title(request, language)
        said = Said()
        drafts = [
            Draft(
                tuple(
                    quote
                    for topic, most in self._shares(request, slot)
                    for passage in self._lines(topic, most, language, request.role, shelf, said)
                    for quote in short_quotes(passage)
                ),
                BlockStyle.CHECKS,
                slot,
                self.wording.phrase(_HEADINGS[slot], language),
            )
            for slot in SLOTS
        ]
        blocks, citations = blocks_of(drafts)
        if not blocks:
            return NotCovered()
        return Material(
            id=str(uuid.uuid4()),
            kind=MaterialKind.CHECKLIST,
            language=language,
            title=title,
            question_used=title,
            written_by=WrittenBy.EXTRACT,
            blocks=blocks,
            citations=citations,
        )

    @staticmethod
    def _shares(request: Play, slot: str) -> Iterable[_Share]:
        """What the stage asks for, then what the visit does; each topic once, with its larger share."""
        shares: dict[TopicPhrase, int] = {}
        visit = _VISITS[request.visit][slot]
        ruled_out = {_T.GOAL_EXISTING} if any(topic is _T.GOAL_ADMIN for topic, _ in visit) else set()
        for topic, most in (*_STAGES[request.stage].get(slot, ()), *visit):
            if topic not in ruled_out:
                shares[topic] = max(most, shares.get(topic, 0))
        return sorted(shares.items(), key=lambda share: share[0] in _LATER)

    def _lines(
        self,
        topic: TopicPhrase,
        most: int,
        language: Language,
        role: Role,
        shelf: Mapping[tuple[str, str], Shelved],
        said: Said,
    ) -> list[Passage]:
        """The lines of the topic's section that lie nearest to it, in the order of the text."""
        search = self.search(self.wording.phrase(topic, language), language, role)
        nearest = [section for section in by_section(search.hits)[:1] if section.score >= FOUND]
        held = shelf.get(key_of(nearest[0])) if nearest else None
        if held is None or not held.ticked:
            return []
        scores = scores_of([search])
        floor = min(scores.values(), default=0.0)
        lines = [passage for passage in held.view.passages if not introduces(passage)]
        if held.listed:
            # Beside a list, a first paragraph says what it is about, and a remark after it nothing to do.
            lines = held.listed if most > 1 else [line for line in lines if line.place > 1]
        best = sorted(lines, key=lambda line: (-scores.get(line.id, floor), line.place))[:most]
        return [line for line in lines if line in best and said.is_new(line)]

    def _title(self, request: Play, language: Language) -> str:
        visit = ChecklistPhrase(f"checklist.visit_{request.visit}")
        stage = ChecklistPhrase(f"checklist.stage_{request.stage}")
        return f"{self.wording.phrase(visit, language)} · {self.wording.phrase(stage, language)}"
