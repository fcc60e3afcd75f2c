"""What the comparison with peers rests on: where chunks stand, what counts, environments, the conversation."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.golden import read_golden
from eval.latency import WARMING
from eval.peers.comparing import Comparison, Found, in_turn, score
from eval.peers.dialogue import Worker
from eval.peers.environments import Environments, run_command
from eval.peers.systems import OURS, REQUIREMENTS, SYSTEMS
from eval.peers.texts import PeerText, SectionSpan, ranked_sections, read_texts, section_spans
from eval.peers.workers.serving import Locator
from kb.errors import ServiceError
from kb.types import Language
from tests.builders import passage
from tests.eval.conftest import QUESTION, write_golden
from tests.libraries import SmallLibrary

pytestmark = pytest.mark.unit


def test_a_chunk_is_found_though_its_white_space_was_changed() -> None:
    text = "## Tools\n\nBring  these:\n\n- samples\n- cards\n"
    start, end = Locator(text).span("Bring these: - samples")
    assert text[start:end] == "Bring  these:\n\n- samples"


def test_chunks_that_overlap_or_come_twice_are_found_in_their_order() -> None:
    locator = Locator("one two. one two. three.")
    assert [locator.span(chunk) for chunk in ("one two.", "two. one", "one two. three.")] == [(0, 8), (4, 12), (9, 24)]
    again = Locator("one two. one two. one.")
    assert [again.span("one two.") for _ in range(2)] == [(0, 8), (9, 17)]
    assert again.span("one") == (18, 21)
    tail = Locator("b c. a b c.")
    assert [tail.span("a b c."), tail.span("b c.")] == [(5, 11), (7, 11)]


def test_a_chunk_that_is_not_in_its_text_is_no_chunk() -> None:
    with pytest.raises(ValueError, match="substring"):
        Locator("one").span("two")
    with pytest.raises(ValueError, match="without a letter"):
        Locator("one").span(" \n")


@given(st.text("ab \n客하", min_size=1), st.data())
def test_every_stretch_is_found_at_a_place_that_reads_the_same(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    chunk = text[start : data.draw(st.integers(start + 1, len(text)))]
    if not chunk.split():
        return
    found = slice(*Locator(text).span(chunk))
    assert text[found].split() and "".join(text[found].split()) == "".join(chunk.split())
    assert text[found] == text[found].strip()


def _text(name: str, language: Language) -> PeerText:
    return PeerText(name, language, "x" * 30, (SectionSpan("w#a", 0, 10), SectionSpan("w#b", 10, 28)))


def test_a_section_begins_where_the_one_before_it_ends_so_that_its_heading_is_its_own() -> None:
    members = [
        passage("one", place=1, anchor="a", start=10),
        passage("two", place=2, anchor="a", start=20),
        passage("three", place=1, anchor="b", start=40),
    ]
    assert section_spans(members) == (SectionSpan("guide#a", 0, 23), SectionSpan("guide#b", 23, 45))


def test_a_chunk_counts_for_the_section_that_holds_most_of_it() -> None:
    text = _text("w.en", Language.EN)
    assert text.section_of(0, 5) == "w#a"
    assert text.section_of(6, 15) == "w#b"
    assert text.section_of(6, 14) == "w#a", "of equals the first"
    assert text.section_of(28, 30) is None


def test_sections_are_the_same_whichever_edition_they_were_found_in() -> None:
    texts = {name: _text(name, language) for name, language in (("w.en", Language.EN), ("w.ko", Language.KO))}
    chunks = [("w.ko", 12, 20), ("w.en", 28, 30), ("w.en", 11, 20), ("w.en", 0, 4)]
    assert ranked_sections(chunks, texts) == (("w#b", "w#a"), Language.KO)
    assert ranked_sections([], texts) == ((), None)


def test_texts_are_those_that_ingest_stores(library: SmallLibrary) -> None:
    texts = {one.id: one for one in read_texts(library.corpus)}
    assert sorted(texts) == ["visit.bg", "visit.en", "visit.ko", "visit.zh"]
    assert texts["visit.en"].text == library.catalog.text("visit.en")[1]
    assert "{#tools" not in texts["visit.en"].text
    assert [one.reference for one in texts["visit.en"].sections] == ["visit#tools"]


def test_figures_are_shares_of_questions_by_language() -> None:
    def found(name: str, language: Language, *sections: str, shown: Language | None = Language.EN) -> Found:
        return Found(name, language, ("w#a",), sections, shown)

    scored = score([
        found("1", Language.EN, "w#a"),
        found("2", Language.EN, "w#b", "w#c", "w#a"),
        found("3", Language.KO, "w#b", "w#c", "w#d", "w#a"),
        found("4", Language.KO, shown=None),
    ])  # fmt: skip
    assert set(scored) == {"ko", "en", "all"}
    assert (scored["en"].first.value, scored["en"].among_three.value, scored["en"].own_language.value) == (0.5, 1, 1)
    assert (scored["ko"].first.value, scored["ko"].among_three.value, scored["ko"].own_language.value) == (0, 0, 0)
    assert scored["all"].among_three.value == 0.5


def test_an_environment_is_made_once_and_again_when_its_needs_change(tmp_path: Path) -> None:
    commands: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> None:
        commands.append(command)
        (tmp_path / "peer").mkdir(exist_ok=True)

    environments = Environments(tmp_path, run)
    python = environments.python("peer", ["torch==1", "peer==1"])
    assert python == tmp_path / "peer" / "bin" / "python"
    assert commands[0][1:3] == ["-m", "venv"]
    assert commands[1][0] == str(python) and commands[1][-2:] == ["torch==1", "peer==1"]
    environments.python("peer", ["torch==1", "peer==1"])
    assert len(commands) == 2
    (tmp_path / "peer" / "old").touch()
    environments.python("peer", ["torch==1", "peer==2"])
    assert len(commands) == 4
    assert not (tmp_path / "peer" / "old").exists()


def test_a_half_made_environment_is_made_again(tmp_path: Path) -> None:
    def fail(command: Sequence[str]) -> None:
        (tmp_path / "peer").mkdir(exist_ok=True)
        if "pip" in command:
            run_command([sys.executable, "-c", "raise SystemExit(3)"])

    with pytest.raises(ServiceError, match="ended with 3"):
        Environments(tmp_path, fail).python("peer", ["peer"])
    commands: list[Sequence[str]] = []
    Environments(
        tmp_path, lambda command: (commands.append(command), (tmp_path / "peer").mkdir(exist_ok=True))[0]
    ).python("peer", ["peer"])
    assert len(commands) == 2


def test_every_peer_has_an_environment_with_torch_first() -> None:
    assert {system.environment for system in SYSTEMS if system.worker != OURS.worker} == set(REQUIREMENTS)
    assert all(names[0].startswith("torch==") for names in REQUIREMENTS.values())
    assert all("==" in name for names in REQUIREMENTS.values() for name in names)
    workers = Path("eval/peers/workers")
    root = Path(__file__).parents[2]
    assert all((root / workers / f"{system.worker}.py").is_file() for system in SYSTEMS)


ENGINE = """
import sys
from eval.peers.workers.serving import Chunk, serve
class Engine:
    gone = None
    def load(self): print("this is no reply")
    def build(self, documents):
        self.documents = documents
        return len(documents)
    def ask(self, question, count):
        if question == "die": raise RuntimeError("as it was told")
        found = [Chunk(one.id, 0, len(one.text)) for one in self.documents if one.language != self.gone]
        return found[:count]
    def embed(self, question): pass
    def leave_out(self, language): self.gone = language
