"""Checklists, plays, role descriptions and training modules: bodies, files, roles, and what can't be used."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from fastapi.testclient import TestClient

from api.keys import KeyStore
from api.routers.materials import ChecklistFormat, RoleFormat, TrainingFormat
from kb.errors import RenderError
from kb.renderers import FileForm, forms_of
from kb.types import (
    ChecklistTask,
    FunnelStage,
    Language,
    Level,
    MaterialKind,
    Play,
    Role,
    RoleProfile,
    TrainingOrder,
    VisitType,
)
from tests.api.fakes import FakeCoach

pytestmark = pytest.mark.unit

CHECKLISTS, PLAYS, ROLES, MODULES = "/v1/checklists", "/v1/plays", "/v1/role-descriptions", "/v1/training-modules"
PLAY = {"visit": "reseller", "stage": "target_weak", "language": "bg"}
GOOD: dict[str, dict[str, Any]] = {
    CHECKLISTS: {"task": "stock"},
    PLAYS: PLAY,
    ROLES: {"title": "Sales rep"},
    MODULES: {"topic": "stock"},
}


def test_every_field_reaches_the_coach(client: TestClient, coach: FakeCoach) -> None:
    client.post(CHECKLISTS, json={"task": " 재고 ", "context": " 새 고객 ", "language": "ko"})
    client.post(CHECKLISTS, json={"task": "stock", "context": "  "})
    client.post(PLAYS, json=PLAY)
    client.post(ROLES, json={"title": "经理", "level": "senior", "industry": "保险", "focus": "团队", "language": "zh"})
    client.post(ROLES, json={"title": "rep"})
    client.post(
        MODULES, json={"topic": "фуния", "learners": "нови", "minutes": 90, "seed": 2**31 - 1, "language": "bg"}
    )
    client.post(MODULES, json={"topic": "x"})
    assert coach.made == [
        ChecklistTask(" 재고 ", "새 고객", Language.KO, Role.ADMIN),
        ChecklistTask("stock", None, None, Role.ADMIN),
        Play(VisitType.RESELLER, FunnelStage.TARGET_WEAK, Language.BG, Role.ADMIN),
        RoleProfile("经理", Level.SENIOR, "保险", "团队", Language.ZH, Role.ADMIN),
        RoleProfile("rep", None, None, None, None, Role.ADMIN),
        TrainingOrder("фуния", "нови", 90, 2**31 - 1, Language.BG, Role.ADMIN),
        TrainingOrder("x", None, 60, 0, None, Role.ADMIN),
    ]


def test_a_checklist_has_the_contract_s_shape(client: TestClient) -> None:
    body = client.post(CHECKLISTS, json={"task": "재고", "language": "ko"}).json()
    assert (body["kind"], body["title"], body["language"]) == ("checklist", "재고", "ko")
    (block,) = body["blocks"]
    assert (block["key"], block["style"]) == ("during", "checks")
    assert block["lines"][0] == {"id": "l1", "text": "😀 창고 재고를 센다.", "citations": [1]}
    assert body["uncovered"] == ["баница"]
    assert "quiz" not in body


def test_a_module_has_a_quiz_whose_answers_keep_their_types(client: TestClient) -> None:
    body = client.post(MODULES, json={"topic": "stock"}).json()
    assert body["kind"] == "training_module"
    assert [(block["heading"], block["minutes"]) for block in body["blocks"]][:2] == [("Opening", 5), ("Quiz", 55)]
    answers = {item["type"]: item["answer"] for item in body["quiz"]}
    assert answers == {
        "choice": 1, "true_false": True, "order": [1, 0], "match": [[0, 3], [1, 2]], "gap": ["warehouse", "stock"],
    }  # fmt: skip
    assert answers["true_false"] is True


@pytest.mark.parametrize("path", list(GOOD))
@pytest.mark.parametrize("form", ["markdown", "html", "docx", "pdf"])
def test_a_file_has_type_and_name(client: TestClient, path: str, form: str) -> None:
    response = client.post(path, params={"format": form}, json=GOOD[path] | {"language": "bg"})
    assert response.status_code == 200
    assert response.headers["content-type"] == FileForm(form).media_type
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-disposition"].startswith('attachment; filename="')
    heads = {"markdown": b"#", "html": b"<!", "docx": b"PK", "pdf": b"%PDF"}
    assert response.content.lower().startswith(heads[form].lower())


def test_a_name_stands_in_utf_8_and_in_ascii(client: TestClient) -> None:
    response = client.post(CHECKLISTS, params={"format": "markdown"}, json={"task": 'Склад: „А"/Б?', "language": "bg"})
    assert response.headers["content-disposition"] == (
        'attachment; filename="checklist-bg.md"; '
        "filename*=UTF-8''%D0%A1%D0%BA%D0%BB%D0%B0%D0%B4%20%E2%80%9E%D0%90%20%D0%91.md"
    )
    assert "Пребройте склада." in response.content.decode("utf-8")


def test_links_of_a_file_lead_to_the_page(coach: FakeCoach, client: TestClient) -> None:
    without = client.post(CHECKLISTS, params={"format": "markdown"}, json={"task": "stock"}).text
    assert "http" not in without
    client.app.state.service = _with_page(client.app.state.service)  # type: ignore[attr-defined]
    there = client.post(CHECKLISTS, params={"format": "markdown"}, json={"task": "stock"}).text
    assert "http://page.example/?document=stock.en" in there


def _with_page(service: Any) -> Any:
    from dataclasses import replace

    return replace(service, page="http://page.example")


@pytest.mark.parametrize("path", [CHECKLISTS, ROLES, MODULES])
@pytest.mark.parametrize("form", ["json", "docx", "pdf"])
def test_a_refusal_stays_json(client: TestClient, path: str, form: str) -> None:
    name = next(iter(GOOD[path]))
    response = client.post(path, params={"format": form}, json={name: "😶"})
    body = response.json()
    assert (response.status_code, response.headers["content-type"]) == (200, "application/json")
    assert (body["kind"], body["refusal"]["reason"]) == ("refusal", "not_a_question")
    assert "quiz" not in body
    assert "content-disposition" not in response.headers


@pytest.mark.parametrize(
    ("path", "form", "possible"),
    [
        (CHECKLISTS, "gift", "pptx, pdf"),
        (PLAYS, "gift", "pptx, pdf"),
        (ROLES, "gift", "docx, pdf"),
        (ROLES, "pptx", "docx, pdf"),
        (MODULES, "odt", "pdf, gift"),
        (MODULES, "", "pdf, gift"),
    ],
)
def test_forms_that_a_material_does_not_come_in(
    client: TestClient, coach: FakeCoach, path: str, form: str, possible: str
) -> None:
    response = client.post(path, params={"format": form}, json=GOOD[path], headers={"Accept-Language": "ko"})
    problem = response.json()
    assert (response.status_code, problem["code"]) == (422, "unsupported_format")
    assert problem["reason"].endswith(possible)
    assert problem["detail"].startswith("이 자료는")
    assert coach.made == []


@pytest.mark.parametrize(
    ("kind", "forms"),
    [
        (MaterialKind.CHECKLIST, ChecklistFormat),
        (MaterialKind.ROLE_DESCRIPTION, RoleFormat),
        (MaterialKind.TRAINING_MODULE, TrainingFormat),
    ],
)
def test_the_routes_offer_what_the_renderers_make(kind: MaterialKind, forms: Any) -> None:
    assert list(get_args(forms)) == ["json", *forms_of(kind)]


@pytest.mark.parametrize(
    ("path", "change", "status", "code", "bulgarian"),
    [
        (CHECKLISTS, {"task": " \u3000"}, 422, "empty_text", "Полето task е празно."),
        (ROLES, {"title": ""}, 422, "empty_text", "Полето title е празно."),
        (MODULES, {"topic": ""}, 422, "empty_text", "Полето topic е празно."),
        (CHECKLISTS, {"task": "x" * 8001}, 413, "too_large", "8\N{NO-BREAK SPACE}000"),
        (CHECKLISTS, {"context": "x" * 501}, 413, "too_large", "Полето context побира най-много 500"),
        (ROLES, {"title": "x" * 501}, 413, "too_large", "title"),
        (MODULES, {"minutes": 0}, 422, "invalid_minutes", "от 10 до 480 минути"),
        (MODULES, {"minutes": 10_000}, 422, "invalid_minutes", "от 10 до 480 минути"),
        (MODULES, {"minutes": "час"}, 422, "invalid_minutes", "от 10 до 480 минути"),
        (MODULES, {"seed": -1}, 422, "invalid_request", "Полето seed приема цяло число от 0 до 2147483647"),
        (CHECKLISTS, {"language": "fr"}, 422, "unknown_language", "zh, ko, bg, en"),
        (PLAYS, {"language": "auto"}, 422, "unknown_language", "следните: zh, ko, bg, en"),
        (PLAYS, {"visit": "dentist"}, 422, "invalid_request", "first, reseller, return, payment, complaint"),
        (ROLES, {"level": "king"}, 422, "invalid_request", "В полето level използвайте едно от следните: rep, manager"),
    ],
)  # fmt: skip
def test_what_can_t_be_used_is_said_in_the_reader_s_language(
    client: TestClient, coach: FakeCoach, path: str, change: dict[str, Any], status: int, code: str, bulgarian: str
) -> None:
    response = client.post(path, json=GOOD[path] | change, headers={"Accept-Language": "bg"})
    problem = response.json()
    assert (response.status_code, problem["code"]) == (status, code)
    assert bulgarian in problem["detail"]
    assert coach.made == []


@pytest.mark.parametrize("path", list(GOOD))
def test_a_missing_field_is_named(client: TestClient, path: str) -> None:
    problem = client.post(path, json={}).json()
    assert (problem["status"], problem["code"]) == (422, "invalid_request")
    field = next(iter(GOOD[path]))
    assert problem["errors"][0]["field"] == field
    assert path == PLAYS or problem["detail"].startswith(f"The field {field} is empty.")


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.REP, {CHECKLISTS, PLAYS}),
        (Role.MANAGER, {CHECKLISTS, PLAYS, ROLES}),
        (Role.HR, {CHECKLISTS, PLAYS, MODULES}),
        (Role.ADMIN, {CHECKLISTS, PLAYS, ROLES, MODULES}),
    ],
)
def test_roles(client: TestClient, coach: FakeCoach, keys: KeyStore, role: Role, allowed: set[str]) -> None:
    key = keys.issue("somebody", role).text
    for path, body in GOOD.items():
        response = client.post(path, json=body, headers={"Authorization": f"Bearer {key}"})
        assert response.status_code == (200 if path in allowed else 403), path
        assert client.post(path, json=body).status_code == 401
    assert {order.role for order in coach.made} == {role}


def test_a_file_that_can_t_be_made(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*arguments: object, **named: object) -> bytes:
        raise RenderError("no font at /secret/place")

    monkeypatch.setattr("api.files.render", fails)
    response = client.post(CHECKLISTS, params={"format": "pdf"}, json={"task": "x"}, headers={"Accept-Language": "zh"})
    assert (response.status_code, response.json()["code"]) == (500, "render")
    assert "secret" not in response.text
    assert response.json()["title"] == "文件未能生成"
