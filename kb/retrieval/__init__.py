"""From a question to scored passages."""
