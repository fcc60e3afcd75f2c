"""Bodies of the HTTP interface; imports nothing of ours."""
