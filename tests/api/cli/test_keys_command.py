"""`coach keys issue|list|revoke`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from api.keys import KeyStore
from kb.types import Role

pytestmark = pytest.mark.unit

Run = Callable[..., Result]


def test_issue_shows_the_key_alone_on_standard_output(run: Run, home: Path) -> None:
    done = run("keys", "issue", "Иван", "--role", "hr")
    text = done.stdout.strip()
    store = KeyStore(home)
    found = store.find(text)
    assert found is not None
    assert (found.name, found.role) == ("Иван", Role.HR)
    assert "every request needs a key" in done.stderr
    assert "every request needs a key" not in run("keys", "issue", "second").stderr
    listed = run("keys", "list").stdout
    assert "Иван" in listed
    assert text not in listed
    store.close()


def test_json(run: Run) -> None:
    issued = json.loads(run("keys", "issue", "a", "--json").stdout)
    assert set(issued) == {"id", "name", "role", "created", "revoked", "key"}
    (listed,) = json.loads(run("keys", "--json").stdout)["keys"]
    assert listed == {name: value for name, value in issued.items() if name != "key"}
    assert json.loads(run("keys", "revoke", "a", "--json").stdout)["id"] == issued["id"]


def test_revoke(run: Run, home: Path) -> None:
    assert "none is needed" in run("keys").stdout
    run("keys", "issue", "a")
    assert run("keys", "revoke", "a").exit_code == 0
    assert run("keys", "revoke", "a").exit_code == 1
    assert run("keys", "revoke").exit_code == 2
    assert "revoked" in run("keys").stdout
    assert run("keys", "revoke", "--all", answer="n\n").exit_code == 1
    assert KeyStore(home).issued()
    assert run("keys", "revoke", "--all", "--yes").exit_code == 0
    assert not KeyStore(home).issued()


@pytest.mark.parametrize("arguments", [["a", "--role", "boss"], [""], ["x" * 101]])
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    assert run("keys", "issue", *arguments).exit_code == 2
