"""Ports: free, taken and by whom, forbidden, and hosts that are none of ours."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from api.cli.ports import free_port, port_holder, port_problem

pytestmark = pytest.mark.unit


def problem(host: str, port: int) -> str | None:
    return port_problem(host, port, "API_PORT", "--api-port")


def test_a_taken_port_says_by_whom_and_what_else_to_choose() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        sentence = problem("127.0.0.1", port)
        assert sentence is not None
        other = free_port("127.0.0.1", port)
        assert f"API_PORT={other}" in sentence
        assert f"--api-port {other}" in sentence
        if sys.platform == "linux":
            assert f"(process {os.getpid()})" in sentence
    assert problem("127.0.0.1", port) is None


def test_a_port_that_only_lingers_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as there:
            here, _ = server.accept()
            here.close()
            there.recv(1)
    assert problem("127.0.0.1", port) is None


def test_a_host_that_is_not_ours() -> None:
    sentence = problem("203.0.113.7", 8000)
    assert sentence is not None
    assert "HOST=127.0.0.1" in sentence


def test_the_system_s_table_is_read(tmp_path: Path) -> None:
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "tcp").write_text(
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
        "   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0        0 4711 1\n"
        "   1: 0100007F:1F41 00000000:0000 01 00000000:00000000 00:00000000 00000000  0        0 4712 1\n",
        encoding="ascii",
    )
    (tmp_path / "77" / "fd").mkdir(parents=True)
    (tmp_path / "77" / "comm").write_text("сървър\n", encoding="utf-8")
    (tmp_path / "77" / "fd" / "3").symlink_to("socket:[4711]")
    (tmp_path / "77" / "fd" / "4").symlink_to("socket:[4712]")
    assert port_holder(8000, tmp_path) == "сървър (process 77)"
    assert port_holder(8001, tmp_path) is None
    assert port_holder(8002, tmp_path) is None
    assert port_holder(8000, tmp_path / "none") is None
