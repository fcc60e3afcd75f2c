"""An empty catalogue, closed after the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.store.catalog import SqliteCatalog
from kb.store.records import DocumentRecord
from tests.kb.store.handmade import FINGERPRINT, RULES, vectors_of


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[SqliteCatalog]:
    catalog = SqliteCatalog(tmp_path / "catalog.sqlite3")
    yield catalog
    catalog.close()


@pytest.fixture
def put(catalog: SqliteCatalog) -> Callable[[DocumentRecord], DocumentRecord]:
    """Stores a document with its vectors."""

    def put(record: DocumentRecord) -> DocumentRecord:
        catalog.replace_document(record, RULES, FINGERPRINT, vectors_of(record))
        return record

    return put
