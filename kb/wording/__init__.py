"""The fixed phrases, in four languages."""
