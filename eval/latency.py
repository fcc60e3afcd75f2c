"""What a question costs over HTTP beside the bare embedding of the same question, in one run.

`python -m eval.latency [--address http://127.0.0.1:8000] [--count 200]` needs a running service over the corpus.
Questions are decoys and asked-as questions with a changed ending, so that no cache has seen them; bare embedding and
service take turns, so that both meet the same load.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from ingest.asked_questions import read_decoys
from ingest.marked_yaml import load
from kb.embedding.sentence_transformer import open_embedding
from kb.types import Language

CORPUS = Path("corpus")


def questions(count: int) -> list[str]:
    """`count` questions in turn from the four languages, each unlike any that was embedded before."""
    found: list[str] = []
    for language in Language:
        path = CORPUS / "reseller-visit-preparation" / f"{language}.questions.yaml"
        root = load(path.read_text(encoding="utf-8"), path.name)
        asked = [
            str(question.value)
            for _, entries in (root.pairs() if root else ())
            for key, value in entries.pairs()
            if key.value != "passages" and isinstance(value.value, tuple)
            for question in value.value
        ]
        decoys = [decoy.text for decoy in read_decoys(CORPUS / f"decoys.{language}.yaml", language)]
        found += [*asked[: count // 5], *decoys[: count // 20]]
    return [f"{text} ({number})" for number, text in enumerate(found)][:count]


def percentiles(seconds: Sequence[float]) -> str:
    """p50 and p95 in milliseconds."""
    ordered = sorted(seconds)
    return f"p50 {1000 * statistics.median(ordered):.1f} ms, p95 {1000 * ordered[int(0.95 * len(ordered))]:.1f} ms"


def main() -> int:
    """Print both and their ratio."""
    parser = argparse.ArgumentParser(description="Latency over HTTP beside the bare embedding.")
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--count", type=int, default=200)
    arguments = parser.parse_args()
    embedding = open_embedding()
    embedding.warm_up()
    bare, served, inside = [], [], []
    connection = http.client.HTTPConnection(urlsplit(arguments.address).netloc, timeout=30)
    for number, text in enumerate(questions(arguments.count + 10)):
        begin = time.perf_counter()
        embedding.embed_question(text)
        middle = time.perf_counter()
        connection.request("POST", "/v1/ask", json.dumps({"question": text}), {"Content-Type": "application/json"})
        result = json.loads(connection.getresponse().read())
        end = time.perf_counter()
        if number >= 10:  # the first ones warm both up
            bare.append(middle - begin)
            served.append(end - middle)
            inside.append(result["elapsed_ms"] / 1000)
    connection.close()
    ratio = statistics.median(served) / statistics.median(bare)
    sys.stdout.write(
        f"bare embedding   {percentiles(bare)}\n/v1/ask by HTTP  {percentiles(served)}\n"
        f"inside the API   {percentiles(inside)}\nratio of medians {ratio:.2f}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
