"""A process that the launcher starts: the service, the page, or the first ingest. Ends when its parent does.

`python -P -m api.cli.child KIND PARENT [ARGUMENT…]`; `-P` keeps a user's folder `kb` from passing for ours.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
import time

from kb.errors import FieldcoachError

# How often a child looks whether its parent lives, and how long it then takes to end by itself.
_LOOK_SECONDS = 0.5
_GRACE_SECONDS = 8.0


def main(arguments: list[str]) -> int:
    """Watch the parent, and become what is asked for; returns an exit code."""
    kind, parent, *rest = arguments
    threading.Thread(target=_watch, args=(int(parent),), daemon=True, name="parent-watch").start()
    try:
        return {"service": _service, "page": _page, "ingest": _ingest}[kind](rest)
    except FieldcoachError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _watch(parent: int) -> None:
    """End this process once the launcher is gone, however it went: no orphan keeps a port or a lock."""
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE_SECONDS)
    os._exit(1)


def _service(arguments: list[str]) -> int:
    import uvicorn

    host, port = arguments
    uvicorn.run(
        "api.app:build",
        factory=True,
        host=host,
        port=int(port),
        log_level="warning",
        access_log=False,
        # What a proxy claims about the caller is not believed.
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    return 0


def _page(arguments: list[str]) -> int:
    script, host, port = arguments
    sys.argv = [
        "streamlit", "run", script, "--server.headless", "true", "--server.address", host,
        "--server.port", port, "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none",
        "--global.developmentMode", "false", "--client.toolbarMode", "minimal",
    ]  # fmt: skip
    if host in {"127.0.0.1", "localhost", "::1"}:
        # Without it Streamlit lets a foreign name that resolves to this machine in.
        sys.argv += ["--server.allowedHosts", "localhost", "--server.allowedHosts", "127.0.0.1"]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
    return 0


def _ingest(arguments: list[str]) -> int:
    from api.cli.main import main as coach

    sys.argv = ["coach", "ingest", "--brief", *arguments]
    coach()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
