"""The tables of progress, as numbered steps."""

from __future__ import annotations

from kb.store.migrations import Step

STEPS = (
    Step(
        1,
        "saved results, cards and reviews",
        (
            """CREATE TABLE saved (
                id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL,
                language TEXT NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL, body TEXT NOT NULL,
                ticks TEXT NOT NULL, notes TEXT NOT NULL) STRICT""",
            "CREATE INDEX saved_by_owner ON saved (owner, changed)",
            # `item` is what the question is by its words, so that one asked in another order is the same card.
            """CREATE TABLE cards (
                id TEXT PRIMARY KEY, owner TEXT NOT NULL, item TEXT NOT NULL, language TEXT NOT NULL,
                work TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, due TEXT NOT NULL,
                last_right INTEGER NOT NULL, reviews INTEGER NOT NULL, UNIQUE (owner, item)) STRICT""",
            "CREATE INDEX cards_by_due ON cards (owner, due)",
            """CREATE TABLE reviews (
                number INTEGER PRIMARY KEY, card TEXT NOT NULL REFERENCES cards ON DELETE CASCADE,
                at TEXT NOT NULL, rating INTEGER NOT NULL) STRICT""",
            "CREATE INDEX reviews_by_card ON reviews (card)",
        ),
    ),
)
