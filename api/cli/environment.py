"""What must stand in the environment before torch, Chroma, Streamlit and their like are loaded."""

from __future__ import annotations

import os

from kb.embedding.processor import offline_environment, thread_environment

NO_TELEMETRY = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "OTEL_SDK_DISABLED": "true",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
}


def quiet_environment() -> dict[str, str]:
    """Our own environment, offline, without telemetry, with threads that don't spin; for a child."""
    return {**thread_environment(), **os.environ, **offline_environment(), **NO_TELEMETRY}


def quieten() -> None:
    """Make it our own: before the first heavy import."""
    os.environ.update(quiet_environment())
