"""The catalogue in one SQLite file: the truth, from which every index is derived."""

from __future__ import annotations

from pathlib import Path

from kb.store.connections import Connections
from kb.store.copies import Copies
from kb.store.curating import Curating
from kb.store.lexical import Lexical
from kb.store.migrations import migrate
from kb.store.raw_vectors import RawVectors
from kb.store.reading import Reading
from kb.store.storing import Tokens
from kb.store.verifying import Verifying
from kb.store.writing import Writing
from kb.text import search_tokens


class SqliteCatalog(Reading, Lexical, RawVectors, Writing, Curating, Copies, Verifying):
    """kb.store.records.Catalog in SQLite: each thread has its own connection, each write is one transaction.

    Opening it makes the file where there is none. Raises StoreError where it can't be used, Busy where
    someone else writes for longer than ten seconds.
    """

    def __init__(self, path: Path, tokens: Tokens = search_tokens) -> None:
        """`tokens` makes the search tokens of a text; `lexical` must be asked with the same ones."""
        self._connections = Connections(path)
        self._tokens = tokens
        migrate(self._connections)

    def close(self) -> None:
        """Close every connection; what is asked afterwards raises StoreError."""
        self._connections.close()
