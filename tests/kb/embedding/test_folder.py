from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kb.embedding.folder import Prompts, choose_prompts, folder_digest
from kb.errors import EmbeddingError

pytestmark = pytest.mark.unit


def model(folder: Path, **configuration: Any) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "1_Pooling").mkdir(exist_ok=True)
    (folder / "1_Pooling" / "config.json").write_text("{}", encoding="utf-8")
    (folder / "model.safetensors").write_bytes(b"weights")
    (folder / "config_sentence_transformers.json").write_text(json.dumps(configuration), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("configuration", "expected"),
    [
        ({}, Prompts("", "")),
        ({"prompts": {"query": "q: ", "passage": "p: "}}, Prompts("q: ", "p: ")),
        ({"prompts": {"query": "q: ", "document": "d: "}}, Prompts("q: ", "d: ")),
        ({"prompts": {"query": "q: ", "document": "", "passage": "p: "}}, Prompts("q: ", "p: ")),
        ({"prompts": {"query": "q: ", "passage": "", "document": "d: "}}, Prompts("q: ", "d: ")),
        ({"prompts": {"query": "", "document": ""}}, Prompts("", "")),
        ({"prompts": {"any": "a: "}, "default_prompt_name": "any"}, Prompts("a: ", "a: ")),
        ({"prompts": {"query": "q: ", "any": "a: "}, "default_prompt_name": "any"}, Prompts("q: ", "a: ")),
        ({"prompts": None}, Prompts("", "")),
    ],
)
def test_a_models_own_prompts(tmp_path: Path, configuration: dict[str, Any], expected: Prompts) -> None:
    assert choose_prompts(model(tmp_path / "m", **configuration), None, None) == expected


def test_the_settings_come_first_even_when_empty(tmp_path: Path) -> None:
    folder = model(tmp_path / "m", prompts={"query": "q: ", "passage": "p: "})
    assert choose_prompts(folder, "Q ", None) == Prompts("Q ", "p: ")
    assert choose_prompts(folder, "", "") == Prompts("", "")


def test_a_folder_without_prompts_has_none(tmp_path: Path) -> None:
    assert choose_prompts(tmp_path, None, None) == Prompts("", "")


def test_a_broken_configuration_is_named(tmp_path: Path) -> None:
    folder = model(tmp_path / "m")
    (folder / "config_sentence_transformers.json").write_text("{", encoding="utf-8")
    with pytest.raises(EmbeddingError, match="config_sentence_transformers"):
        choose_prompts(folder, None, None)


def test_the_digest_follows_weights_configuration_and_names(tmp_path: Path) -> None:
    folder = model(tmp_path / "m")
    first = folder_digest(folder)
    assert folder_digest(model(tmp_path / "copy")) == first
    (folder / "model.safetensors").write_bytes(b"weightz")
    second = folder_digest(folder)
    (folder / "1_Pooling" / "config.json").write_text('{"mean": true}', encoding="utf-8")
    third = folder_digest(folder)
    (folder / "model.safetensors").rename(folder / "other.safetensors")
    assert len({first, second, third, folder_digest(folder)}) == 4


def test_model_cards_and_hidden_folders_do_not_count(tmp_path: Path) -> None:
    folder = model(tmp_path / "m")
    first = folder_digest(folder)
    (folder / "README.md").write_text("A model.", encoding="utf-8")
    (folder / ".cache").mkdir()
    (folder / ".cache" / "lock.json").write_text("{}", encoding="utf-8")
    assert folder_digest(folder) == first
