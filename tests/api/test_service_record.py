"""The record of a running service: private, and never believed when stale."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from api.service_record import (
    FILE_NAME,
    ServiceRecord,
    address_of,
    find_service,
    read_record,
    remove_record,
    write_record,
)
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach
from tests.api.live import free_port, serving

pytestmark = pytest.mark.unit


def record(pid: int, instance: str = "i", address: str = "http://127.0.0.1:1") -> ServiceRecord:
    return ServiceRecord(address=address, token=SecretStr("t0ken"), pid=pid, instance=instance)


def test_written_for_this_user_only_and_read_back(home: Path) -> None:
    old = os.umask(0)
    try:
        write_record(home / "new", record(os.getpid()))
    finally:
        os.umask(old)
    assert (home / "new" / FILE_NAME).stat().st_mode & 0o777 == 0o600
    assert list((home / "new").iterdir()) == [home / "new" / FILE_NAME]
    assert read_record(home / "new") == record(os.getpid())
    assert "t0ken" not in repr(read_record(home / "new"))


def test_a_dead_process_s_record_counts_for_nothing(home: Path) -> None:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    write_record(home, record(done.pid))
    assert read_record(home) is None


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"address": 1}', '{"address":"a","token":"t","pid":0,"instance":"i"}',
     '{"address":"a","token":"t","pid":-1,"instance":"i"}',
     '{"address":"a","token":"t","pid":99999999999999999999,"instance":"i"}'],
)  # fmt: skip
def test_a_broken_record_counts_for_nothing(home: Path, text: str) -> None:
    (home / FILE_NAME).write_text(text, encoding="utf-8")
    assert read_record(home) is None
    assert find_service(home) is None


def test_only_its_own_start_takes_it_away(home: Path) -> None:
    write_record(home, record(os.getpid(), "mine"))
    remove_record(home, "other")
    assert read_record(home) is not None
    remove_record(home, "mine")
    assert read_record(home) is None


@pytest.mark.integration
def test_the_token_is_not_sent_to_another_start(
    home: Path, tmp_path: Path, coach: FakeCoach, pipeline: FakePipeline
) -> None:
    with serving(tmp_path / "other", coach, pipeline) as address:
        write_record(home, record(os.getpid(), "an earlier start", address))
        assert find_service(home) is None
    write_record(home, record(os.getpid(), "nobody", f"http://127.0.0.1:{free_port()}"))
    assert find_service(home) is None


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("localhost", "http://localhost:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("::1", "http://[::1]:8000"),
        ("192.168.1.5", "http://192.168.1.5:8000"),
    ],
)
def test_address_of(host: str, address: str) -> None:
    assert address_of(host, 8000) == address
