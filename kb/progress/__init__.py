"""What somebody keeps and learns: saved results, drills by spaced repetition, readiness.

Everything belongs to an owner, the id of a key; the file holds no names.
"""

from kb.progress.drills import Answered, Card, Ease, Outcome
from kb.progress.grading import Given, is_right
from kb.progress.progress import Progress
from kb.progress.readiness import Readiness, ReadinessLevel, readiness
from kb.progress.saved import Saved

__all__ = [
    "Answered",
    "Card",
    "Ease",
    "Given",
    "Outcome",
    "Progress",
    "Readiness",
    "ReadinessLevel",
    "Saved",
    "is_right",
    "readiness",
]
