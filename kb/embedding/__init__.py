"""Text to vectors: the bundled model, or any other of sentence-transformers."""
