"""The questions of an ablation: golden ones of the development half, and drafts that nobody's text was written from."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from eval.golden import Golden
from eval.items import QuestionItem, UnanswerableItem, section_of
from eval.near_copies import grams, likeness
from kb.errors import InputError
from kb.types import Language

# Drafts that the corpus took over, slightly changed, would find themselves: at .45 a reader still calls two questions
# wordings of the same one.
TAKEN_OVER = 0.45


@dataclass(frozen=True, slots=True)
class Probe:
    """One question; what is relevant as references, empty where the texts do not answer it."""

    id: str
    text: str
    language: Language
    sections: tuple[str, ...]
    passages: tuple[str, ...]

    @property
    def answerable(self) -> bool:
        """Whether the texts answer it."""
        return bool(self.sections)


class _Draft(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    questions: tuple[str, ...]


class _Facts(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    facts: Mapping[str, tuple[str, ...]]


def golden_probes(items: Iterable[Golden]) -> list[Probe]:
    """Answerable questions, and unanswerable ones that nothing in the texts corrects."""
    probes = []
    for golden in items:
        item = golden.item
        if isinstance(item, QuestionItem):
            probes.append(Probe(item.id, item.question, golden.language, item.sections, item.passages))
        elif isinstance(item, UnanswerableItem) and not item.corrected_by:
            probes.append(Probe(item.id, item.question, golden.language, (), ()))
    return probes


def draft_probes(folder: Path, facts: Path, asked: Mapping[Language, Iterable[str]]) -> list[Probe]:
    """Drafts `<language>.jsonl` ({id of a fact, questions} a line) that are no near copies of asked-as questions.

    `facts` says in YAML which passages carry each fact. Raises InputError for files that are not so.
    """
    try:
        places = _Facts.model_validate(yaml.safe_load(facts.read_text(encoding="utf-8"))).facts
        return [
            probe
            for language in Language
            if (path := folder / f"{language}.jsonl").is_file()
            for probe in _drafts(path, language, places, Copies(asked.get(language, ())))
        ]
    except (OSError, ValueError, yaml.YAMLError, ValidationError) as error:
        raise InputError(f"The drafts in {folder} or their places in {facts} can't be read: {error}") from error


class Copies:
    """Finds whether a question is a wording of one of many: by the 3-grams that they share."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._grams = [grams(text) for text in texts]
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, own in enumerate(self._grams):
            for gram in own:
                self._holders[gram].append(number)

    def likeness(self, text: str) -> float:
        """To the most like of them, 0 to 1 (Jaccard); 0 of none."""
        own = grams(text)
        shared = Counter(number for gram in own for number in self._holders.get(gram, ()))
        # Who shares most is most like, but for lengths: the first few by what they share decide.
        return max((likeness(own, self._grams[number]) for number, _ in shared.most_common(20)), default=0.0)


def _drafts(path: Path, language: Language, places: Mapping[str, tuple[str, ...]], copies: Copies) -> Iterator[Probe]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        draft = _Draft.model_validate(json.loads(line))
        passages = places.get(draft.id, ())
        sections = tuple(dict.fromkeys(map(section_of, passages)))
        for number, text in enumerate(draft.questions if passages else ()):
            if copies.likeness(text) < TAKEN_OVER:
                yield Probe(f"{language}:{draft.id}:{number}", text, language, sections, passages)
