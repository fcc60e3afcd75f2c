"""Raw unit vectors, kept by fingerprint and by what was embedded: the same text is embedded once."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from kb.errors import StoreError
from kb.store.connections import Connections
from kb.store.reading import as_json
from kb.store.rows import passage_from, to_blob, to_matrix
from kb.store.vectors import Lane, LaneKind, LaneVectors, Vector
from kb.types import Language

# float32 unit vectors are off by about 1e-7; a vector that was never normalised by far more.
UNIT_TOLERANCE = 1e-3


class RawVectors:
    """The vectors' part of kb.store.records.Catalog."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def known_digests(self, fingerprint: str, digests: Collection[str]) -> set[str]:
        """Those whose vector is already kept under this fingerprint."""
        with self._connections.reading() as connection:
            return _known(connection, fingerprint, digests)

    def vector(self, fingerprint: str, digest: str) -> Vector | None:
        """A kept raw unit vector, float32; None where there is none."""
        with self._connections.reading() as connection:
            row = connection.execute(
                "SELECT vector FROM vectors WHERE fingerprint = ? AND digest = ?", (fingerprint, digest)
            ).fetchone()
        return to_matrix([row[0]], 1)[0] if row else None

    def missing_texts(self, fingerprint: str) -> list[tuple[str, str]]:
        """(kind, text) of everything stored that has no vector under this fingerprint, each once."""
        with self._connections.snapshot() as connection:
            passages = connection.execute(
                """SELECT * FROM passage_rows WHERE id IN (SELECT id FROM passages WHERE digest NOT IN
                    (SELECT digest FROM vectors WHERE fingerprint = ?)) ORDER BY id""",
                (fingerprint,),
            ).fetchall()
            questions = connection.execute(
                """SELECT text FROM (SELECT text, digest FROM asked UNION SELECT text, digest FROM decoys
                    UNION SELECT text, digest FROM examples)
                WHERE digest NOT IN (SELECT digest FROM vectors WHERE fingerprint = ?) ORDER BY text""",
                (fingerprint,),
            ).fetchall()
        embedded = dict.fromkeys(passage_from(row).embedded_text for row in passages)
        return [("passage", text) for text in embedded] + [("question", row[0]) for row in questions]

    def lane_vectors(
        self, fingerprint: str, after: int = 0, whole: Collection[LaneKind] = ()
    ) -> dict[Lane, LaneVectors]:
        """Raw unit vectors by lane, ids in order, of all or of what came after a revision; of `whole` kinds all.

        What has no vector under this fingerprint (missing_texts) is not in it.
        """
        with self._connections.reading() as connection:
            rows = connection.execute(
                """SELECT kind, language, audience, id, vector FROM embedded
                JOIN vectors USING (digest) WHERE fingerprint = ?
                AND (revision > ? OR kind IN (SELECT value FROM json_each(?))) ORDER BY 1, 2, 3, 4""",
                (fingerprint, after, as_json(sorted(whole))),
            ).fetchall()
        grouped: dict[tuple[str, str, int], list[tuple[str, bytes]]] = defaultdict(list)
        for kind, language, audience, name, blob in rows:
            grouped[kind, language, audience].append((name, blob))
        return {
            Lane(LaneKind(kind), Language(language), audience): LaneVectors(
                tuple(name for name, _ in members), to_matrix((blob for _, blob in members), len(members))
            )
            for (kind, language, audience), members in grouped.items()
        }

    def keep_vectors(self, fingerprint: str, vectors: Mapping[str, Vector]) -> None:
        """Keep raw unit vectors by digest; raises StoreError where one is not finite and of unit length."""
        with self._connections.writing() as connection:
            keep(connection, fingerprint, vectors)

    def drop_unused_vectors(self) -> int:
        """Delete vectors that nothing refers to or whose fingerprint is not served; returns how many.

        While nothing is served yet, only the former go. Call it after the switch, not during a re-index.
        """
        with self._connections.writing() as connection:
            served = connection.execute("SELECT fingerprint FROM generations").fetchone()
            dropped = connection.execute(
                """DELETE FROM vectors WHERE fingerprint != coalesce(?, fingerprint) OR digest NOT IN (
                    SELECT digest FROM passages UNION SELECT digest FROM asked UNION SELECT digest FROM decoys
                    UNION SELECT digest FROM examples UNION SELECT digest FROM copy_digests
                )""",
                (served[0] if served else None,),
            )
            return dropped.rowcount


def keep(connection: sqlite3.Connection, fingerprint: str, vectors: Mapping[str, Vector]) -> None:
    """Write vectors in a running transaction; those already kept stay. Raises StoreError on a bad one."""
    if not vectors:
        return
    row = connection.execute(
        "SELECT length(vector) / 4 FROM vectors WHERE fingerprint = ? LIMIT 1", (fingerprint,)
    ).fetchone()
    dimension = row[0] if row else len(next(iter(vectors.values())))
    for name, vector in vectors.items():
        fault = vector_fault(vector, dimension)
        if fault:
            raise StoreError(f"The vector of {name} {fault}; it is not kept.")
    connection.executemany(
        "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)",
        [(fingerprint, name, to_blob(vector)) for name, vector in vectors.items()],
    )


def vector_fault(vector: Vector, dimension: int) -> str | None:
    """What is wrong with a vector, as the end of a sentence; None when it is finite and of unit length."""
    if vector.shape != (dimension,):
        return f"has the shape {vector.shape}, not ({dimension},)"
    if not np.isfinite(vector).all():
        return "holds values that are not finite"
    length = float(np.linalg.norm(vector))
    if abs(length - 1) > UNIT_TOLERANCE:
        return f"has the length {length:.4f}, not 1"
    return None


def require(connection: sqlite3.Connection, fingerprint: str, digests: Sequence[str], whose: str) -> None:
    """Raise StoreError where one of the digests has no vector under the fingerprint."""
    lacking = set(digests) - _known(connection, fingerprint, digests)
    if lacking:
        raise StoreError(f"{whose}: {len(lacking)} of its texts have no vector under {fingerprint}.")


def _known(connection: sqlite3.Connection, fingerprint: str, digests: Collection[str]) -> set[str]:
    rows = connection.execute(
        "SELECT digest FROM vectors WHERE fingerprint = ? AND digest IN (SELECT value FROM json_each(?))",
        (fingerprint, as_json(digests)),
    ).fetchall()
    return {row[0] for row in rows}
