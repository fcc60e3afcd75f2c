"""Commands over the fakes, with an empty FIELDCOACH_HOME of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import application
from kb.settings import Settings
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach


@pytest.fixture
def run(home: Path, coach: FakeCoach, pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run `coach` with these arguments, in this process, over the fakes."""
    monkeypatch.setenv("FIELDCOACH_HOME", str(home))
    monkeypatch.chdir(home)

    def coach_of(settings: Settings) -> FakeCoach:
        return coach

    def pipeline_of(settings: Settings) -> FakePipeline:
        return pipeline

    monkeypatch.setattr("api.cli.backend.coach_of", coach_of)
    monkeypatch.setattr("api.cli.backend.pipeline_of", pipeline_of)

    def invoke(*arguments: str, answer: str | None = None) -> Result:
        return CliRunner().invoke(application(), list(arguments), input=answer)

    return invoke
