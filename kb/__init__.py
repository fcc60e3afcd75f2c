"""The knowledge base: everything that answers."""
