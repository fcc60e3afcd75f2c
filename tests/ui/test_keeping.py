from __future__ import annotations

import pytest

from ui.keeping import Keeper, new_handle

pytestmark = pytest.mark.unit


def test_what_was_kept_is_found_under_its_handle_only() -> None:
    keeper = Keeper()
    handle = new_handle()
    keeper.keep(handle, "talk", "key")
    found = keeper.find(handle)
    assert found is not None
    assert (found.conversation, found.key) == ("talk", "key")
    assert keeper.find(new_handle()) is None


def test_the_oldest_is_forgotten_first_and_the_last_used_last() -> None:
    keeper = Keeper(most=2)
    keeper.keep("a", 1, None)
    keeper.keep("b", 2, None)
    keeper.keep("a", 3, None)
    keeper.keep("c", 4, None)
    assert keeper.find("b") is None
    kept = keeper.find("a")
    assert kept is not None
    assert kept.conversation == 3


def test_what_is_too_old_is_gone() -> None:
    keeper = Keeper(seconds=-1)
    keeper.keep("a", 1, "key")
    assert keeper.find("a") is None


def test_handles_can_not_be_guessed() -> None:
    handles = {new_handle() for _ in range(100)}
    assert len(handles) == 100
    assert all(len(handle) >= 22 for handle in handles)
