"""Ingests until it is killed: `python -m tests.integration.endless_ingest documents|generations HOME SEED`.

After each commit one line says what was acknowledged: `put ID VERSION`, `gone ID`, `served NUMBER`.
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from kb.store.catalog import SqliteCatalog
from kb.store.generations import build_generation, remove_stale
from kb.store.records import Generation
from kb.types import EVERYONE, Language, Role
from tests.kb.store.handmade import (
    DIMENSION,
    FINGERPRINT,
    RULES,
    decoy,
    document,
    questions_vectors,
    vectors_of,
)

MEANS = np.zeros((4, DIMENSION), dtype=np.float32)


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def put(catalog: SqliteCatalog, chance: random.Random) -> None:
    name = f"work-{chance.randrange(6)}.{chance.choice(list(Language))}"
    items = [f"Item {chance.randrange(10**6)} 价格 비싸다 договор." for _ in range(chance.randrange(1, 60))]
    record = document(name, {"a": items[: len(items) // 2], "b": items}, questions={items[0] + "?": "b"})
    catalog.replace_document(record, RULES, FINGERPRINT, vectors_of(record))
    say("put", name, record.info.version)


def housekeeping(catalog: SqliteCatalog, chance: random.Random) -> None:
    documents = catalog.documents()
    info = chance.choice(documents)
    action = chance.randrange(4)
    if action == 0 and len(documents) > 3:
        catalog.remove_document(info.id, remember=chance.random() < 0.5)
        say("gone", info.id)
    elif action == 1:
        catalog.update_head(replace(info, readers=chance.choice([EVERYONE, frozenset({Role.HR})])), RULES)
    elif action == 2:
        decoys = [decoy(f"Decoy {chance.randrange(50)}?") for _ in range(1)]
        catalog.replace_decoys(Language.EN, decoys, FINGERPRINT, questions_vectors(d.text for d in decoys))
    else:
        catalog.drop_unused_vectors()


def generation(catalog: SqliteCatalog, home: Path) -> None:
    served = catalog.generation()
    remove_stale(home, served.number if served else None)
    revision = catalog.revision()
    number = served.number + 1 if served else 1
    build_generation(home, number, catalog.lane_vectors(FINGERPRINT))
    catalog.switch(Generation(number, FINGERPRINT, revision, MEANS, MEANS))
    remove_stale(home, number)
    say("served", number)


def main(what: str, home: Path, seed: int) -> None:
    catalog, chance = SqliteCatalog(home / "catalog.sqlite3"), random.Random(seed)
    while True:
        put(catalog, chance)
        if what == "generations":
            generation(catalog, home)
        else:
            housekeeping(catalog, chance)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
