"""The comparison: every system builds, answers alone, in turn with the others, and without the asker's edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.golden import Golden
from eval.items import QuestionItem
from eval.latency import WARMING, Spread, spread
from eval.metrics import mean, rankings
from eval.peers.dialogue import Worker
from eval.peers.texts import PeerText, ranked_sections
from eval.runner import HITS
from eval.scores import ALL
from eval.types import Figure
from kb.types import Language

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Found:
    """What a system found for one question: sections, best first, and the language of what it would show."""

    id: str
    language: Language
    relevant: tuple[str, ...]
    sections: tuple[str, ...]
    shown: Language | None


@dataclass(frozen=True, slots=True)
class Scored:
    """Right section first and among three, and how often the best chunk is in the asker's language."""

    first: Figure
    among_three: Figure
    own_language: Figure


@dataclass(frozen=True, slots=True)
class Result:
    """One system. By language asked and `all`: `whole` with every edition in the index, `foreign` without one's own.

    `query` and `encoder` in milliseconds: a question in process, and the embedding alone. `megabytes`: the most
    that its process held, and the largest of the processes that it started.
    """

    system: str
    load_seconds: float
    ingest_seconds: float
    chunks: int
    megabytes: tuple[float, float]
    query: Spread
    encoder: Spread
    whole: Mapping[str, Scored]
    foreign: Mapping[str, Scored]
    found: Mapping[str, Sequence[Found]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`timed` are the texts that the systems answer in turn; the first WARMING of them are not counted."""

    texts: Mapping[str, PeerText]
    items: Sequence[Golden]
    timed: Sequence[str]
    say: Say

    def run(self, workers: Mapping[str, Worker]) -> list[Result]:
        """Everything, in the order of the systems; raises ServiceError where a worker ends."""
        documents = [{"id": one.id, "language": str(one.language), "text": one.text} for one in self.texts.values()]
        built: dict[str, tuple[float, float, int]] = {}
        whole: dict[str, list[Found]] = {}
        for name, worker in workers.items():
            self.say(f"{name}: builds")
            loaded = worker.load()
            built[name] = (loaded, *worker.build(documents))
            whole[name] = self._ask(worker, list(Language))
        self.say("all in turn: latency")
        times = in_turn(workers, self.timed)
        megabytes = {name: worker.memory() for name, worker in workers.items()}
        foreign = {name: self._foreign(name, worker) for name, worker in workers.items()}
        return [
            Result(
                name, *built[name], megabytes[name], *times[name],
                whole=score(whole[name]),
                foreign=score(foreign[name]),
                found={"whole": whole[name], "foreign": foreign[name]},
            )
            for name in workers
        ]  # fmt: skip

    def _foreign(self, name: str, worker: Worker) -> list[Found]:
        found = []
        for language in Language:
            self.say(f"{name}: without its texts in {language}")
            worker.leave_out(str(language))
            found += self._ask(worker, [language])
        worker.leave_out(None)
        return found

    def _ask(self, worker: Worker, languages: Sequence[Language]) -> list[Found]:
        found = []
        for golden in self.items:
            item = golden.item
            if isinstance(item, QuestionItem) and golden.language in languages:
                _, chunks = worker.ask(item.question, HITS)
                sections, shown = ranked_sections(chunks, self.texts)
                found.append(Found(item.id, golden.language, item.sections, sections, shown))
        return found


def in_turn(workers: Mapping[str, Worker], texts: Sequence[str]) -> dict[str, tuple[Spread, Spread]]:
    """(a question, its embedding alone) by system, in milliseconds; who begins goes round, so that load meets all."""
    names = list(workers)
    times: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in names}
    for number, text in enumerate(texts):
        start = number % len(names)
        for name in names[start:] + names[:start]:
            asked, embedded = times[name]
            asked.append(1000 * workers[name].ask(text, HITS)[0])
            # Another text: some remember what they have embedded.
            embedded.append(1000 * workers[name].embed(f"{text}."))
    return {name: (spread(asked[WARMING:]), spread(embedded[WARMING:])) for name, (asked, embedded) in times.items()}


def score(found: Sequence[Found]) -> dict[str, Scored]:
    """By language and of all; a language in which nothing was asked is left out."""
    ranked = rankings({one.id: one.relevant for one in found}, {one.id: one.sections for one in found})
    groups = {str(language): [one for one in found if one.language is language] for language in Language}
    groups[ALL] = list(found)
    return {
        name: Scored(
            first=_mean([ranked[one.id].first for one in members]),
            among_three=_mean([ranked[one.id].among_three for one in members]),
            own_language=_mean([float(one.shown is one.language) for one in members]),
        )
        for name, members in groups.items()
        if members
    }


def _mean(values: Sequence[float]) -> Figure:
    found = mean(values)
    if found is None:
        raise ValueError("nothing was asked")
    return found
