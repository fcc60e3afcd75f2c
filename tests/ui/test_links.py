from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.links import BrokenLink, CitationLink, read_link

pytestmark = pytest.mark.unit

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
    lambda name: name == name.strip() != ""
)


@given(NAMES, st.integers(0, 10**8), st.integers(1, 10**6), st.none() | NAMES)
def test_a_link_survives_the_address_bar(document: str, start: int, length: int, version: str | None) -> None:
    link = CitationLink(document, start, start + length, version)
    assert link.href().startswith("?document=")
    assert read_link(dict(parse_qsl(link.href()[1:], keep_blank_values=True))) == link


def test_an_address_without_a_document_names_no_citation() -> None:
    assert read_link({"lang": "bg", "start": "1"}) is None


@pytest.mark.parametrize(
    "parameters",
    [
        {"document": "d"},
        {"document": "d", "start": "1"},
        {"document": "d", "start": "5", "end": "5"},
        {"document": "d", "start": "-1", "end": "5"},
        {"document": "d", "start": "1e3", "end": "5000"},
        {"document": "d", "start": "١", "end": "5"},
        {"document": "d", "start": "0", "end": "9" * 5000},
        {"document": " ", "start": "0", "end": "5"},
        {"document": "d" * 301, "start": "0", "end": "5"},
        {"document": "d", "start": "0", "end": "5", "version": "v" * 301},
    ],
)
def test_a_link_that_makes_no_sense_is_broken(parameters: dict[str, str]) -> None:
    with pytest.raises(BrokenLink):
        read_link(parameters)