serve(Engine())
"""


@pytest.mark.integration
def test_a_worker_answers_in_json_whatever_else_it_prints(tmp_path: Path) -> None:
    documents = [
        {"id": "w.en", "language": "en", "text": "tools"},
        {"id": "w.ko", "language": "ko", "text": "도구"},
    ]
    with Worker("echo", [sys.executable, "-c", ENGINE], tmp_path / "log") as worker:
        assert worker.load() >= 0
        assert worker.build(documents)[1] == 2
        assert worker.ask("도구?", 1)[1] == [("w.en", 0, 5)]
        worker.leave_out("en")
        assert worker.ask("도구?", 9)[1] == [("w.ko", 0, 2)]
        worker.leave_out(None)
        assert len(worker.ask("?", 9)[1]) == 2
        assert worker.embed("?") >= 0
        own, child = worker.memory()
        assert own > 1 and child >= 0
        with pytest.raises(ServiceError, match="echo ended while it was to ask: RuntimeError: as it was told"):
            worker.ask("die", 1)
    assert "this is no reply" in (tmp_path / "log").read_text(encoding="utf-8")


class FakeWorker(Worker):
    """Answers what it was built with, and writes down who was asked when."""

    def __init__(self, name: str, asked: list[str]) -> None:
        self.name, self.asked, self.gone = name, asked, ""

    def load(self) -> float:
        return 1.0

    def build(self, documents: Sequence[object]) -> tuple[float, int]:
        return 2.0, len(documents)

    def ask(self, question: str, count: int) -> tuple[float, list[tuple[str, int, int]]]:
        self.asked.append(self.name)
        return 0.010, [] if self.gone == "en" else [("visit.en", 0, 9)]

    def embed(self, question: str) -> float:
        return 0.004

    def leave_out(self, language: str | None) -> None:
        self.gone = language or ""

    def memory(self) -> tuple[float, float]:
        return 100.0, 0.0


def test_all_take_turns_and_who_begins_goes_round() -> None:
    asked: list[str] = []
    workers = {name: FakeWorker(name, asked) for name in "ab"}
    times = in_turn(workers, ["?"] * (WARMING + 2))
    assert "".join(asked[:8]) == "abbaabba"
    query, encoder = times["a"]
    assert (query.p50, encoder.p95) == (pytest.approx(10), pytest.approx(4))


def test_a_comparison_asks_with_every_edition_and_without_the_askers(library: SmallLibrary, tmp_path: Path) -> None:
    golden = write_golden(tmp_path / "golden", QUESTION)
    assert golden == read_golden(tmp_path / "golden")
    comparison = Comparison(
        {one.id: one for one in read_texts(library.corpus)}, golden.items, ["?"] * 12, lambda _: None
    )
    (result,) = comparison.run({"a": FakeWorker("a", [])})
    assert (result.load_seconds, result.ingest_seconds, result.chunks) == (1.0, 2.0, 4)
    assert result.whole["en"].first.value == 1
    assert result.foreign["all"].first.value == 0
    assert result.found["whole"][0].sections == ("visit#tools",)
