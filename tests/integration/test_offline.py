"""After the installation nothing needs a network: ingest, question and search in a namespace that has none."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.conftest import ROOT
from tests.libraries import small_library, write_editions

pytestmark = [pytest.mark.integration, pytest.mark.model]

ALONE = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]


def cut_off(*command: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FIELDCOACH_HOME": str(home), "FIELDCOACH_CORPUS": str(home.parent / "corpus")}
    return subprocess.run(
        [*ALONE, *command], cwd=home.parent, env=environment, capture_output=True, text=True, timeout=240
    )


@pytest.fixture
def no_network_at_all(home: Path) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("unshare is not there to cut the network off")
    tried = cut_off("true", home=home)
    if tried.returncode != 0:
        pytest.skip(f"the network may not be cut off here: {tried.stderr.strip()}")
    reach = "import socket; socket.create_connection(('192.0.2.1', 9), 1)"
    refused = cut_off(sys.executable, "-c", reach, home=home)
    assert "Network is unreachable" in refused.stderr


@pytest.mark.usefixtures("no_network_at_all")
def test_ingest_and_questions_work_without_any_network(tmp_path: Path, home: Path) -> None:
    write_editions(small_library(tmp_path))
    coach = str(Path(sys.executable).with_name("coach"))
    ingested = cut_off(coach, "ingest", home=home)
    assert ingested.returncode == 0, ingested.stdout + ingested.stderr
    asked = cut_off(coach, "ask", "Какво да нося: мостри?", "--json", home=home)
    assert asked.returncode == 0, asked.stdout + asked.stderr
    answer = json.loads(asked.stdout)
    assert (answer["kind"], answer["language"]) == ("answer", "bg")


def test_telemetry_is_switched_off_where_it_could_be() -> None:
    assert "gatherUsageStats" in (ROOT / "api" / "cli" / "child.py").read_text(encoding="utf-8")
    assert "anonymized_telemetry=False" in (ROOT / "kb" / "store" / "chroma.py").read_text(encoding="utf-8")
    from kb.embedding.processor import offline_environment

    assert offline_environment()["HF_HUB_OFFLINE"] == "1"
    assert offline_environment()["HF_HUB_DISABLE_TELEMETRY"] == "1"
