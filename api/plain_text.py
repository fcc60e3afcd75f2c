"""An answer or a refusal as plain text, for chat clients: its lines, then its sources as numbered lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from api.schemas.results import BlockOut, CitationOut, ResultOut
from kb.types import Language
from kb.wording import FilePhrase, Wording


def text_of(result: ResultOut) -> str:
    """The whole result; its light Markdown reads well as it is."""
    return "\n".join(lines_of(result))


def lines_of(result: ResultOut) -> Iterator[str]:
    """The result line by line; blocks and sources have an empty line before them."""
    if result.refusal is not None:
        yield _flat(result.refusal.message)
        yield from (f"- {_flat(related.title)}" for related in result.related)
        return
    for place, block in enumerate(result.blocks):
        if place:
            yield ""
        yield from _block(block)
    if result.uncovered:
        yield ""
        yield _wording().phrase(FilePhrase.UNCOVERED, Language(result.language))
        yield from (f"- {_flat(gap)}" for gap in result.uncovered)
    if result.citations:
        yield ""
        yield from _sources(result.citations)


def _block(block: BlockOut) -> Iterator[str]:
    if block.heading:
        yield f"**{_flat(block.heading)}**"
    for number, line in enumerate(block.lines, 1):
        mark = {"steps": f"{number}. ", "bullets": "- ", "checks": "- [ ] "}.get(block.style, "")
        cited = "".join(f"[{one}]" for one in line.citations)
        yield f"{mark}{_flat(line.text)} {cited}".rstrip()


def numbers_of(citations: Iterable[CitationOut]) -> str:
    """The numbers of citations that stand on one source, runs of three and more drawn together: `[1]–[11] [14]`."""
    runs: list[list[int]] = []
    for number in sorted({citation.number for citation in citations}):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(
        f"[{run[0]}]–[{run[-1]}]" if len(run) > 2 else " ".join(f"[{number}]" for number in run) for run in runs
    )


def _sources(citations: Sequence[CitationOut]) -> Iterator[str]:
    """A line a section, since a list of ten items has ten citations of it."""
    places: dict[tuple[str, str], list[CitationOut]] = {}
    for citation in citations:
        places.setdefault((citation.document, _place(citation)), []).append(citation)
    yield from (f"{numbers_of(cited)} {place}" for (_, place), cited in places.items())


def _place(citation: CitationOut) -> str:
    # The document's title often opens the path as well; it is said once.
    path = citation.section[1:] if citation.section[:1] == (citation.title,) else citation.section
    return _flat(" › ".join((citation.title, *path)))


def _flat(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=1)
def _wording() -> Wording:
    """The catalogues, read once."""
    return Wording.load()
