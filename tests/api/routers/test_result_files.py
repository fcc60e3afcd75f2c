"""`/v1/files`: what somebody kept or edited as a file, its quotes checked against their texts."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.presenters import result_out
from api.rebuilding import material_of
from api.schemas.results import ResultOut
from kb.errors import InputError
from kb.types import Language, Material, Question, Refusal
from tests.api.fakes import FakeCoach

pytestmark = pytest.mark.unit

FILES = "/v1/files"


def checklist(coach: FakeCoach) -> ResultOut:
    body = result_out(coach.ask(Question("stock?", Language.BG)), 1.0)
    return body.model_copy(update={"kind": "checklist", "title": "Склад/проверка"})


def sent(result: ResultOut) -> dict[str, object]:
    return {"result": result.model_dump(mode="json")}


def test_a_material_is_the_same_again_after_its_body(coach: FakeCoach) -> None:
    material = coach.ask(Question("stock?", Language.BG))
    assert isinstance(material, Material)
    assert material_of(result_out(material, 1.0)) == material


def test_a_refusal_is_no_material(coach: FakeCoach) -> None:
    refusal = coach.ask(Question("😶", Language.BG))
    assert isinstance(refusal, Refusal)
    with pytest.raises(InputError):
        material_of(result_out(refusal, 1.0))


def test_edited_words_are_rendered_as_they_come(client: TestClient, coach: FakeCoach) -> None:
    body = checklist(coach)
    line = body.blocks[0].lines[0].model_copy(update={"text": "Моя дума *"})
    block = body.blocks[0].model_copy(update={"lines": (line, *body.blocks[0].lines[1:])})
    edited = body.model_copy(update={"blocks": (block,)})
    answer = client.post(FILES, params={"format": "markdown"}, json=sent(edited))
    assert answer.status_code == 200
    assert "Моя дума" in answer.text
    assert answer.headers["content-type"].startswith("text/markdown")
    assert "filename*=UTF-8''" in answer.headers["content-disposition"]


def test_a_quote_that_does_not_stand_in_its_text_is_refused(client: TestClient, coach: FakeCoach) -> None:
    body = checklist(coach)
    forged = body.citations[0].model_copy(update={"quote": "Никога не е казано."})
    answer = client.post(FILES, params={"format": "docx"}, json=sent(body.model_copy(update={"citations": (forged,)})))
    assert answer.status_code == 422
    assert "does not stand" in answer.json()["reason"]


def test_a_text_that_is_not_there_is_not_found(client: TestClient, coach: FakeCoach) -> None:
    body = checklist(coach)
    gone = body.citations[0].model_copy(update={"document": "secret.bg"})
    answer = client.post(FILES, params={"format": "docx"}, json=sent(body.model_copy(update={"citations": (gone,)})))
    assert answer.status_code == 404


def test_a_form_that_the_kind_does_not_come_in_is_refused(client: TestClient, coach: FakeCoach) -> None:
    answer = client.post(FILES, params={"format": "gift"}, json=sent(checklist(coach)))
    assert answer.json()["code"] == "unsupported_format"
    assert client.post(FILES, json=sent(checklist(coach))).status_code == 422


def test_a_refusal_is_no_file(client: TestClient, coach: FakeCoach) -> None:
    refusal = result_out(coach.ask(Question("😶", Language.BG)), 1.0)
    assert client.post(FILES, params={"format": "docx"}, json=sent(refusal)).status_code == 422
