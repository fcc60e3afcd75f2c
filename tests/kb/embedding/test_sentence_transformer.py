"""The door: the bundled model, any other in a folder, and errors that say what to do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kb.embedding.base import Embedding
from kb.embedding.driver import TextKind
from kb.embedding.folder import Prompts
from kb.embedding.processor import offline_environment
from kb.embedding.sentence_transformer import FolderModel, open_embedding
from kb.errors import EmbeddingError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two small layers with random weights, as sentence-transformers saves it; dimension 32."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(3)
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz0123456789:가나다客户说"]
    tokenizer = Tokenizer(models.WordPiece({name: n for n, name in enumerate(names)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    place = tmp_path_factory.mktemp("models")
    bert = BertConfig(
        vocab_size=len(names),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
    )
    BertModel(bert).save_pretrained(place / "bert")
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(place / "bert")
    words = Transformer(str(place / "bert"))
    prompts = {"query": "q:", "document": "d:"}
    SentenceTransformer(modules=[words, Pooling(32)], prompts=prompts).save(str(place / "tiny-model"))
    return place / "tiny-model"


@pytest.mark.unit
def test_a_model_that_is_no_folder_is_refused_with_advice() -> None:
    with pytest.raises(EmbeddingError, match="hf download NAME --local-dir FOLDER"):
        open_embedding("intfloat/multilingual-e5-base")


@pytest.mark.unit
def test_the_bundled_model_is_known_before_it_is_loaded() -> None:
    embedding = open_embedding()
    assert embedding.fingerprint_name == "multilingual-e5-small@1571fc982750"
    assert embedding.dimension == 384
    assert embedding.prompts == Prompts("query: ", "passage: ")
    assert open_embedding(query_prompt="").prompts == Prompts("", "passage: ")


@pytest.mark.model
def test_the_bundled_model_is_driven_by_sentence_transformers(bundled: Embedding) -> None:
    from sentence_transformers import SentenceTransformer

    model = bundled._driver._loaded()  # type: ignore[attr-defined]
    assert type(model) is SentenceTransformer
    expected = model.encode("query: 客户说太贵了", prompt="")
    assert bundled.embed_question("客户说太贵了") @ expected == pytest.approx(1, abs=1e-4)
    assert bundled.embed_passages(["客户说太贵了"])[0] @ expected < 0.999


@pytest.mark.model
def test_another_model_takes_its_place_with_its_own_prompts(folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    embedding = open_embedding(str(folder))
    assert embedding.prompts == Prompts("q:", "d:")
    assert embedding.dimension == 32
    assert embedding.fingerprint_name.startswith("tiny-model@")
    plain = SentenceTransformer(str(folder), local_files_only=True)

    def unit(text: str) -> np.ndarray:
        vector = plain.encode(text, prompt="")
        return np.asarray(vector / np.linalg.norm(vector))

    np.testing.assert_allclose(embedding.embed_question("客户"), unit("q:客户"), atol=1e-5)
    np.testing.assert_allclose(embedding.embed_passages(["客户", "a b"])[1], unit("d:a b"), atol=1e-5)


@pytest.mark.model
def test_the_settings_prompts_come_before_the_model_s(folder: Path) -> None:
    own, other, none = (
        open_embedding(str(folder), query_prompt=prompt).embed_question("abc") for prompt in (None, "x", "")
    )
    assert own @ other < 0.9999
    assert own @ none < 0.9999
    np.testing.assert_allclose(
        open_embedding(str(folder), query_prompt="d:").embed_question("abc"),
        open_embedding(str(folder)).embed_passages(["abc"])[0],
        atol=1e-5,
    )


@pytest.mark.model
def test_another_model_is_used_by_one_thread_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is known of its modules, and Hugging Face's tokenizers fail when they are changed while in use."""
    model = FolderModel(folder)
    loaded = model._loaded()
    expected = model.encode(["a", "客户说"], TextKind.PASSAGE, 1)
    encode, inside, together = loaded.encode, threading.Lock(), list[bool]()

    def watched(*arguments: Any, **named: Any) -> Any:
        together.append(not inside.acquire(blocking=False))
        try:
            time.sleep(0.002)
            return encode(*arguments, **named)
        finally:
            if not together[-1]:
                inside.release()

    monkeypatch.setattr(loaded, "encode", watched)
    with ThreadPoolExecutor(8) as pool:
        results = pool.map(lambda _: model.encode(["a", "客户说"], TextKind.PASSAGE, 1), range(40))
        for vectors in results:
            np.testing.assert_allclose(vectors, expected, atol=1e-5)
    assert together == [False] * 40


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of word vectors that knows three words; dimension 4."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({"price": 0, "visit": 1, "samples": 2, "?": 3}, unk_token="?"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    words = StaticEmbedding(tokenizer, embedding_weights=np.diag([1.0, 1.0, 1.0, 0.0]).astype(np.float32))
    place = tmp_path_factory.mktemp("models") / "words"
    SentenceTransformer(modules=[words]).save(str(place))
    return place


