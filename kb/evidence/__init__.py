"""Which passages a result stands on, whether they are enough, and the citations."""
