"""`python -m eval.peers --output DIR`: llama-index, txtai, haystack and ours on the same texts and questions."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from eval.circumstances import Circumstances, circumstances
from eval.extra import need_extra
from eval.golden import QUESTIONS, GoldenSet, read_golden
from eval.latency import WARMING, questions
from eval.parts import Half, Part
from eval.peers.comparing import Comparison, Result
from eval.peers.dialogue import Worker
from eval.peers.environments import Environments, run_command
from eval.peers.model_folder import write_model
from eval.peers.systems import OURS, REQUIREMENTS, SYSTEMS, System
from eval.peers.tables import as_json, as_markdown
from eval.peers.texts import read_texts
from kb.assembly import open_parts
from kb.errors import SettingsError
from kb.library import Library
from kb.settings import Settings, load_settings

_LOG = logging.getLogger("eval.peers")


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare, and write `peers.json` and `peers.md` (`peers-test.…` of the test half) into the output folder."""
    options = _options(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    need_extra()
    golden = read_golden(options.questions)
    systems = _chosen(options.only)
    corpus = (options.corpus or load_settings().corpus).resolve()
    with tempfile.TemporaryDirectory(prefix="fieldcoach-peers-") as folder:
        results = _compare(options, golden, systems, corpus, Path(folder))
        found = _circumstances(Path(folder), golden)
    options.output.mkdir(parents=True, exist_ok=True)
    name = "peers" if options.half is Half.DEV else f"peers-{options.half}"
    (options.output / f"{name}.json").write_text(as_json(found, options.half, results) + "\n", encoding="utf-8")
    table = as_markdown(found, options.half, results)
    (options.output / f"{name}.md").write_text(table + "\n", encoding="utf-8")
    _LOG.info("%s", table)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.peers", description=__doc__)
    parser.add_argument("--output", type=Path, required=True, help="where peers.json and peers.md go")
    parser.add_argument("--half", type=Half, choices=list(Half), default=Half.DEV, help="test only to report")
    parser.add_argument(
        "--cache", type=Path, default=Path(".cache/peers"), help="environments and weights of the peers"
    )
    parser.add_argument("--corpus", type=Path, help="the texts; default: FIELDCOACH_CORPUS")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="the golden files")
    parser.add_argument("--timed", type=int, default=60, help="how many questions latency is measured with")
    parser.add_argument("--only", default="", metavar="WORKER,…", help="only these workers and ours")
    return parser.parse_args(arguments)


def _chosen(names: str) -> list[System]:
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    if unknown := wanted - {system.worker for system in SYSTEMS}:
        raise SettingsError(f"There is no worker {', '.join(sorted(unknown))}.")
    return [system for system in SYSTEMS if not wanted or system.worker in {OURS.worker, *wanted}]


def _compare(
    options: argparse.Namespace, golden: GoldenSet, systems: Sequence[System], corpus: Path, folder: Path
) -> list[Result]:
    model = write_model(options.cache.resolve())
    environments = Environments(options.cache.resolve(), run_command)
    commands = {}
    for number, system in enumerate(systems):
        # Chroma and txtai make their folders themselves.
        own = folder / f"{number}-{system.worker}"
        commands[system.name] = _command(system, environments, model, corpus, own)
    texts = {one.id: one for one in read_texts(corpus)}
    comparison = Comparison(
        texts=texts,
        items=golden.chosen(options.half, parts=frozenset({Part.QUESTIONS})),
        timed=questions(golden, options.timed + WARMING),
        say=lambda said: _LOG.info("%s", said),
    )
    with ExitStack() as stack:
        workers = {
            name: stack.enter_context(Worker(name, command, folder / f"{number}.log"))
            for number, (name, command) in enumerate(commands.items())
        }
        return comparison.run(workers)


def _command(system: System, environments: Environments, model: Path, corpus: Path, own: Path) -> list[str]:
    module = ["-m", f"eval.peers.workers.{system.worker}"]
    if system.environment is None:
        return [sys.executable, *module, system.way, str(corpus), str(own)]
    _LOG.info("%s: environment", system.name)
    python = environments.python(system.environment, REQUIREMENTS[system.environment])
    return [os.fspath(python), *module, system.way, os.fspath(model), str(own)]


def _circumstances(folder: Path, golden: GoldenSet) -> Circumstances:
    """Of the library that our worker built."""
    home = folder / f"0-{OURS.worker}" / "whole" / "home"
    parts = open_parts(Settings(home=home))  # type: ignore[call-arg]
    try:
        return circumstances(Library(parts.catalog), parts.fingerprint, golden.checksum)
    finally:
        parts.catalog.close()


if __name__ == "__main__":
    main()
