"""What a task is about: a rep's free words in four languages mapped to the topics that the library is searched for.

Only the caller's words are read, never the texts: which sections belong to a topic is found by searching for it, so a
text added an hour ago is found by the same topics. Needed because a small encoder does not know that "hasn't paid his
last three invoices" is a matter of collecting payment. The words stand in `occasions.json`, by language.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from kb.text import spoken
from kb.types import Language
from kb.wording import TopicPhrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Occasion:
    """Words that tell it, and the topics that it brings, the most telling first.

    `desk`: it is done at the desk or on the telephone, so that a word like "customer" makes no visit of it.
    `without`: topics that it rules out; who was never visited has no last visit to look back on. `place`: its words
    say where something is done ("a shop"), which tells what it is only where nothing else does. `inside`: they name a
    meeting of our own people, who are not visited.
    """

    words: re.Pattern[str]
    topics: tuple[TopicPhrase, ...]
    desk: bool
    without: tuple[TopicPhrase, ...] = ()
    place: bool = False
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Occasions:
    """The table of occasions, and the words that tell of a visit.

    `visit`: somebody is seen; `received`: somebody calls, writes or comes to us, `going`: we go to them; `party`: a
    customer or shop is named, to whatever end; `mishap`: an accident, a theft or a loss, wherever it happens; `phases`:
    words that ask for one phase of a visit alone ("after the visit"), by its key. `parts`: where a task is cut into its
    parts, by language; `errand`: the form of a part that is something to do, not a circumstance ("he is always in a
    hurry").
    """

    table: tuple[Occasion, ...]
    visit: re.Pattern[str]
    received: re.Pattern[str]
    going: re.Pattern[str]
    party: re.Pattern[str]
    mishap: re.Pattern[str]
    phases: Mapping[str, re.Pattern[str]]
    parts: Mapping[Language, re.Pattern[str]]
    errand: Mapping[Language, re.Pattern[str]]

    @classmethod
    def load(cls) -> Occasions:
        """Read the table that ships with the package."""
        source = files("kb.generators").joinpath("occasions.json").read_text(encoding="utf-8")
        data = json.loads(source)
        table = tuple(
            Occasion(
                _pattern(row["words"]),
                _topics(row["topics"]),
                row["desk"],
                _topics(row["without"]),
                row.get("place", False),
                row.get("inside", False),
            )
            for row in data["occasions"]
        )
        return cls(
            table=table,
            visit=_pattern(data["visit"]),
            received=_pattern(data["received"]),
            going=_pattern(data["going"]),
            party=_pattern(data["party"]),
            mishap=_pattern(data["mishap"]),
            phases={phase: _pattern(words) for phase, words in data["phases"].items()},
            parts=_by_language(data["parts"]),
            errand=_by_language(data["errand"]),
        )

    def of(self, text: str) -> list[Occasion]:
        """The occasions that a text tells of, in the order of the table."""
        words = spoken(text)
        told = [occasion for occasion in self.table if occasion.words.search(words)]
        return [occasion for occasion in told if not occasion.place] or told

    def parts_of(self, text: str, language: Language) -> list[str]:
        """The parts of a task, in the caller's words and their order; one where it has no parts."""
        return [part.strip() for part in self.parts[language].split(text) if part.strip()]

    def tells_of_seeing(self, text: str) -> bool:
        """Whether a text says that somebody is seen or visited."""
        return self.visit.search(self._outside(text)) is not None

    def tells_of_receiving(self, text: str) -> bool:
        """Whether a text says that somebody calls, writes or comes to us."""
        return self.received.search(spoken(text)) is not None

    def tells_of_going(self, text: str) -> bool:
        """Whether a text says that we go to somebody."""
        return self.going.search(self._outside(text)) is not None

    def tells_of_visit(self, text: str) -> bool:
        """Whether a text speaks of seeing a customer, or at least of a customer."""
        return self.tells_of_seeing(text) or self.party.search(spoken(text)) is not None

    def tells_of_mishap(self, text: str) -> bool:
        """Whether a text says that something has happened that is nobody's work: a fire, an accident, a theft."""
        return self.mishap.search(spoken(text)) is not None

    def phase_of(self, text: str) -> str | None:
        """The one phase of a visit that a text asks for; None where it names none or several."""
        words = spoken(text)
        named = [phase for phase, pattern in self.phases.items() if pattern.search(words)]
        return named[0] if len(named) == 1 else None

    def _outside(self, text: str) -> str:
        """The words of a text without those for a meeting of our own people."""
        words = spoken(text)
        for occasion in self.table:
            if occasion.inside:
                words = occasion.words.sub(" ", words)
        return words


def _by_language(rows: Mapping[str, Iterable[str]]) -> dict[Language, re.Pattern[str]]:
    return {Language(code): re.compile("|".join(words), re.IGNORECASE) for code, words in rows.items()}


def _topics(names: Iterable[str]) -> tuple[TopicPhrase, ...]:
    return tuple(map(TopicPhrase, names))


def _pattern(words: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    return re.compile("|".join(word for language in words.values() for word in language))
