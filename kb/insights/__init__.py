"""What the journal tells: what is asked, refused, disliked, and which texts nobody needs or keeps fresh."""

from kb.insights.grouping import GapGroup, grouped
from kb.insights.meanings import KeptMeanings
from kb.insights.report import Insights, Overview, Window

__all__ = ["GapGroup", "Insights", "KeptMeanings", "Overview", "Window", "grouped"]
