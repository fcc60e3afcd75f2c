"""The measure."""
