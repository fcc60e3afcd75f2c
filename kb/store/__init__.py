"""What is kept: the catalogue (the truth) and the vector index (derived)."""
