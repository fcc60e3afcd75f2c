"""Materials through our client and our service: bodies, files, refusals, problems."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.client import Client, MaterialFile, ProblemAnswer
from api.schemas.materials import ChecklistIn, Order, PlayIn, RoleIn, TrainingIn
from api.schemas.results import ResultOut, TrainingModuleOut
from kb.types import ChecklistTask, FunnelStage, Language, Level, Play, Role, RoleProfile, TrainingOrder, VisitType
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach
from tests.api.live import serving

pytestmark = pytest.mark.integration


@pytest.fixture
def service(home: Path, coach: FakeCoach, pipeline: FakePipeline) -> Iterator[Client]:
    with serving(home, coach, pipeline) as address, Client(address, "live-token", language="ko") as client:
        yield client


def test_everything_that_can_be_made(service: Client, coach: FakeCoach) -> None:
    assert service.checklist("재고", context="새 고객", language="ko").kind == "checklist"
    assert service.play("first", "prospect", language="zh").language == "zh"
    assert service.role_description("经理", level="manager", industry="保险", focus="团队").kind == "role_description"
    module = service.training_module("x", learners="new", minutes=30, language="bg", seed=4)
    assert isinstance(module, TrainingModuleOut)
    assert [item.answer for item in module.quiz] == [1, True, (1, 0), ((0, 3), (1, 2)), ("warehouse", "stock")]
    assert coach.made == [
        ChecklistTask("재고", "새 고객", Language.KO, Role.ADMIN),
        Play(VisitType.FIRST, FunnelStage.PROSPECT, Language.ZH, Role.ADMIN),
        RoleProfile("经理", Level.MANAGER, "保险", "团队", None, Role.ADMIN),
        TrainingOrder("x", "new", 30, 4, Language.BG, Role.ADMIN),
    ]


def test_files_come_with_their_names(service: Client) -> None:
    file = service.checklist_file("markdown", "Склад: А/Б", language="bg")
    assert isinstance(file, MaterialFile)
    assert (file.name, file.media_type) == ("Склад А Б.md", "text/markdown; charset=utf-8")
    assert "Пребройте склада." in file.data.decode("utf-8")
    for file in (
        service.play_file("html", "first", "prospect"),
        service.role_description_file("html", "rep"),
        service.training_module_file("gift", "stock"),
    ):
        assert isinstance(file, MaterialFile)
        assert file.data


@pytest.mark.parametrize(
    "order",
    [
        ChecklistIn(task="a"),
        PlayIn(visit="first", stage="customer"),
        RoleIn(title="a"),
        TrainingIn(topic="a"),
    ],
)
def test_whoever_holds_a_body_can_send_it(service: Client, order: Order) -> None:
    made = service.make(order)
    assert made.refusal is None
    assert isinstance(made, TrainingModuleOut) is isinstance(order, TrainingIn)
    assert isinstance(service.make_file("markdown", order), MaterialFile)


def test_a_refusal_comes_instead_of_a_file(service: Client) -> None:
    for made in (service.training_module("😶"), service.training_module_file("pdf", "😶")):
        assert type(made) is ResultOut
        assert made.refusal is not None


def test_problems_come_in_the_reader_s_language(service: Client) -> None:
    with pytest.raises(ProblemAnswer, match="10분에서 480분") as caught:
        service.training_module("x", minutes=0)
    assert caught.value.problem.code == "invalid_minutes"
    with pytest.raises(ProblemAnswer) as caught:
        service.checklist_file("gift", "x")
    assert caught.value.problem.code == "unsupported_format"
    with pytest.raises(ProblemAnswer, match="task 항목이 비어"):
        service.checklist(" ")


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("attachment; filename=\"a.md\"; filename*=UTF-8''%E5%90%8D.md", "名.md"),
        ("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fx.md", "x.md"),
        ("", "fieldcoach"),
    ],
)
def test_names_hold_no_folder(disposition: str, name: str) -> None:
    answer = httpx.Response(200, content=b"x", headers={"Content-Disposition": disposition, "Content-Type": "text/x"})
    with Client("http://127.0.0.1:1", transport=httpx.MockTransport(lambda request: answer)) as client:
        file = client.checklist_file("markdown", "x")
    assert isinstance(file, MaterialFile)
    assert file.name == name
