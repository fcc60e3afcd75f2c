"""Whether a port can be opened, and who holds it where not."""

from __future__ import annotations

import errno
import socket
from pathlib import Path

from api.cli import messages

# /proc/net/tcp: the state of a socket that listens.
_LISTENING = "0A"


def port_problem(host: str, port: int, name: str, option: str) -> str | None:
    """None where the port can be opened; else a sentence that says what to do. `name`: the make variable."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            # Like the servers themselves: what only lingers after an earlier start is no obstacle.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except socket.gaierror as error:
        return messages.HOST_UNKNOWN.format(host=host, why=error.strerror)
    except OSError as error:
        return _sentence(error, host, port, name, option)
    return None


def _sentence(error: OSError, host: str, port: int, name: str, option: str) -> str:
    values = {"port": port, "host": host, "name": name, "option": option}
    if error.errno == errno.EADDRINUSE:
        holder = port_holder(port)
        by = f" by {holder}" if holder else ""
        return messages.PORT_TAKEN.format(**values, by=by, other=free_port(host, port))
    if error.errno == errno.EACCES:
        return messages.PORT_FORBIDDEN.format(**values, other=free_port(host, 1023))
    if error.errno == errno.EADDRNOTAVAIL:
        return messages.HOST_UNKNOWN.format(host=host, why=error.strerror)
    return messages.PORT_FAILED.format(**values, why=error.strerror)


def free_port(host: str, after: int) -> int:
    """A port above `after` that can be opened now."""
    for port in range(after + 1, min(after + 200, 65_536)):
        try:
            with socket.create_server((host, port)):
                return port
        except OSError:
            continue
    return after + 10


def port_holder(port: int, proc: Path = Path("/proc")) -> str | None:
    """`python3 (process 4711)`, where the system tells; None elsewhere or for another user's process."""
    inodes = {f"socket:[{inode}]" for inode in _listening_inodes(port, proc)}
    if not inodes:
        return None
    for process in proc.glob("[0-9]*"):
        try:
            if any(str(link.readlink()) in inodes for link in (process / "fd").iterdir()):
                name = (process / "comm").read_text(encoding="utf-8", errors="replace").strip()
                return f"{name} (process {process.name})"
        except OSError:
            continue
    return None


def _listening_inodes(port: int, proc: Path) -> set[str]:
    found = set()
    for table in ("net/tcp", "net/tcp6"):
        try:
            rows = (proc / table).read_text(encoding="ascii", errors="replace").splitlines()[1:]
        except OSError:
            continue
        for row in rows:
            fields = row.split()
            if len(fields) > 9 and fields[3] == _LISTENING and int(fields[1].rpartition(":")[2], 16) == port:
                found.add(fields[9])
    return found
