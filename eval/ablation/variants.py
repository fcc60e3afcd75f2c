"""The variants of an ablation: the real retriever over the real parts, with one of them away or weighted otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from eval.altered import (
    Held,
    Train,
    with_adapter,
    without_asked,
    without_classifier,
    without_means,
)
from eval.runner import HITS
from kb.evidence.selection import SECOND_WEIGHT
from kb.languages import detect
from kb.retrieval.hybrid import HybridRetriever
from kb.retrieval.snapshot import Snapshot
from kb.scoring import DEFAULT_WEIGHTS, Weights
from kb.store.records import Catalog
from kb.store.vectors import Vector
from kb.types import Language, Role, Search


@dataclass(frozen=True, slots=True)
class Library:
    """What variants are made of; `wordless` holds the same texts without the words of their asked-as questions."""

    catalog: Catalog
    wordless: Catalog
    fingerprint: str
    snapshot: Snapshot
    embed: Callable[[str], Vector]
    train: Train


@dataclass(frozen=True, slots=True)
class Variant:
    """A search with a name. `own_lane`: only texts in the asker's language; `decoys`: whether they count."""

    group: str
    name: str
    retriever: HybridRetriever
    second_weight: float = SECOND_WEIGHT
    own_lane: bool = False
    decoys: bool = True

    def search(self, text: str) -> Search:
        """As the coach searches for a rep."""
        own = detect(text).language or Language.EN
        only = own if self.own_lane else None
        return self.retriever.bound(language=own, role=Role.REP, only=only, count=HITS).search(text)

    def margin(self, search: Search) -> float:
        """What answerability is judged by."""
        return search.lead if self.decoys else search.asked_level


FULL = "as it is"

# About half and about double of what each weight was when it was first measured.
_ASKED, _LEXICAL, _OTHER, _CLASSIFIED, _SECOND = (
    (0.5, 0.65, 0.8, 0.9),
    (0.15, 0.3, 0.5, 0.8),
    (0.13, 0.25, 0.4, 0.6),
    (0.01, 0.02, 0.04),
    (0.15, 0.3, 0.6),
)


def variants(library: Library, *, learn: bool = True) -> Iterator[Variant]:
    """The search as it is, first; then each part away; then each weight changed. `learn` False: no adapter anew."""

    def made(
        snapshot: Snapshot = library.snapshot, weights: Weights = DEFAULT_WEIGHTS, catalog: Catalog = library.catalog
    ) -> HybridRetriever:
        return HybridRetriever(catalog, Held(snapshot), library.embed, weights=weights)

    whole = Variant("", FULL, made())
    yield whole
    yield from _without(library, made, whole, learn=learn)
    for name, weights in _weighted():
        yield Variant("weights", name, made(weights=weights))
    for second in _SECOND:
        if second != SECOND_WEIGHT:
            name = f"second passage {second} (is {SECOND_WEIGHT})"
            yield replace(whole, group="weights", name=name, second_weight=second)


def _weighted() -> Iterator[tuple[str, Weights]]:
    served = DEFAULT_WEIGHTS
    for field, says, values in (
        ("asked", "asked-as against passage", _ASKED),
        ("lexical", "words", _LEXICAL),
        ("other_lane", "other languages", _OTHER),
        ("classified", "question classifier", _CLASSIFIED),
    ):
        is_now = getattr(served, field)
        for value in values:
            if value != is_now:
                yield f"{says} {value} (is {is_now})", replace(served, **{field: value})


def _without(
    library: Library, made: Callable[..., HybridRetriever], whole: Variant, *, learn: bool
) -> Iterator[Variant]:
    held, group = library.snapshot, "without"

    def away(name: str, **parts: object) -> Variant:
        return Variant(group, name, made(**parts))

    unasked = without_asked(held)
    bare = without_means(held, library.catalog, library.fingerprint, None)
    yield away("passages' own vectors (dense)", weights=Weights(asked=1.0))
    yield away("words (lexical)", weights=Weights(lexical=0.0))
    yield away("asked-as questions among the words", catalog=library.wordless)
    yield away("asked-as questions' vectors", snapshot=unasked)
    yield away(
        "asked-as questions altogether (vectors, words, adapter, classifier)",
        snapshot=without_classifier(with_adapter(unasked, None)),
        catalog=library.wordless,
    )
    yield away("query adapter", snapshot=with_adapter(held, None))
    yield away("question classifier", snapshot=without_classifier(held))
    yield away("query adapter and question classifier", snapshot=without_classifier(with_adapter(held, None)))
    if learn:
        learned = without_means(held, library.catalog, library.fingerprint, library.train)
        yield away("languages' means, classifier (adapter learned again)", snapshot=learned)
    yield away("languages' means, query adapter and classifier", snapshot=bare)
    yield replace(whole, group=group, name="other languages' votes (parallel editions)", own_lane=True)
    yield replace(whole, group=group, name="section evidence added up", second_weight=0.0)
    yield replace(whole, group=group, name="decoys", decoys=False)
