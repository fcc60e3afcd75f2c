"""Learns the question classifier (kb.classifier) from written asked-as questions and decoys of all languages.

Each place that questions point to is a class, each section for the questions of it as such another, and all decoys
together one: places were better classes than sections (right section first .784 instead of .772), their shares are
added up. Passages' own vectors among the examples changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from kb.classifier import GAIN, Classifier, Network

if TYPE_CHECKING:
    from ingest.lessons import Flags, Indices, Lessons
    from kb.classifier import Section
    from kb.store.vectors import Matrix

# Measured as kb.scoring.CLASSIFIED_WEIGHT was, right section first / decoys refused where 3 % of the questions are: one
# network of 512 .784 / .824, of 256 .780 / .829, of 1,024 .777 / .813; two together .787 / .826; decay .1 instead of
# .01 .788; no smoothing .780 / .798; twice the epochs and drop .777 / .791.
HIDDEN, NETWORKS, EPOCHS = 512, 2, 8
_BATCH, _RATE, _DECAY, _DROP, _SMOOTHING = 128, 6e-3, 0.1, 0.3, 0.05


def learn(
    lessons: Lessons,
    *,
    networks: int = NETWORKS,
    epochs: int = EPOCHS,
    left_out: Callable[[int], Flags] | None = None,
) -> Classifier:
    """A classifier of the lessons' sections. Deterministic: each network's random numbers are its own.

    `left_out(part)`: the questions of a language's part that it is not to learn from.
    """
    questions, classes, names = examples_of(lessons, left_out)
    # A thread a network, with one thread of torch each: the products are too small to be shared out.
    with ThreadPoolExecutor(networks, initializer=_alone) as pool:
        learned = pool.map(lambda seed: _learn(questions, classes, len(names), seed, epochs), range(networks))
        return Classifier(tuple(names), tuple(learned))


def examples_of(
    lessons: Lessons, left_out: Callable[[int], Flags] | None
) -> tuple[Matrix, Indices, list[Section | None]]:
    """Vectors, shape (n, dimension), the class of each, shape (n,), and the section of each class (None: decoys)."""
    vectors: list[Matrix] = []
    owners: list[Indices] = []
    places = len(lessons.sections)
    none = places + len(lessons.names)
    for number, part in enumerate(lessons.languages):
        kept = slice(None) if left_out is None else ~left_out(number)
        whole = part.question_targets < 0
        owner = np.where(whole, places + part.question_sections, part.question_targets)
        vectors += [part.questions[kept], part.decoys]
        owners += [owner[kept], np.full(len(part.decoys), none)]
    found, classes = np.unique(np.concatenate(owners), return_inverse=True)
    return np.concatenate(vectors), classes, [_section(owner, lessons) for owner in found.tolist()]


def _section(owner: int, lessons: Lessons) -> Section | None:
    places = len(lessons.sections)
    if owner < places:
        return lessons.names[lessons.sections[owner]]
    return lessons.names[owner - places] if owner < places + len(lessons.names) else None


def _alone() -> None:
    torch.set_num_threads(1)


def _learn(questions: Matrix, classes: Indices, count: int, seed: int, epochs: int) -> Network:
    random = torch.Generator().manual_seed(seed)
    weights = [
        *_layer(HIDDEN, questions.shape[1], random),
        *_layer(count, HIDDEN, random),
    ]
    asked, owners = torch.from_numpy(questions) * GAIN, torch.from_numpy(classes)
    steps = epochs * ceil(len(asked) / _BATCH)
    optimiser = torch.optim.AdamW(weights, weight_decay=_DECAY)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps)
    for rows in _batches(len(asked), epochs, random):
        loss = functional.cross_entropy(
            _numbers(asked[rows], weights, random), owners[rows], label_smoothing=_SMOOTHING
        )
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        pace.step()
    return Network(*(tensor.detach().numpy() for tensor in weights))


def _numbers(asked: torch.Tensor, weights: list[torch.Tensor], random: torch.Generator) -> torch.Tensor:
    inner, inner_shift, outer, outer_shift = weights
    hidden = functional.gelu(asked @ inner.T + inner_shift, approximate="tanh")
    heard = torch.rand(hidden.shape, generator=random) >= _DROP
    return (hidden * heard / (1 - _DROP)) @ outer.T + outer_shift


def _layer(rows: int, columns: int, random: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """A layer's weights and shifts as torch.nn.Linear begins with them."""
    most = columns**-0.5
    shapes = ((rows, columns), (rows,))
    weights, shifts = (torch.empty(shape).uniform_(-most, most, generator=random).requires_grad_() for shape in shapes)
    return weights, shifts


def _batches(count: int, epochs: int, random: torch.Generator) -> Iterator[torch.Tensor]:
    for _ in range(epochs):
        yield from torch.split(torch.randperm(count, generator=random), _BATCH)
