"""Saved results, drills and readiness over HTTP: everybody their own; what may not be read any more is withheld."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import Options, create_app
from api.client import Client, ProblemAnswer
from api.keys import KeyStore
from api.presenters import result_out
from api.records import Records
from api.schemas.drills import AnswerIn, Given
from api.schemas.results import CitationOut, QuizItemOut, ResultOut, TrainingModuleOut
from kb.types import Language, Question, Role
from tests.api.conftest import ADDRESS, NEAR
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach
from tests.api.records_fakes import FakeCurator, Wired, records_of

pytestmark = pytest.mark.unit


@pytest.fixture
def records(tmp_path: Path, coach: FakeCoach) -> Records:
    return records_of(tmp_path / "home", coach.library, FakeCurator())


@pytest.fixture
def client(coach: FakeCoach, pipeline: FakePipeline, keys: KeyStore, records: Records) -> Iterator[TestClient]:
    app = create_app(coach, pipeline, keys, Options(token="local-token"), records)
    with TestClient(app, ADDRESS, client=NEAR, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def ours(client: TestClient) -> Client:
    return Client(ADDRESS, "local-token", transport=Wired(client))


def as_key(client: TestClient, keys: KeyStore, name: str, role: Role = Role.REP) -> Client:
    return Client(ADDRESS, keys.issue(name, role).text, transport=Wired(client))


def checklist(coach: FakeCoach, language: Language = Language.BG) -> ResultOut:
    return result_out(coach.ask(Question("stock?", language)), 1.0)


def module(coach: FakeCoach) -> TrainingModuleOut:
    item = QuizItemOut(
        id="q1", type="choice", prompt="?", options=("a", "b"), answer=1, explanation="b", citations=(1,)
    )
    return TrainingModuleOut(**{**dict(checklist(coach)), "kind": "training_module"}, quiz=(item,))


def citation(coach: FakeCoach, document: str = "stock.bg") -> CitationOut:
    found = checklist(coach).citations[0]
    return found.model_copy(update={"document": document})


def answered(coach: FakeCoach, number: int, given: Given, document: str = "stock.bg") -> AnswerIn:
    item = QuizItemOut(
        id="q", type="true_false", prompt=f"prompt {number}", answer=True, explanation="", citations=(1,)
    )
    return AnswerIn(item=item, language="bg", citations=(citation(coach, document),), given=given)


# -- saved ---------------------------------------------------------------------------------------------------
def test_keep_tick_note_find_and_throw_away(ours: Client, coach: FakeCoach) -> None:
    kept = ours.save(checklist(coach), ticks={"l1": True}, notes={"l2": "да питам"})
    assert (kept.title, kept.kind, kept.language, kept.ticks, kept.notes) == (
        "stock?", "answer", "bg", ("l1",), {"l2": "да питам"},
    )  # fmt: skip
    assert kept.result == checklist(coach)
    changed = ours.change_saved(kept.id, title="Склад", ticks={"l2": True}, notes={"l2": ""})
    assert (changed.title, changed.ticks, changed.notes, changed.withheld) == ("Склад", ("l1", "l2"), {}, 0)
    (head,) = ours.saved().saved
    assert (head.id, head.title, head.lines, head.ticked) == (kept.id, "Склад", 2, 2)
    assert ours.open_saved(kept.id) == changed
    ours.forget_saved(kept.id)
    assert ours.saved().saved == ()
    with pytest.raises(ProblemAnswer, match="Nothing of yours is saved"):
        ours.open_saved(kept.id)


def test_a_quiz_is_kept_with_its_module(ours: Client, coach: FakeCoach) -> None:
    kept = ours.save(module(coach))
    assert ours.open_saved(kept.id).result == module(coach)


def test_others_get_404(client: TestClient, coach: FakeCoach, keys: KeyStore) -> None:
    ann, bob = as_key(client, keys, "ann"), as_key(client, keys, "bob", Role.ADMIN)
    kept = ann.save(checklist(coach))
    for attempt in (
        lambda: bob.open_saved(kept.id),
        lambda: bob.change_saved(kept.id, ticks={"l1": True}),
        lambda: bob.forget_saved(kept.id),
    ):
        with pytest.raises(ProblemAnswer) as error:
            attempt()
        assert error.value.problem.status == 404
    assert bob.saved().saved == ()
    assert ann.open_saved(kept.id).ticks == ()


def test_lines_of_a_text_that_went_are_withheld(ours: Client, coach: FakeCoach) -> None:
    kept = ours.save(module(coach))
    del coach.library.infos["stock.bg"]
    found = ours.open_saved(kept.id)
    assert found.withheld == 3
    assert (found.result.blocks, found.result.citations, found.result.related) == ((), (), ())
    assert isinstance(found.result, TrainingModuleOut)
    assert found.result.quiz == ()
    assert "Пребройте" not in found.model_dump_json()
    assert ours.saved().saved[0].lines == 0


def test_a_refusal_is_not_kept_and_nothing_too_large(client: TestClient, ours: Client, coach: FakeCoach) -> None:
    refusal = result_out(coach.ask(Question("😶")), 1.0)
    with pytest.raises(ProblemAnswer) as error:
        ours.save(refusal)
    assert error.value.problem.status == 422
    large = checklist(coach).model_copy(update={"question_used": "x" * 600_000})
    with pytest.raises(ProblemAnswer) as error:
        ours.save(large)
    assert error.value.problem.status == 413


# -- drills --------------------------------------------------------------------------------------------------
def test_a_quiz_is_graded_and_its_wrong_answer_comes_back(
    ours: Client, coach: FakeCoach, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ours.answer_quiz([answered(coach, 1, True), answered(coach, 2, False), answered(coach, 3, None)])
    assert ([one.right for one in found.answers], found.right) == ([True, False, False], 1)
    assert found.answers[1].due < found.answers[0].due
    waiting = ours.drills()
    assert (waiting.drills, waiting.due, waiting.learned, waiting.next) == ((), 0, 3, found.answers[1].due)
    with records.progress._file.opened().writing() as connection:
        connection.execute("UPDATE cards SET due = '2020-01-01T00:00:00+00:00' WHERE id = ?", (found.answers[1].card,))
    (drill,) = ours.drills(language="bg").drills
    assert (drill.item.prompt, drill.work, drill.topic, drill.reviews) == (
        "prompt 2",
        "stock",
        coach.library.infos["stock.bg"].title,
        1,
    )
    assert ours.drills(language="ko").due == 0
    assert ours.review(drill.card, True).right
    assert ours.drills().due == 0
    ours.forget_progress()
    assert ours.drills().learned == 0


def test_a_question_whose_text_went_or_changed_rests(ours: Client, coach: FakeCoach) -> None:
    found = ours.answer_quiz([answered(coach, 1, True), answered(coach, 2, True)])
    changed = answered(coach, 3, True)
    other = changed.citations[0].model_copy(update={"version": "sha256:older", "quote": "no longer said"})
    ours.answer_quiz([changed.model_copy(update={"citations": (other,)})])
    still = changed.citations[0].model_copy(update={"version": "sha256:older"})
    ours.answer_quiz([answered(coach, 4, True).model_copy(update={"citations": (still,)})])
    assert ours.drills().learned == 3
    del coach.library.infos["stock.bg"]
    assert ours.drills().learned == 0
    with pytest.raises(ProblemAnswer) as error:
        ours.review(found.answers[0].card, True)
    assert error.value.problem.status == 404


def test_a_text_that_is_not_ones_own_is_not_found(client: TestClient, coach: FakeCoach, keys: KeyStore) -> None:
    rep, hr = as_key(client, keys, "rep"), as_key(client, keys, "hr", Role.HR)
    with pytest.raises(ProblemAnswer) as error:
        rep.answer_quiz([answered(coach, 1, True, "pay.en")])
    assert error.value.problem.status == 404
    card = hr.answer_quiz([answered(coach, 1, True, "pay.en")]).answers[0].card
    with pytest.raises(ProblemAnswer) as error:
        rep.review(card, True)
    assert error.value.problem.status == 404


# -- readiness -----------------------------------------------------------------------------------------------
def test_ones_own_board(ours: Client, coach: FakeCoach) -> None:
    (topic,) = ours.readiness("ko").topics
    assert (topic.work, topic.document, topic.level, topic.answered) == ("stock", "stock.ko", "none", 0)
    ours.answer_quiz([answered(coach, number, True) for number in range(3)])
    board = ours.readiness()
    assert (board.topics[0].level, board.topics[0].recall, board.shared) == ("green", 1.0, False)


def test_the_team_is_shown_only_where_that_is_switched_on(
    client: TestClient, coach: FakeCoach, keys: KeyStore, pipeline: FakePipeline, tmp_path: Path
) -> None:
    ann, boss = as_key(client, keys, "Ann"), as_key(client, keys, "Boss", Role.MANAGER)
    ann.answer_quiz([answered(coach, number, False) for number in range(3)])
    for caller in (ann, boss):
        with pytest.raises(ProblemAnswer) as error:
            caller.team_readiness()
        assert (error.value.problem.status, error.value.problem.code) == (403, "forbidden")
    shared = records_of(tmp_path / "home", coach.library, FakeCurator(), team_progress=True)
    app = create_app(coach, pipeline, keys, Options(token="local-token"), shared)
    with TestClient(app, ADDRESS, client=NEAR, raise_server_exceptions=False) as open_client:
        boss = as_key(open_client, keys, "Second", Role.MANAGER)
        (person,) = boss.team_readiness("bg").people
        assert (person.name, [topic.level for topic in person.topics]) == ("Ann", ["red"])
        rep = as_key(open_client, keys, "Rep")
        assert rep.readiness().shared
        with pytest.raises(ProblemAnswer):
            rep.team_readiness()
        keys.revoke("Ann")
        assert boss.team_readiness().people == ()
