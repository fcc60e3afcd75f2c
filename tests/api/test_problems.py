"""The wording of problems is complete in four languages, and the reader's language is found."""

from __future__ import annotations

import string

import pytest

from api.faults import INTERNAL, TABLE, body_fault, known_fault
from api.problems import Fault, Wording, preferred_language
from api.schemas.common import LANGUAGES
from kb.errors import Busy, FieldcoachError, InputError, StoreError, UnreadableFile

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording()


def test_every_language_words_the_same_problems(wording: Wording) -> None:
    for language in LANGUAGES:
        assert wording.keys(language) == wording.keys("en")


def test_every_fault_of_the_table_is_worded(wording: Wording) -> None:
    for kind, rule in TABLE.items():
        assert (rule.wording or kind.code) in wording.keys("en"), kind


def test_placeholders_agree(wording: Wording) -> None:
    formatter = string.Formatter()

    def fields(detail: str) -> set[str]:
        return {name for _, name, _, _ in formatter.parse(detail) if name}

    for key in wording.keys("en"):
        expected = fields(wording.text("en", key)[1])
        for language in LANGUAGES:
            assert fields(wording.text(language, key)[1]) == expected, (language, key)


def test_a_problem_says_code_path_and_limit(wording: Wording) -> None:
    problem = wording.problem(body_fault(4_000_000), "bg", "/v1/ask")
    assert problem.type == "urn:fieldcoach:problem:too_large"
    assert (problem.status, problem.code, problem.instance) == (413, "too_large", "/v1/ask")
    assert "4\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000" in problem.detail
    for language in ("zh", "ko", "en"):
        assert "4,000,000" in wording.problem(body_fault(4_000_000), language).detail


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("*", "en"),
        ("fr-FR, de", "en"),
        ("zh-TW", "zh"),
        ("KO-kr;q=0.5, bg;q=0.9", "bg"),
        ("fr, ko;q=0.3, zh ;q=0.3", "ko"),
        ("zh;q=0, bg;q=0.001", "bg"),
        ("zh;q=NaN, ko;q=hello, bg;q=2", "en"),
        ("en;q=0.2,zh", "zh"),
    ],
)
def test_preferred_language(header: str | None, language: str) -> None:
    assert preferred_language(header) == language


def test_the_table_takes_the_nearest_class() -> None:
    assert known_fault(UnreadableFile("a.pdf: password")) == Fault(422, "unreadable_file", reason="a.pdf: password")
    assert known_fault(InputError("no")) == Fault(422, "invalid_input", reason="no")
    busy = known_fault(Busy("process 7"))
    assert busy is not None
    assert (busy.status, busy.headers) == (409, {"Retry-After": "10"})


def test_paths_of_the_machine_are_not_told() -> None:
    fault = known_fault(StoreError("/srv/secret/library.sqlite3 is broken"))
    assert fault is not None
    assert fault.reason is None


def test_what_is_not_ours_is_not_known() -> None:
    assert known_fault(ValueError("x")) is None
    assert known_fault(FieldcoachError("x")) is None
    assert INTERNAL.status == 500
