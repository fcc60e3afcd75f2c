"""Stands in for the launcher's children: `python stub.py KIND PARENT [ARGUMENT…]`, behaving as STUB_* say."""

from __future__ import annotations

import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HEALTH = b'{"status": "ok", "service": "fieldcoach", "version": "0", "instance": "stub"}'


def problem(reason: str) -> bytes:
    body = {"type": "", "title": "", "status": 503, "detail": "", "code": "not_ready", "reason": reason}
    return json.dumps(body).encode()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        unready = self.path == "/readyz" and "STUB_REASON" in os.environ
        self.send_response(503 if unready else 200)
        self.end_headers()
        self.wfile.write(problem(os.environ["STUB_REASON"]) if unready else HEALTH)

    def log_message(self, *arguments: object) -> None:
        pass


def main() -> None:
    kind = sys.argv[1]
    folder = Path(os.environ["STUB_FOLDER"])
    environment = "\n".join(f"{name}={value}" for name, value in sorted(os.environ.items()))
    (folder / f"{kind}.environment").write_text(environment, encoding="utf-8")
    (folder / f"{kind}.pid").write_text(str(os.getpid()), encoding="utf-8")
    if kind == "ingest":
        time.sleep(float(os.environ.get("STUB_INGEST_SECONDS", "0")))
        sys.exit(int(os.environ.get("STUB_INGEST_CODE", "0")))
    if os.environ.get("STUB_DIES") == kind:
        sys.stderr.write("last words: ой\n")
        sys.exit(7)
    host, port = sys.argv[-2:]
    server = ThreadingHTTPServer((host, int(port)), Handler)
    server.serve_forever()


if __name__ == "__main__":
    main()
