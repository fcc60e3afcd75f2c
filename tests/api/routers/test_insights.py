"""Feedback, insights and gaps over HTTP: roles, readers, one step from a refusal to an answer and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import Options, create_app
from api.client import Client
from api.keys import KeyStore
from api.records import Records
from kb.errors import Busy, NotFound
from kb.types import Language, Question, Refusal, RefusalReason, Related, Role
from tests.api.conftest import ADDRESS, NEAR
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach
from tests.api.records_fakes import FakeCurator, Wired, records_of

pytestmark = pytest.mark.unit


@pytest.fixture
def curator() -> FakeCurator:
    return FakeCurator()


@pytest.fixture
def records(tmp_path: Path, coach: FakeCoach, curator: FakeCurator) -> Records:
    return records_of(tmp_path / "home", coach.library, curator)


@pytest.fixture
def client(coach: FakeCoach, pipeline: FakePipeline, keys: KeyStore, records: Records) -> Iterator[TestClient]:
    app = create_app(coach, pipeline, keys, Options(token="local-token"), records)
    with TestClient(app, ADDRESS, client=NEAR, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def ours(client: TestClient) -> Client:
    return Client(ADDRESS, "local-token", transport=Wired(client))


def refuse(records: Records, number: int, text: str, *related: str, language: Language = Language.EN) -> str:
    about = tuple(Related(document, "check", "T") for document in related)
    records.journal.record(
        Refusal(f"r{number}", language, text, RefusalReason.NO_EVIDENCE, "no", about), Question(text)
    )
    return f"r{number}"


def answer(records: Records, coach: FakeCoach, text: str = "stock?") -> str:
    result = coach.ask(Question(text, Language.BG))
    records.journal.record(result, Question(text))
    return result.id


def headers(keys: KeyStore, role: Role) -> dict[str, str]:
    return {"Authorization": f"Bearer {keys.issue(role.value, role).text}"}


# -- feedback ------------------------------------------------------------------------------------------------
def test_feedback_stands_beside_the_entry(client: TestClient, records: Records, coach: FakeCoach) -> None:
    entry = answer(records, coach)
    body = {"id": entry, "useful": False, "reason": "outdated", "comment": " стар текст ", "expected_answer": True}
    said = client.post("/v1/feedback", json=body)
    # An answer was given: none can have been missed.
    assert said.json() == {
        "id": entry, "useful": False, "reason": "outdated", "comment": "стар текст", "expected_answer": False,
    }  # fmt: skip
    kept = records.journal.entry(entry).feedback
    assert kept is not None
    assert (kept.useful, kept.comment) == (False, "стар текст")


def test_a_rep_says_that_an_answer_was_expected(client: TestClient, records: Records, keys: KeyStore) -> None:
    refuse(records, 1, "гаранция?")
    rep = headers(keys, Role.REP)
    said = client.post("/v1/feedback", json={"id": "r1", "useful": True, "expected_answer": True}, headers=rep)
    assert said.status_code == 200
    assert (said.json()["useful"], said.json()["expected_answer"]) == (False, True)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"id": "nothing", "useful": True}, 404),
        ({"id": "nothing", "useful": False, "expected_answer": True}, 404),
        ({"useful": True}, 422),
        ({"id": "r1"}, 422),
        ({"id": "r1", "useful": True, "reason": "boring"}, 422),
        ({"id": "r1", "useful": True, "comment": "x" * 2001}, 413),
    ],
)
def test_feedback_that_can_not_be_kept(client: TestClient, records: Records, body: dict[str, Any], status: int) -> None:
    refuse(records, 1, "q")
    assert client.post("/v1/feedback", json=body).status_code == status


def test_without_records_the_service_says_so(coach: FakeCoach, pipeline: FakePipeline, keys: KeyStore) -> None:
    with TestClient(create_app(coach, pipeline, keys, Options(token="t")), ADDRESS, client=NEAR) as bare:
        assert bare.get("/v1/insights").json()["code"] == "not_ready"


# -- insights ------------------------------------------------------------------------------------------------
def test_insights_tell_what_was_asked(ours: Client, records: Records, coach: FakeCoach) -> None:
    entry = answer(records, coach)
    refuse(records, 1, "гаранция?", "stock.bg", language=Language.BG)
    refuse(records, 2, "гратис?", language=Language.BG)
    ours.feedback(entry, False, reason="wrong")
    ours.feedback("r2", False, expected_answer=True)
    found = ours.insights(days=2, language="ko")
    assert found.totals.model_dump() == {
        "asked": 3, "answered": 1, "refused": 2, "useful": 0, "not_useful": 2, "expected": 1,
    }  # fmt: skip
    assert [(day.answered, day.refused) for day in found.by_day] == [(0, 0), (1, 2)]
    assert [(one.language, one.answered, one.refused) for one in found.by_language if one.language == "bg"] == [
        ("bg", 1, 2)
    ]
    assert [(one.kind, one.count) for one in found.by_kind] == [("answer", 1), ("refusal", 2)]
    (section,) = found.by_section
    assert (section.document, section.heading, section.count, section.not_useful) == ("stock.ko", "재고 확인", 1, 1)
    (group,) = found.refused
    assert (group.count, group.expected, group.question) == (2, 1, "гаранция?")
    assert [one.id for one in found.disliked] == ["r2", entry]
    assert found.stale_months == 12


@pytest.mark.parametrize(("role", "status"), [(Role.REP, 403), (Role.MANAGER, 200), (Role.HR, 200), (Role.ADMIN, 200)])
def test_who_sees_insights(client: TestClient, keys: KeyStore, role: Role, status: int) -> None:
    sent = headers(keys, role)
    assert client.get("/v1/insights", headers=sent).status_code == status
    assert client.get("/v1/gaps", headers=sent).status_code == status
    assert client.get("/v1/gaps/closings", headers=sent).status_code == (200 if role is Role.ADMIN else 403)


def test_a_text_for_hr_is_not_in_a_managers_insights(client: TestClient, records: Records, keys: KeyStore) -> None:
    refuse(records, 1, "salary of Ann?", "pay.en")
    manager, hr = headers(keys, Role.MANAGER), headers(keys, Role.HR)
    for path in ("/v1/insights", "/v1/gaps?state=all"):
        assert "salary" not in client.get(path, headers=manager).text
        assert "pay.en" not in client.get(path, headers=manager).text
        assert "salary" in client.get(path, headers=hr).text
    assert client.get("/v1/insights", headers=manager).json()["totals"]["asked"] == 0


@pytest.mark.parametrize("query", ["days=0", "days=367", "language=fr", "stale_months=0"])
def test_windows_that_make_no_sense(client: TestClient, query: str) -> None:
    assert client.get(f"/v1/insights?{query}").status_code == 422


# -- gaps ----------------------------------------------------------------------------------------------------
def test_attach_and_undo(ours: Client, records: Records, curator: FakeCurator) -> None:
    for number, text in ((1, "gift?"), (2, "gift?"), (3, "gratis?")):
        refuse(records, number, text)
    closing = ours.attach(["r1", "r2", "r3"], "stock.en", "check", 2)
    # The same words twice are one question.
    assert [one.text for one in closing.curations] == ["gift?", "gratis?"]
    assert (closing.action, closing.document, closing.gaps, closing.done) == (
        "attach", "stock.en", ("r1", "r2", "r3"), True,
    )  # fmt: skip
    assert ours.gaps().groups == ()
    assert ours.gaps(state="closed").groups[0].count == 3
    assert ours.closings().closings == (closing,)
    ours.undo(closing.id)
    assert curator.kept == []
    assert ours.gaps().groups[0].count == 3
    assert ours.closings().closings == ()


def test_decoy_dismiss_and_hand_over(ours: Client, records: Records, curator: FakeCurator) -> None:
    for number, text in enumerate(("weather?", "asdf", "warranty?"), 1):
        refuse(records, number, text)
    decoy = ours.make_decoy(["r1"], "far")
    assert [(one.kind, one.decoy_kind) for one in decoy.curations] == [("decoy", "far")]
    assert ours.dismiss(["r2"], "no words").note == "no words"
    handed = ours.hand_over(["r3"], " Мария ", "до петък", "stock.bg")
    assert (handed.owner, handed.done, handed.document) == ("Мария", False, "stock.bg")
    assert [group.id for group in ours.gaps(state="handed_over").groups] == ["r3"]
    assert ours.finish(handed.id).done
    assert ours.gaps(state="handed_over").groups == ()
    assert not ours.finish(handed.id, done=False).done
    assert len(curator.kept) == 1


def test_what_the_library_refuses_leaves_the_gap_open(
    client: TestClient, ours: Client, records: Records, curator: FakeCurator
) -> None:
    refuse(records, 1, "gift?")
    body = {"action": "attach", "gaps": ["r1"], "document": "stock.en", "anchor": "nowhere"}
    for error, status in ((NotFound("no section"), 404), (Busy("process 7"), 409)):
        curator.error = error
        assert client.post("/v1/gaps/closings", json=body).status_code == status
        assert ours.gaps().groups[0].id == "r1"
        assert ours.closings().closings == ()


def test_what_a_journal_forgot_is_still_listed_and_can_be_undone(
    ours: Client, records: Records, curator: FakeCurator
) -> None:
    refuse(records, 1, "gift?")
    closing = ours.make_decoy(["r1"])
    records.journal.reopen(closing.id)
    (listed,) = ours.closings().closings
    assert (listed.id, listed.action, listed.gaps, listed.questions) == (closing.id, "decoy", (), ("gift?",))
    ours.undo(closing.id)
    assert curator.kept == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"action": "dismiss", "gaps": ["nothing"]}, 404),
        ({"action": "dismiss", "gaps": ["m1"]}, 422),
        ({"action": "dismiss", "gaps": []}, 422),
        ({"action": "explode", "gaps": ["r1"]}, 422),
        ({"action": "attach", "gaps": ["r1"]}, 422),
        ({"action": "attach", "gaps": ["r1"], "document": "stock.en", "anchor": "check", "place": 0}, 422),
        ({"action": "hand_over", "gaps": ["r1"], "owner": ""}, 422),
    ],
)
def test_closings_that_make_no_sense(
    client: TestClient, records: Records, coach: FakeCoach, body: dict[str, Any], status: int
) -> None:
    refuse(records, 1, "q")
    answer(records, coach)
    assert client.post("/v1/gaps/closings", json=body).status_code == status
    assert client.get("/v1/gaps/closings").json() == {"closings": []}


def test_only_an_admin_closes(client: TestClient, records: Records, keys: KeyStore) -> None:
    refuse(records, 1, "q")
    for role in (Role.REP, Role.MANAGER, Role.HR):
        sent = headers(keys, role)
        body = {"action": "dismiss", "gaps": ["r1"]}
        assert client.post("/v1/gaps/closings", json=body, headers=sent).status_code == 403
        assert client.delete("/v1/gaps/closings/x", headers=sent).status_code == 403
        assert client.post("/v1/gaps/closings/x/done", json={}, headers=sent).status_code == 403
