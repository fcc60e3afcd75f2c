"""What an index was built with, and a short name for it: another fingerprint is another index."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

# Grows when Passage.embedded_text or kb.embedding.cleaning would give another text to the encoder.
EMBEDDED_TEXT_RULES = 1


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What an index depends on beside the texts themselves.

    The model's name, the dimension of its vectors, what it puts before questions and passages, and the
    versions of the rules by which texts are cut, embedded and made into search tokens.
    """

    model: str
    dimension: int
    question_prompt: str
    passage_prompt: str
    cutting: int
    tokens: int
    embedded_text: int = EMBEDDED_TEXT_RULES

    @property
    def short(self) -> str:
        """A name for files, rows and collections: `me5s-3f9a1c2b`; equal where every field is equal."""
        return f"{_abbreviation(self.model)}-{_digest(asdict(self))}"

    @property
    def vectors(self) -> str:
        """The same for kept vectors alone, which another way of cutting or of making tokens leaves valid."""
        fields = asdict(self)
        del fields["cutting"], fields["tokens"]
        return f"{_abbreviation(self.model)}-{_digest(fields)}"

    def describe(self) -> str:
        """One line for a person."""
        return (
            f"{self.short}: {self.model}, {self.dimension} dimensions, "
            f"prompts {self.question_prompt!r} and {self.passage_prompt!r}, "
            f"rules: embedded text {self.embedded_text}, cutting {self.cutting}, tokens {self.tokens}"
        )


def _digest(fields: Mapping[str, object]) -> str:
    canonical = json.dumps(fields, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:8]


def _abbreviation(model: str) -> str:
    """`multilingual-e5-small@1571…` → `me5s`: parts with a digit whole, of the others the first letter."""
    parts = re.findall("[a-z0-9]+", model.partition("@")[0].lower())
    short = "".join(part if re.search("[0-9]", part) else part[0] for part in parts)
    return short[:12] or "model"
