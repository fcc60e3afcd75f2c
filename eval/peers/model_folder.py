"""The bundled weights as an ordinary sentence-transformers folder, so that every system runs the same ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.embedding.tokenizer import WINDOW, build_tokenizer
from kb.embedding.weights import Pieces, Shape, Weights, find_weights, read_weights, weights_digest

_LENGTH = WINDOW + 2
_PARTS = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
          "ao": "attention.output.dense", "fi": "intermediate.dense", "fo": "output.dense"}  # fmt: skip
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def write_model(cache: Path) -> Path:
    """The folder below `cache`, written unless it is there: float32, 470 MB; raises EmbeddingError."""
    path = find_weights()
    folder = cache / f"multilingual-e5-small-{weights_digest(path)[:12]}"
    if not (folder / "modules.json").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        weights = read_weights(path)
        _write_tensors(weights, folder / "model.safetensors")
        _write_json(folder / "config.json", _network(weights.shape, weights.pieces))
        _write_tokenizer(weights.pieces, folder)
        _write_modules(weights.shape, folder)
    return folder


def _write_tensors(weights: Weights, path: Path) -> None:
    from safetensors.numpy import save_file

    hidden, inner = weights.shape.hidden, weights.shape.inner
    tensors: dict[str, NDArray[np.float32]] = {
        "embeddings.word_embeddings.weight": weights.matrix("emb.word", hidden),
        "embeddings.position_embeddings.weight": weights.floats("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": weights.floats("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": weights.floats("emb.ln.w"),
        "embeddings.LayerNorm.bias": weights.floats("emb.ln.b"),
    }
    for layer in range(weights.shape.layers):
        own, theirs = f"l{layer}.", f"encoder.layer.{layer}."
        for part, name in _PARTS.items():
            tensors[f"{theirs}{name}.weight"] = weights.matrix(f"{own}{part}.w", inner if part == "fo" else hidden)
            tensors[f"{theirs}{name}.bias"] = weights.floats(f"{own}{part}.b")
        for part, name in _NORMS.items():
            tensors[f"{theirs}{name}.weight"] = weights.floats(f"{own}{part}.w")
            tensors[f"{theirs}{name}.bias"] = weights.floats(f"{own}{part}.b")
    # BertModel has a pooler that sentence-transformers never asks; without its weights every load warns.
    tensors["pooler.dense.weight"] = np.zeros((hidden, hidden), np.float32)
    tensors["pooler.dense.bias"] = np.zeros(hidden, np.float32)
    copies = {name: np.array(tensor, dtype=np.float32) for name, tensor in tensors.items()}
    save_file(copies, path, metadata={"format": "pt"})


def _network(shape: Shape, pieces: Pieces) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.inner,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "layer_norm_eps": shape.epsilon,
        "hidden_act": "gelu",
        "pad_token_id": pieces.pad,
        "torch_dtype": "float32",
    }


def _write_tokenizer(pieces: Pieces, folder: Path) -> None:
    """Ours, with begin and end put around a text and the special tokens under their own names."""
    tokenizer = json.loads(build_tokenizer(pieces).to_str())
    vocabulary = [(text.removeprefix("\0"), score) for text, score in tokenizer["model"]["vocab"]]
    tokenizer["model"]["vocab"] = vocabulary
    special = {name: getattr(pieces, name) for name in ("begin", "end", "pad", "unknown")}
    tokenizer["added_tokens"] = [
        {"id": number, "content": vocabulary[number][0], "special": True,
         "single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
        for number in sorted(special.values())
    ]  # fmt: skip
    begin, end = (vocabulary[special[name]][0] for name in ("begin", "end"))
    around = [{"SpecialToken": {"id": begin, "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
              {"SpecialToken": {"id": end, "type_id": 0}}]  # fmt: skip
    tokenizer["post_processor"] = {
        "type": "TemplateProcessing",
        "single": around,
        "pair": [*around, {"Sequence": {"id": "B", "type_id": 0}}, {"SpecialToken": {"id": end, "type_id": 0}}],
        "special_tokens": {
            token: {"id": token, "ids": [special[name]], "tokens": [token]}
            for name, token in (("begin", begin), ("end", end))
        },
    }
    _write_json(folder / "tokenizer.json", tokenizer)
    _write_json(folder / "tokenizer_config.json", {
        "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": _LENGTH,
        "bos_token": begin, "cls_token": begin, "eos_token": end, "sep_token": end,
        "pad_token": vocabulary[special["pad"]][0], "unk_token": vocabulary[special["unknown"]][0],
    })  # fmt: skip


def _write_modules(shape: Shape, folder: Path) -> None:
    names = ("Transformer", "Pooling", "Normalize")
    places = ("", "1_Pooling", "2_Normalize")
    for place in places:
        (folder / place).mkdir(exist_ok=True)
    _write_json(folder / "1_Pooling" / "config.json", {
        "word_embedding_dimension": shape.hidden, "pooling_mode_cls_token": False, "pooling_mode_mean_tokens": True,
    })  # fmt: skip
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": _LENGTH, "do_lower_case": False})
    prompts = {"query": "query: ", "document": "passage: ", "passage": "passage: "}
    _write_json(folder / "config_sentence_transformers.json", {"prompts": prompts, "similarity_fn_name": "cosine"})
    # The last to be written: its presence says that all is there.
    _write_json(folder / "modules.json", [
        {"idx": number, "name": str(number), "path": place, "type": f"sentence_transformers.models.{name}"}
        for number, (name, place) in enumerate(zip(names, places, strict=True))
    ])  # fmt: skip


def _write_json(path: Path, said: object) -> None:
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
