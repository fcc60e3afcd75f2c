"""Public retrieval sets, which nobody here wrote, through our own search: set by set, and all in one mixed library.

Every passage stands for a text that somebody brought in one language, without questions.
"""
