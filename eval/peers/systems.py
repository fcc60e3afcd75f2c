"""Who is compared: each system's worker, how it is set up, and what its environment needs."""

from __future__ import annotations

from dataclasses import dataclass

# First in each list: a looser pin takes the newest CUDA build, several gigabytes.
_TORCH = "torch==2.13.0"
_ENCODER = "sentence-transformers==6.2.0"


@dataclass(frozen=True, slots=True)
class System:
    """One line of the comparison. `environment` None: our own; `way` is the worker's first argument."""

    name: str
    worker: str
    way: str
    environment: str | None


# By environment, as pip takes them.
REQUIREMENTS: dict[str, tuple[str, ...]] = {
    "llama_index": (
        _TORCH,
        "llama-index-core==0.14.25",
        "llama-index-embeddings-huggingface==0.8.0",
        "llama-index-vector-stores-chroma==0.6.0",
        _ENCODER,
    ),
    "txtai": (_TORCH, "txtai==9.14.0", _ENCODER),
    # haystack-ai 3 wants a certifi that is not published (checked 2026-11-22).
    "haystack": (_TORCH, "haystack-ai==2.31.0", _ENCODER),
}

OURS = System("Fieldcoach", "ours", "delivered", None)

# Each twice. Peers: as their first page does it, and as their documentation does it for texts and questions like these.
# Ours: as delivered, and from the same texts alone that the peers get.
SYSTEMS: tuple[System, ...] = (
    OURS,
    System("Fieldcoach, texts alone", "ours", "texts", None),
    System("llama-index", "llama_index", "sentence", "llama_index"),
    System("llama-index, Markdown", "llama_index", "markdown", "llama_index"),
    System("txtai", "txtai", "dense", "txtai"),
    System("txtai, hybrid", "txtai", "hybrid", "txtai"),
    System("haystack", "haystack", "words", "haystack"),
    System("haystack, Markdown, hybrid", "haystack", "markdown", "haystack"),
)
