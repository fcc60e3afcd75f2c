"""The wording of problems, one file a language."""
