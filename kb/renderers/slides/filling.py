"""Fits paragraphs onto slides: the largest size at which they fit, else several slides; never smaller than is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.renderers.slides.text_size import height, pieces
from kb.text import leads_over

if TYPE_CHECKING:
    from kb.renderers.slides.deck import Paragraph

# Points, of a slide 960 wide and 540 high; what signs and margins take is off.
BODY_WIDTH, BODY_HEIGHT = 820.0, 345.0
HEADING_WIDTH, HEADING_LINES = 864.0, 2
HEADING_SIZES = (32.0, 28.0, 24.0, 20.0)
_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Filling:
    """What a slide may hold: sizes in points, best first, and the most paragraphs."""

    sizes: tuple[float, ...]
    most: int


# 22 points can be read from the back of a room; a card is handed out, a question read aloud, a source looked up.
READ = Filling((28.0, 26.0, 24.0, 22.0), 7)
CARD = Filling((28.0, 26.0, 24.0, 22.0, 20.0, 18.0), 9)
ASK = Filling((28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0), 9)
LIST = Filling((14.0, 12.0), 24)


def fits(paragraphs: Sequence[Paragraph], size: float, room: float = BODY_WIDTH) -> bool:
    """Whether paragraphs of this size stand in a box `room` points wide and as high as a slide's text may be."""
    return height([paragraph.shown for paragraph in paragraphs], size, room, _GAP) <= BODY_HEIGHT


def fill(paragraphs: Sequence[Paragraph], filling: Filling) -> list[tuple[float, list[Paragraph]]]:
    """The paragraphs by slide, with the size of each; one size for all slides of a list."""
    if not paragraphs:
        return []
    if len(paragraphs) <= filling.most:
        for size in filling.sizes:
            if fits(paragraphs, size):
                return [(size, list(paragraphs))]
    smallest = filling.sizes[-1]
    whole = [piece for paragraph in paragraphs for piece in _cut(paragraph, smallest)]
    slides = _balanced(whole, filling, smallest)
    best = next(size for size in filling.sizes if size == smallest or all(fits(some, size) for some in slides))
    return [(best, some) for some in slides]


def _balanced(paragraphs: Sequence[Paragraph], filling: Filling, size: float) -> list[list[Paragraph]]:
    """As few slides as can be, of about as many paragraphs each: the last must not hold a single line."""
    fewest = list(_packed(paragraphs, filling.most, size))
    for most in range(1, filling.most):
        if len(slides := list(_packed(paragraphs, most, size))) == len(fewest):
            return slides
    return fewest


def _packed(paragraphs: Sequence[Paragraph], most: int, size: float) -> Iterator[list[Paragraph]]:
    some: list[Paragraph] = []
    for paragraph in paragraphs:
        if some and (len(some) >= most or not fits([*some, paragraph], size)):
            # What leads over goes with what it leads to.
            goes_on = len(some) > 1 and leads_over(some[-1].text) and fits([some[-1], paragraph], size)
            yield some[:-1] if goes_on else some
            some = some[-1:] if goes_on else []
        some.append(paragraph)
    yield some


def _cut(paragraph: Paragraph, size: float) -> Iterator[Paragraph]:
    """A paragraph that no slide can hold, in pieces; each keeps its sources."""
    if fits([paragraph], size):
        yield paragraph
        return
    # Four fifths of a box's ems: lines that end before a word's end leave the rest unused.
    room = 0.8 * (BODY_WIDTH / size) * (BODY_HEIGHT / (size * 1.25))
    for text in pieces(paragraph.text, room):
        yield replace(paragraph, text=text)