@pytest.mark.model
def test_a_model_of_word_vectors_works_and_an_unknown_text_has_a_vector(static: Path) -> None:
    embedding = open_embedding(str(static))
    assert embedding.dimension == 4
    expected = np.array([[0, 1, 0, 0], [0.5] * 4, [0.5] * 4, [0.5**0.5, 0.5**0.5, 0, 0]])
    np.testing.assert_allclose(embedding.embed_passages(["visit", "客户说", "", "price visit"]), expected, atol=1e-6)


@pytest.mark.model
def test_an_error_without_a_class_of_its_own_is_translated_too(static: Path, tmp_path: Path) -> None:
    """`tokenizers` raises Exception itself."""
    broken = tmp_path / "broken"
    shutil.copytree(static, broken)
    next(broken.rglob("tokenizer.json")).write_text("{}", encoding="utf-8")
    with pytest.raises(EmbeddingError, match="FIELDCOACH_MODEL"):
        open_embedding(str(broken)).warm_up()


@pytest.mark.model
def test_two_threads_load_a_model_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = FolderModel(folder)
    made: list[object] = []
    make = model._make

    def counted() -> object:
        made.append(1)
        return make()

    monkeypatch.setattr(model, "_make", counted)
    threads = [threading.Thread(target=model.load) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


@pytest.mark.model
@pytest.mark.parametrize("content", [lambda data: data[:20], lambda _: b"", lambda _: b"[]"])
@pytest.mark.parametrize("damaged", ["model.safetensors", "tokenizer.json", "config.json", "modules.json"])
def test_a_damaged_model_is_an_error_with_advice(
    folder: Path, tmp_path: Path, damaged: str, content: Callable[[bytes], bytes]
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    path = next(broken.rglob(damaged))
    path.write_bytes(content(path.read_bytes()))
    with pytest.raises(EmbeddingError, match="FIELDCOACH_MODEL"):
        open_embedding(str(broken)).warm_up()


@pytest.mark.model
def test_a_model_that_brings_code_is_refused(folder: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    shutil.copytree(folder, foreign)
    modules = json.loads((foreign / "modules.json").read_text(encoding="utf-8"))
    modules[-1]["type"] = "evil.Pooling"
    (foreign / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    (foreign / "evil.py").write_text("raise SystemExit('ran')", encoding="utf-8")
    with pytest.raises(EmbeddingError, match="trust_remote_code"):
        open_embedding(str(foreign)).warm_up()


@pytest.mark.model
def test_an_empty_folder_is_an_error_with_advice(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="set it to `bundled`"):
        open_embedding(str(tmp_path)).warm_up()


@pytest.mark.model
def test_the_network_is_shut_and_nothing_is_written_to_the_console() -> None:
    code = (
        "import kb.embedding.sentence_transformer as door; door.open_embedding().embed_question('a'); "
        "import huggingface_hub.constants as c; assert c.HF_HUB_OFFLINE and c.HF_HUB_DISABLE_TELEMETRY"
    )
    environment = {name: value for name, value in os.environ.items() if name not in offline_environment()}
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning:kb", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.unit
def test_sentence_transformers_missing_is_an_error_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EmbeddingError, match="install again: `make up`"):
        open_embedding().warm_up()
