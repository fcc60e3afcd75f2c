from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.driving import Data, looking, text
from ui.changes import changes_node
from ui.phrases import phrases

pytestmark = pytest.mark.unit

WORDS = phrases("en")


def lines(root: Data, look: str) -> list[str]:
    return [row["children"][1].get("text", "") for row in looking(root, look)]


def test_lines_that_went_and_lines_that_came() -> None:
    root = changes_node("# A\n\n- one\n- two\n", "# A\n\n- one\n- zwei\n- three\n", "en", WORDS).data()
    assert lines(root, "remove") == ["- two"]
    assert lines(root, "add") == ["- zwei", "- three"]
    assert [text(row) for row in looking(root, "sign")] == ["Removed", "Added here", "Added here"]


def test_only_white_space_is_said_so() -> None:
    assert text(changes_node("a\n\nb", " a \nb\n", "en", WORDS).data()) == "Only spaces and line breaks differ."


def test_a_thousand_changes_are_counted() -> None:
    before, now = ("\n".join(f"{word} {n}" for n in range(600)) for word in ("old", "new"))
    root = changes_node(before, now, "en", WORDS).data()
    assert len(looking(root, "change")) == 80
    assert "1120 more lines differ." in text(root)


@given(st.text(alphabet="ab \n", max_size=60), st.text(alphabet="ab \n", max_size=60))
def test_what_is_shown_stands_in_the_texts(before: str, now: str) -> None:
    root = changes_node(before, now, "en", WORDS).data()
    assert set(lines(root, "remove")) <= {line.strip() for line in before.splitlines()}
    assert set(lines(root, "add")) <= {line.strip() for line in now.splitlines()}
