"""Where each language's vectors lie on average: what a young library is centred by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kb.embedding.driver import Matrix

_FILE = Path(__file__).with_name("means.npz")


@dataclass(frozen=True, slots=True)
class Means:
    """The mean unit vectors of questions and of passages, one row a language in the order of kb.types.Language.

    Shape (4, dimension) each, float32; not themselves of unit length.
    """

    questions: Matrix
    passages: Matrix


def shipped_means(fingerprint_name: str) -> Means | None:
    """Those that ship with the bundled encoder; None for any other model, whose vectors lie elsewhere.

    Made by `python -m eval.encoder_means` from texts that say the same in all four languages, so that the means
    differ by language and not by subject: the questions and answers of bitcoin.org's FAQ (46 a language,
    translated by people; MIT licence) and the headings and bodies of those sections of GitHub's Open Source
    Guides that stand in all four editions (75 a language; CC BY 4.0). Each of the two counts half. The means
    hold no text and none can be had back from them.
    """
    with np.load(_FILE, allow_pickle=False) as stored:
        if str(stored["model"]) != fingerprint_name:
            return None
        return Means(stored["questions"], stored["passages"])
