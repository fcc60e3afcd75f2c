"""Writes small weight files in the wheel's layout."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "▁ab", "ключ", "<mask>")


@dataclass
class WeightFile:
    """Two layers of 64, filled with numbers from a seed; any part of the file can be made wrong."""

    magic: bytes = b"E5S1"
    version: int = 1
    hidden: int = 64
    layers: int = 2
    heads: int = 2
    inner: int = 96
    vocabulary: int = 12
    positions: int = 512
    block: int = 32
    pieces: tuple[bytes, ...] = tuple(piece.encode() for piece in PIECES)
    scores: tuple[float, ...] = tuple(-float(number) for number in range(len(PIECES)))
    special: tuple[int, int, int, int] = (0, 2, 1, 3)
    leave_out: frozenset[str] = frozenset()
    matrices: dict[str, np.ndarray] = field(default_factory=dict)

    def tensors(self) -> dict[str, bytes]:
        """The packed tensors by name; what was packed is kept, unpacked, in `matrices`."""
        random = np.random.default_rng(7)
        found: dict[str, bytes] = {}

        def floats(name: str, count: int) -> None:
            self.matrices[name] = random.normal(0, 0.1, count).astype(np.float32)
            found[name] = self.matrices[name].tobytes()

        def four_bit(name: str, rows: int, columns: int) -> None:
            nibbles = random.integers(0, 16, (rows * columns // 32, 32)).astype(np.uint8)
            scales = random.uniform(0.001, 0.02, (len(nibbles), 1)).astype(np.float16)
            bytes_ = nibbles[:, :16] | nibbles[:, 16:] << 4
            found[name] = np.concatenate([scales.view(np.uint8), bytes_], axis=1).tobytes()
            weights = (nibbles.astype(np.float32) - 8) * scales.astype(np.float32)
            self.matrices[name] = weights.reshape(rows, columns)

        four_bit("emb.word", self.vocabulary, self.hidden)
        floats("emb.pos", self.positions * self.hidden)
        floats("emb.type", 2 * self.hidden)
        floats("emb.ln.w", self.hidden)
        floats("emb.ln.b", self.hidden)
        for layer in range(self.layers):
            for part, rows, columns in (
                *((part, self.hidden, self.hidden) for part in ("q", "k", "v", "ao")),
                ("fi", self.inner, self.hidden),
                ("fo", self.hidden, self.inner),
            ):
                four_bit(f"l{layer}.{part}.w", rows, columns)
                floats(f"l{layer}.{part}.b", rows)
            for part in ("aln.w", "aln.b", "oln.w", "oln.b"):
                floats(f"l{layer}.{part}", self.hidden)
        return {name: data for name, data in found.items() if name not in self.leave_out}

    def data(self) -> bytes:
        """The whole file."""
        sizes = (self.hidden, self.layers, self.heads, self.inner, self.vocabulary, self.positions, 2)
        head = self.magic + struct.pack("<I7ifi", self.version, *sizes, 1e-12, self.block)
        begin, end, pad, unknown = self.special
        blob = b"".join(self.pieces)
        offsets = np.cumsum([0, *map(len, self.pieces)]).astype(np.uint32)
        head += struct.pack("<5iQ", len(self.pieces), begin, end, pad, unknown, len(blob))
        head += offsets.tobytes() + np.array(self.scores, np.float32).tobytes() + blob
        head += struct.pack("<iI", 1, 9) + struct.pack("<IBI", 0x2126, 1, 0x3A9)
        tensors = self.tensors()
        length = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
        directory, body = struct.pack("<i", len(tensors)), b""
        start = length + -length % 64
        for name, data in tensors.items():
            kind = int(name == "emb.word" or (name.endswith(".w") and "ln." not in name))
            count = len(data) // 18 * 32 if kind else len(data) // 4
            directory += struct.pack("<H", len(name)) + name.encode()
            directory += struct.pack("<BIQQ", kind, count, start + len(body), len(data))
            body += data + bytes(-len(data) % 64)
        return head + directory + bytes(start - length) + body

    def write(self, folder: Path) -> Path:
        """Write it."""
        path = folder / "weights.bin"
        path.write_bytes(self.data())
        return path
