"""`python -m eval.bench --sets DIR --output DIR`: public sets through our search, and the mixed-library test."""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path

from eval.bench.library import embed
from eval.bench.measuring import Bench
from eval.bench.sets import read_sets, thinned
from eval.bench.tables import as_json, as_markdown
from eval.circumstances import surroundings
from eval.extra import need_extra
from kb.assembly import Parts, open_parts
from kb.errors import StoreError
from kb.settings import Settings
from kb.store.catalog import SqliteCatalog
from kb.store.vectors import Matrix

_LOG = logging.getLogger("eval.bench")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write `bench.json` and `bench.md` into the output folder; vectors are kept there for another run."""
    options = _options(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    need_extra()
    sets = thinned(read_sets(options.sets), options.most)
    options.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fieldcoach-bench-") as folder:
        parts = open_parts(Settings(home=Path(folder) / "home"))  # type: ignore[call-arg]
        _LOG.info("embedding what no run before has embedded")
        vectors = embed(parts, sets, SqliteCatalog(options.output / "vectors.sqlite"))
        bench = Bench(parts, vectors, Path(folder))
        pools = []
        for row in bench.pools(sets):
            _LOG.info("%s %s-%s", row.name, row.asked, row.pool)
            pools.append(row)
        mixed = list(bench.mixed(sets, _adapters(options.home, parts)))
    about = {name: str(value) for name, value in surroundings().items()} | {"encoder": parts.fingerprint}
    (options.output / "bench.json").write_text(as_json(about, pools, mixed) + "\n", encoding="utf-8")
    table = as_markdown(about, sets, pools, mixed)
    (options.output / "bench.md").write_text(table + "\n", encoding="utf-8")
    _LOG.info("%s", table)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=__doc__)
    parser.add_argument("--sets", type=Path, required=True, help="a folder with the sets, each in a folder of its own")
    parser.add_argument("--output", type=Path, required=True, help="where bench.json and bench.md go")
    parser.add_argument("--most", type=int, default=0, help="at most so many questions of a language and set; 0: all")
    parser.add_argument("--home", type=Path, help="also search with the query adapter of this library")
    return parser.parse_args(arguments)


def _adapters(home: Path | None, parts: Parts) -> dict[str, Matrix | None]:
    """Our search without an adapter, and with that of a library whose texts it was learned from."""
    found: dict[str, Matrix | None] = {"ours, fused by language": None}
    if home is not None:
        catalog = SqliteCatalog(home / "library.sqlite")
        generation = catalog.generation()
        catalog.close()
        if generation is None or generation.adapter is None or generation.fingerprint != parts.fingerprint:
            raise StoreError(f"The library in {home} has no query adapter for this encoder.")
        found["ours, with the adapter of another library"] = generation.adapter
    return found


if __name__ == "__main__":
    main()
