"""The service: HTTP, commands, keys."""
