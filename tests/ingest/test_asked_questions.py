"""Questions and decoys beside the texts: checked against the text, mistakes named by file and line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ingest.asked_questions import questions_from_headings, read_decoys, read_questions
from ingest.structure.sections import parse
from ingest.types import Document
from kb.errors import HeadError
from kb.types import AskedQuestion, DecoyKind, Language

pytestmark = pytest.mark.unit

TEXT = parse(
    "## Tools {#tools}\n\nBring these:\n\n- samples\n- cards\n\n"
    "## Empty {#empty}\n\n## **When** to go {#when}\n\nOn time.\n",
    markdown=True,
).document


def ask(
    folder: Path, content: str, language: Language = Language.EN, text: Document = TEXT
) -> tuple[AskedQuestion, ...]:
    path = folder / "en.questions.yaml"
    path.write_text(content, encoding="utf-8")
    return read_questions(path, text, document="visit.en", work="visit", language=language)


def test_questions_of_sections_and_places(tmp_path: Path) -> None:
    found = ask(
        tmp_path,
        "tools:\n  passages: 3\n  section:\n    - What do I bring?\n"
        "  2:\n    - 'Samples: how many?'\n    - do I  need samples\n",
    )
    assert [(q.anchor, q.place, q.text) for q in found] == [
        ("tools", None, "What do I bring?"),
        ("tools", 2, "Samples: how many?"),
        ("tools", 2, "do I need samples"),
    ]
    digest = hashlib.sha256(b"What do I bring?").hexdigest()[:12]
    assert found[0].id == f"visit.en?tools/section/{digest}"
    assert found[1].id.startswith("visit.en?tools/2/")
    assert {(q.document, q.work, q.language) for q in found} == {("visit.en", "visit", Language.EN)}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("tools:\n  passages: 4\n", r"line 2: #tools says passages: 4; the text has 3"),
        ("tools:\n  section: [a?]\n", r"line 1: #tools does not say how many passages"),
        ("nowhere:\n  passages: 1\n", r"line 1: the text has no section #nowhere"),
        (
            "tools:\n  passages: 3\n  4: [Which one?]\n",
            r"line 3: 4 is no place of #tools; places are `section` and 1 to 3",
        ),
        ("tools:\n  passages: 3\n  0: [Which one?]\n", r"line 3: 0 is no place"),
        ("tools:\n  passages: 3\n  true: [Which one?]\n", r"line 3: True is no place"),
        ("tools:\n  passages: 3\n  1: [a b?]\n  1: [c d?]\n", r"line 1: a place of #tools stands there twice"),
        ("tools:\n  passages: 3\n  1: why?\n", r"line 3: must be a list"),
        ("tools:\n  passages: 3\n  1: [why: not]\n", r"line 3: a question must be text"),
        ("tools:\n  passages: 3\n  1:\n    - a b?\n    - A  B?\n", r"line 5: the same question stands on line 4"),
        ("tools:\n  passages: 3\n  1:\n    - 要带什么？\n", r"line 4: this is no question in en"),
        ("tools:\n  passages: 3\ntools:\n  passages: 3\n", r"line 3: #tools stands there twice"),
        ("- a list\n", "must hold a mapping"),
        ("tools: [\n", "not YAML"),
    ],
)
def test_mistakes_are_named_by_line(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(HeadError, match=says) as caught:
        ask(tmp_path, content)
    assert "en.questions.yaml" in str(caught.value)


def test_keywords_and_names_are_questions_in_any_language(tmp_path: Path) -> None:
    content = "tools:\n  passages: 3\n  1:\n    - CRM KPI B2B\n    - какво да нося\n"
    assert len(ask(tmp_path, content, Language.BG)) == 2
    with pytest.raises(HeadError, match="no question in bg: что мне взять с собой на встречу, чтобы"):
        ask(tmp_path, "tools:\n  passages: 3\n  1: ['что мне взять с собой на встречу, чтобы выиграть']\n", Language.BG)


def test_a_text_without_questions_is_asked_by_its_headings() -> None:
    found = questions_from_headings(TEXT, document="visit.en", work="visit", language=Language.EN)
    assert [(q.anchor, q.place, q.text) for q in found] == [("tools", None, "Tools"), ("when", None, "When to go")]


def test_decoys(tmp_path: Path) -> None:
    path = tmp_path / "decoys.bg.yaml"
    path.write_text("- question: Колко е часът?\n  kind: far\n- {question: ДДС ставка, kind: near}\n", encoding="utf-8")
    found = read_decoys(path, Language.BG)
    assert [(d.text, d.kind, d.language) for d in found] == [
        ("Колко е часът?", DecoyKind.FAR, Language.BG),
        ("ДДС ставка", DecoyKind.NEAR, Language.BG),
    ]
    assert len({d.id for d in found}) == 2
    assert found[0].id.startswith("decoy.bg/")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("a: b", "must hold a list"),
        ("- question: a\n", "line 1: a decoy has a question and a kind"),
        ("- {question: a, kind: far, x: y}", "line 1"),
        ("- question: a\n  kind: middle\n", "line 2: kind must be far or near"),
        ("- {question: a, kind: far}\n- {question: A, kind: near}\n", "line 2: the same question stands on line 1"),
        ("- {question: 12, kind: far}", "must be text"),
        ("- just words", "line 1: a decoy has"),
    ],
)
def test_broken_decoys(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "decoys.en.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(HeadError, match=says):
        read_decoys(path, Language.EN)
