"""Learns the query adapter: a linear map that brings a question's vector to where its answers lie.

q' = normalise(W q), W from the identity, Adam, softmax over all passages of SCALE x (a lane's score: passage cosine
and best asked-as cosine, kb.scoring), target NEAR_HOME on the passage asked for and the rest spread over its section.
A question never finds itself: its slot of asked-as questions is left out while it asks. Half of the steps ask another
language's questions, so that languages can vote for each other (design-evidence.md has the first sketch).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from kb.scoring import ASKED_WEIGHT

if TYPE_CHECKING:
    from ingest.lessons import Flags, Indices, LanguageLessons, Lessons

# Measured on 2,588 draft questions in en / ko that are no near copies of ours, right section first: no adapter .677 and
# .719; 240 steps of 256 questions .722 and .755; 480 steps, scale 30, a second map on the asked-as side or a hidden
# layer: all within .01 of that.
BATCH, RATE, SCALE, PULL = 256, 1e-3, 20.0, 1e-3
SLOTS = 3
JUDGING = 0
NEAR_HOME = 0.8
OTHER_LANGUAGE = 0.5

# Centred questions, shape (n, dimension), to a vote for each section, shape (n, sections).
Votes = Callable[[torch.Tensor], torch.Tensor]


@dataclass(frozen=True, slots=True)
class Exam:
    """Which works are asked, by index; `silent`: texts are found by their own words alone."""

    works: Indices
    silent: bool = False


class Learner:
    """Learns on all works but those left out. Deterministic: its random numbers are its own."""

    def __init__(self, lessons: Lessons, left_out: Indices, *, judged: bool = False) -> None:
        """`judged`: the slot JUDGING is kept out of learning, so that it can judge what was learned."""
        self._random = torch.Generator().manual_seed(0)
        self._slots = [slot for slot in range(SLOTS) if not (judged and slot == JUDGING)]
        self._answering = torch.tensor(self._slots)
        self._sections = torch.from_numpy(lessons.sections)
        self._works = torch.from_numpy(lessons.works)
        kept_sections = ~np.isin(lessons.works, left_out)
        self._open = torch.from_numpy(kept_sections[lessons.sections])
        self._spread = torch.zeros(len(lessons.works), len(lessons.sections))
        self._spread[self._sections, torch.arange(len(lessons.sections))] = 1.0
        self._spread /= self._spread.sum(1, keepdim=True).clamp(min=1)
        self._parts = [Part(part, lessons, kept_sections, self._random) for part in lessons.languages]

    def learn(self, steps: int) -> torch.Tensor:
        """The map after so many steps, shape (dimension, dimension)."""
        identity = torch.eye(self._parts[0].questions.shape[1])
        weights = identity.clone().requires_grad_()
        optimiser = torch.optim.Adam([weights], lr=RATE)
        for step in range(steps):
            for group in optimiser.param_groups:
                group["lr"] = RATE * (1 - 0.9 * step / steps)
            loss = self._loss(weights, step) + PULL * ((weights - identity) ** 2).sum()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
        return weights.detach()

    def firsts(self, exam: Exam, adapter: torch.Tensor | None, count: int, votes: Votes | None = None) -> list[bool]:
        """Whether the right section comes first, for up to `count` questions a language of the works that are asked.

        The questions are those of the slot JUDGING, which is hidden from itself and from learning with `judged`.
        `votes`: what is added to each section's scores.
        """
        asked_works = torch.from_numpy(exam.works)
        found: list[bool] = []
        for part in self._parts:
            asking = torch.isin(self._works[part.sections], asked_works) & (part.slots == JUDGING)
            rows = asking.nonzero()[:count, 0]
            if len(rows):
                asked = part.questions[rows]
                if adapter is not None:
                    asked = torch.nn.functional.normalize(asked @ adapter.T, dim=1)
                hidden = None if exam.silent else part.slots == JUDGING
                scores = part.scores(asked, self._sections, hidden, dense=True, silent=exam.silent)
                if votes is not None:
                    scores += votes(part.questions[rows])[:, self._sections]
                best = scores.argmax(1)
                found += (self._sections[best] == part.sections[rows]).tolist()
        return found

    def _loss(self, weights: torch.Tensor, step: int) -> torch.Tensor:
        asker = self._parts[step % len(self._parts)]
        slot = self._slots[step // len(self._parts) % len(self._slots)]
        answering = asker
        if torch.rand(1, generator=self._random).item() < OTHER_LANGUAGE:
            answering = self._parts[int(torch.randint(len(self._parts), (1,), generator=self._random))]
        asking = (asker.slots == slot).nonzero()[:, 0]
        asking = asking[torch.randperm(len(asking), generator=self._random)[:BATCH]]
        asked = torch.nn.functional.normalize(asker.questions[asking] @ weights.T, dim=1)
        hidden = ~torch.isin(answering.slots, self._answering)
        if answering is asker:
            hidden |= asker.slots == slot
        scores = answering.scores(asked, self._sections, hidden, dense=answering is asker)
        logits = (SCALE * scores).masked_fill(~self._open, -1e4)
        targets, sections = asker.targets[asking], asker.sections[asking]
        wanted = (1 - NEAR_HOME) * self._spread[sections]
        whole = targets < 0
        wanted[whole] = self._spread[sections[whole]]
        wanted[~whole, targets[~whole]] += NEAR_HOME
        loss: torch.Tensor = -(wanted * torch.log_softmax(logits, 1)).sum(1).mean()
        return loss


class Part:
    """One language as tensors, with the questions of each place and of each section as padded rows of indices."""

    def __init__(self, part: LanguageLessons, lessons: Lessons, kept_sections: Flags, random: torch.Generator) -> None:
        kept = kept_sections[part.question_sections]
        self.questions = torch.from_numpy(part.questions[kept])
        self.targets = torch.from_numpy(part.question_targets[kept])
        self.sections = torch.from_numpy(part.question_sections[kept])
        self.slots = torch.from_numpy(slots_of(part)[kept])
        self._of_place = _padded(part.question_targets[kept], len(lessons.sections))
        whole = np.where(part.question_targets[kept] < 0, part.question_sections[kept], -1)
        self._of_section = _padded(whole, len(lessons.works))
        rows = np.full(len(lessons.sections), -1)
        rows[part.passage_targets[::-1]] = np.arange(len(part.passage_targets))[::-1]
        self._absent = torch.from_numpy(rows < 0)
        self._passages = torch.from_numpy(part.passages[np.maximum(rows, 0)])

    def scores(
        self,
        asked: torch.Tensor,
        sections: torch.Tensor,
        hidden: torch.Tensor | None,
        *,
        dense: bool,
        silent: bool = False,
    ) -> torch.Tensor:
        """One score a place, shape (asked, places), as a lane would give it; `hidden` questions do not answer.

        `dense`: passages count too, as in the asker's own lane; `silent`: they alone do, as in texts without questions.
        """
        by_text = (asked @ self._passages.T).masked_fill(self._absent, -1.0)
        if silent:
            return by_text
        cosines = asked @ self.questions.T
        if hidden is not None:
            cosines = cosines.masked_fill(hidden, -1.0)
        cosines = torch.cat([cosines, cosines.new_full((len(asked), 1), -1.0)], dim=1)
        best = torch.maximum(_best(cosines, self._of_place), _best(cosines, self._of_section)[:, sections])
        return (1 - ASKED_WEIGHT) * by_text + ASKED_WEIGHT * best if dense else best


def slots_of(part: LanguageLessons) -> Indices:
    """Deals each place's questions (and each section's) out to the slots in turn, whichever works are left out."""
    dealt: Counter[tuple[int, int]] = Counter()
    slots = []
    for owner in zip(part.question_sections.tolist(), part.question_targets.tolist(), strict=True):
        slots.append(dealt[owner] % SLOTS)
        dealt[owner] += 1
    return np.array(slots)


def _padded(owners: Indices, count: int) -> torch.Tensor:
    """The rows of each owner, shape (count, most); the row after the last stands for none. Owners below 0 are left."""
    members: list[list[int]] = [[] for _ in range(count)]
    for row, owner in enumerate(owners.tolist()):
        if owner >= 0:
            members[owner].append(row)
    most = max((len(rows) for rows in members), default=0)
    return torch.tensor([rows + [len(owners)] * (max(most, 1) - len(rows)) for rows in members])


def _best(cosines: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
    return cosines.index_select(1, rows.reshape(-1)).view(len(cosines), *rows.shape).amax(2)
