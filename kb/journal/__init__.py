"""The journal: what was asked, refused, liked and disliked, and what was done about it; it holds no names."""

from kb.journal.journal import Journal, gaps_of, now
from kb.journal.types import Action, Closing, Entry, Feedback, GapState, Reason

__all__ = ["Action", "Closing", "Entry", "Feedback", "GapState", "Journal", "Reason", "gaps_of", "now"]
