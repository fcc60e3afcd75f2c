"""The command coach."""
