"""What a sentence-transformers folder says about itself, read without loading it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.errors import EmbeddingError

_CONFIGURATION = "config_sentence_transformers.json"
# Configuration, vocabulary and weights in every form that sentence-transformers loads; not model cards.
_SUFFIXES = frozenset({".json", ".txt", ".model", ".safetensors", ".bin", ".pt", ".vocab", ".tiktoken"})


@dataclass(frozen=True, slots=True)
class Prompts:
    """What a model wants before a question and before a passage; "" for nothing."""

    question: str
    passage: str


def folder_digest(folder: Path) -> str:
    """The SHA-256 over configuration and weights by relative path, in hexadecimal; raises EmbeddingError.

    Every byte is read (a second for a gigabyte and a half): a fine-tuned model may differ from its parent in
    a few layers only, and vectors of the two must never meet in one index.
    """
    total = hashlib.sha256()
    try:
        for path in sorted(_files(folder), key=lambda path: path.relative_to(folder).as_posix()):
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            total.update(f"{path.relative_to(folder).as_posix()}\0{digest}\n".encode())
    except OSError as error:
        raise EmbeddingError(f"The model folder {folder} can't be read: {error.strerror}") from error
    return total.hexdigest()


def choose_prompts(folder: Path, question: str | None, passage: str | None) -> Prompts:
    """Those given, else the model's own (`query`; `passage` or `document`), else its default, else none."""
    configuration = _configuration(folder)
    own = configuration.get("prompts")
    own = own if isinstance(own, dict) else {}
    default = own.get(configuration.get("default_prompt_name"))

    def first(*names: str) -> str:
        return next((own[name] for name in names if own.get(name)), default or "")

    return Prompts(
        first("query") if question is None else question,
        first("passage", "document") if passage is None else passage,
    )


def _files(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.suffix in _SUFFIXES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def _configuration(folder: Path) -> dict[str, Any]:
    try:
        read = json.loads((folder / _CONFIGURATION).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise EmbeddingError(f"{folder / _CONFIGURATION} can't be read: {error}") from error
    return read if isinstance(read, dict) else {}
