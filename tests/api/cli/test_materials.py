"""`coach checklist|play|role|training`: what they ask for, show, write and refuse."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

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
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach
from tests.api.live import serving

pytestmark = pytest.mark.unit

Run = Callable[..., Result]


def test_every_option_reaches_the_coach(run: Run, coach: FakeCoach) -> None:
    assert run("checklist", "내일", "방문", "--context", "새 고객", "-l", "ko").exit_code == 0
    assert run("play", "payment", "target_unable", "-l", "zh").exit_code == 0
    role = ("role", "经理", "--level", "senior", "--industry", "保险", "--focus", "团队", "-l", "zh")
    assert run(*role).exit_code == 0
    training = ("training", "фуния", "--learners", "нови", "-m", "90", "--seed", "5", "-l", "bg")
    assert run(*training).exit_code == 0
    assert run("training", "stock").exit_code == 0
    assert coach.made == [
        ChecklistTask("내일 방문", "새 고객", Language.KO, Role.ADMIN),
        Play(VisitType.PAYMENT, FunnelStage.TARGET_UNABLE, Language.ZH, Role.ADMIN),
        RoleProfile("经理", Level.SENIOR, "保险", "团队", Language.ZH, Role.ADMIN),
        TrainingOrder("фуния", "нови", 90, 5, Language.BG, Role.ADMIN),
        TrainingOrder("stock", None, 60, 0, None, Role.ADMIN),
    ]


def test_a_checklist_can_be_ticked(run: Run) -> None:
    shown = run("checklist", "stock").stdout
    assert "During the visit" in shown
    assert "☐ 😀 Count the warehouse. [1]" in shown
    assert "Not in the texts: баница" in shown
    assert shown.index("Sources") > shown.index("☐")


def test_a_module_shows_agenda_quiz_and_key(run: Run) -> None:
    shown = run("training", "stock").stdout
    assert [line.split() for line in shown.splitlines() if " min " in line] == [
        ["5", "min", "Opening"], ["55", "min", "Quiz"], ["60", "min", "in", "all"],
    ]  # fmt: skip
    quiz, key = shown.split("\nQuiz\n")[1].split("\nKey\n")
    assert "b) The stock" in quiz
    assert "(true / false)" in quiz
    assert "not the answer" not in quiz
    for number, answer in enumerate(["b", "true", "b  a", "a–d  b–c", "warehouse / stock"], 1):
        assert f"{number}. {answer}  " in key
    assert "Count it. [1]" in key


def test_a_refusal_is_exit_code_3_and_writes_nothing(run: Run, home: Path) -> None:
    for command in ("checklist", "role", "training"):
        done = run(command, "😶", "--output", "x.md")
        assert done.exit_code == 3
        assert "Ask me." in done.stdout
        assert json.loads(run(command, "😶", "--json").stdout)["kind"] == "refusal"
    assert not (home / "x.md").exists()


def test_json_is_the_api_s_body(run: Run) -> None:
    body = json.loads(run("training", "stock", "--json").stdout)
    assert [item["type"] for item in body["quiz"]] == ["choice", "true_false", "order", "match", "gap"]
    assert json.loads(run("play", "first", "customer", "--json").stdout)["kind"] == "checklist"


@pytest.mark.parametrize(
    ("command", "name", "head"),
    [
        ("checklist", "list.md", b"#"),
        ("checklist", "list.HTML", b"<!"),
        ("role", "роля.docx", b"PK"),
        ("training", "模块.gift", b"$category"),
    ],
)
def test_the_suffix_decides(run: Run, home: Path, command: str, name: str, head: bytes) -> None:
    done = run(command, "stock", "-o", name)
    assert (done.exit_code, done.stdout) == (0, f"{name} was written.\n")
    assert head.lower() in (home / name).read_bytes().lower()[:200]
    assert [path.name for path in home.iterdir() if path.name.endswith(".tmp")] == []


def test_json_says_what_was_written(run: Run, home: Path) -> None:
    body = json.loads(run("checklist", "stock", "-o", "a.md", "--json").stdout)
    assert body == {
        "file": "a.md",
        "media_type": "text/markdown; charset=utf-8",
        "bytes": (home / "a.md").stat().st_size,
    }


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("checklist", MaterialKind.CHECKLIST),
        ("play", MaterialKind.CHECKLIST),
        ("role", MaterialKind.ROLE_DESCRIPTION),
        ("training", MaterialKind.TRAINING_MODULE),
    ],
)
def test_help_names_the_files_that_a_command_makes(run: Run, command: str, kind: MaterialKind) -> None:
    shown = run(command, "--help").stdout
    assert [form for form in FileForm if form.suffix in shown] == list(forms_of(kind))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["checklist", "x", "-o", "a.gift"], ".md .html .docx .pptx .pdf"),
        (["role", "x", "-o", "a.pptx"], ".md .html .docx .pdf"),
        (["training", "x", "-o", "a.odt"], ".md .html .docx .pptx .pdf .gift"),
        (["training", "x", "-o", "noend"], ".gift"),
        (["checklist", "x", "-o", "none/a.md"], "no folder none"),
        (["checklist", " "], "TASK"),
        (["checklist", "x", "--context", "y" * 501], "--context"),
        (["role", ""], "TITLE"),
        (["role", "x", "--level", "king"], "'--level': 'king' is not one of 'rep', 'manager', 'senior'."),
        (["training", "x", "--minutes", "0"], "--minutes"),
        (["training", "x", "--minutes", "10000"], "--minutes"),
        (["training", "x", "--minutes", "0"], "A training module takes 10 to 480 minutes."),
        (["training", "x", "--seed", "-1"], "--seed"),
        (["training", "x", "-l", "fr"], "--language"),
        (["play", "first", "nowhere"], "STAGE"),
        (["play", "first"], "STAGE"),
        (["training"], "TOPIC"),
    ],
)
def test_wrong_usage_is_exit_code_2(run: Run, coach: FakeCoach, arguments: list[str], told: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert told in " ".join(done.stderr.replace("│", " ").split())
    assert (coach.made, coach.asked) == ([], [])


def test_a_file_that_is_there_is_asked_about(run: Run, home: Path, coach: FakeCoach) -> None:
    file = home / "a.md"
    file.write_text("mine", encoding="utf-8")
    for answer in ("n\n", ""):
        done = run("checklist", "x", "-o", "a.md", answer=answer)
        assert (done.exit_code, file.read_text(encoding="utf-8")) == (1, "mine")
        assert "Nothing was written." in done.stderr
    assert coach.made == []
    assert run("checklist", "x", "-o", "a.md", answer="y\n").exit_code == 0
    assert file.read_text(encoding="utf-8") != "mine"
    file.write_text("mine", encoding="utf-8")
    assert run("checklist", "x", "-o", "a.md", "--force").exit_code == 0
    assert file.read_text(encoding="utf-8") != "mine"


def test_a_file_is_never_half_written(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = home / "a.md"
    file.write_text("mine", encoding="utf-8")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = run("checklist", "x", "-o", "a.md", "--force")
    assert (done.exit_code, file.read_text(encoding="utf-8")) == (1, "mine")
    assert "No space left" in done.stderr
    assert [path.name for path in home.iterdir() if path.suffix == ".tmp"] == []


def test_a_link_stays_a_link(run: Run, home: Path) -> None:
    (home / "there.md").write_text("old", encoding="utf-8")
    (home / "here.md").symlink_to("there.md")
    assert run("checklist", "x", "-o", "here.md", "--force").exit_code == 0
    assert (home / "here.md").is_symlink()
    assert (home / "there.md").read_text(encoding="utf-8") != "old"


def test_a_folder_is_no_file(run: Run, home: Path) -> None:
    (home / "a.md").mkdir()
    assert run("checklist", "x", "-o", "a.md").exit_code == 2


def test_what_can_t_be_rendered_is_exit_code_1(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*arguments: object, **named: object) -> bytes:
        raise RenderError("no font")

    monkeypatch.setattr("api.files.render", fails)
    done = run("checklist", "x", "-o", "a.pdf")
    assert (done.exit_code, "no font" in done.stderr) == (1, True)


def test_a_file_that_can_t_be_written_is_named_with_advice(run: Run) -> None:
    done = run("checklist", "x", "-o", "/proc/x.md")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("/proc/x.md can't be written (")
    assert done.stderr.endswith("Choose another folder or name.\n")


def test_links_lead_to_the_page_that_is_set(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("checklist", "x", "-o", "a.md")
    assert "http" not in (home / "a.md").read_text(encoding="utf-8")
    monkeypatch.setenv("FIELDCOACH_PAGE_ADDRESS", "http://page.example/")
    run("checklist", "x", "-o", "a.md", "--force")
    assert "http://page.example/?document=stock.en" in (home / "a.md").read_text(encoding="utf-8")
    monkeypatch.setenv("FIELDCOACH_PAGE_ADDRESS", "page.example")
    assert run("checklist", "x").exit_code == 1


@pytest.mark.integration
def test_commands_go_through_a_running_service(run: Run, home: Path, pipeline: FakePipeline, coach: FakeCoach) -> None:
    there = FakeCoach()
    with serving(home, there, pipeline):
        assert run("training", "x", "-o", "a.gift").exit_code == 0
        assert run("role", "x").exit_code == 0
        assert run("checklist", "😶", "-o", "b.md").exit_code == 3
    assert (len(there.made), coach.made) == (3, [])
    assert (home / "a.gift").stat().st_size > 100
