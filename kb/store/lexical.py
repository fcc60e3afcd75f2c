"""Search by words: BM25 over a language's own full-text table, only what a role may read."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from kb.store.connections import Connections
from kb.store.reading import as_json
from kb.store.records import LexicalHit
from kb.store.vectors import audience_needed
from kb.types import Language, Role

# FTS5's bm25() has k1 1.2 and b 0.75 built in; a term's weight never exceeds its idf times this.
_K1_PLUS_1 = 2.2
# FTS5 takes this for the idf of a term that more than half of the passages contain.
_LEAST_IDF = 1e-6


class Lexical:
    """The lexical part of kb.store.records.Catalog."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def lexical(self, language: Language, tokens: Sequence[str], role: Role, count: int) -> list[LexicalHit]:
        """The best `count` passages that hold any of the tokens, best first; equal scores by id.

        A token said twice counts once.
        """
        words = _distinct(tokens)
        if not words or count <= 0:
            return []
        query = of_language(
            """SELECT p.id, -bm25(LEXICAL) AS score
            FROM LEXICAL CROSS JOIN passages AS p ON p.number = LEXICAL.rowid
            CROSS JOIN documents AS d ON d.number = p.document
            WHERE LEXICAL MATCH ? AND d.audience & ? != 0 ORDER BY score DESC, p.id LIMIT ?""",
            language,
        )
        match = " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
        with self._connections.reading() as connection:
            rows = connection.execute(query, (match, audience_needed(role), count)).fetchall()
        return [LexicalHit(row[0], row[1]) for row in rows]

    def lexical_maximum(self, language: Language, tokens: Sequence[str]) -> float:
        """The highest BM25 that any text could get for these tokens; unseen ones count at the maximum idf."""
        words = _distinct(tokens)
        if not words:
            return 0.0
        passages, seen = self._frequencies(language, words)
        return sum(_idf(passages, seen.get(word, 0)) * _K1_PLUS_1 for word in words)

    def known_tokens(self, tokens: Collection[str]) -> frozenset[str]:
        """Those of the tokens that any text in any language has, whoever may read it."""
        words = _distinct([*tokens])
        return frozenset(word for language in Language for word in self._frequencies(language, words)[1])

    def _frequencies(self, language: Language, words: Sequence[str]) -> tuple[int, dict[str, int]]:
        with self._connections.snapshot() as connection:
            (passages,) = connection.execute(of_language("SELECT count(*) FROM LEXICAL_docsize", language)).fetchone()
            rows = connection.execute(
                of_language("SELECT term, doc FROM json_each(?) CROSS JOIN LEXICAL_terms ON term = value", language),
                (as_json(words),),
            ).fetchall()
        return passages, dict(rows)


def of_language(query: str, language: Language) -> str:
    """A statement about the full-text table of a language, called LEXICAL in it."""
    return query.replace("LEXICAL", f"lexical_{Language(language)}")


def _distinct(tokens: Sequence[str]) -> list[str]:
    """Each token once, without what can't be stored (so can't be found): NUL, halves of a surrogate pair."""
    cleaned = (token.replace("\0", "").encode("utf-8", "ignore").decode("utf-8") for token in tokens)
    return [word for word in dict.fromkeys(cleaned) if word.strip()]


def _idf(passages: int, frequency: int) -> float:
    idf = math.log((passages - frequency + 0.5) / (frequency + 0.5))
    return idf if idf > 0 else _LEAST_IDF
