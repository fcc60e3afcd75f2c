"""The writers of everything but answers, together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kb.generators.checklist import ChecklistWriter
from kb.generators.example_plan import no_examples
from kb.generators.occasions import Occasions
from kb.generators.play import PlayWriter
from kb.generators.posts import Posts
from kb.generators.role_description import RoleWriter
from kb.generators.training_module import TrainingWriter
from kb.library import SectionView
from kb.types import Language, Likeness, Role, Search
from kb.wording import Wording


@dataclass(frozen=True, slots=True)
class Writers:
    """Each writes one kind of material in the asker's language, or says that the texts do not cover it."""

    checklists: ChecklistWriter
    plays: PlayWriter
    roles: RoleWriter
    trainings: TrainingWriter


def writers_over(
    shelf: Callable[[Language, Role], Sequence[SectionView]],
    search: Callable[[str, Language, Role], Search],
    wording: Wording,
    like: Callable[[str, Language, Role], Likeness | None] = no_examples,
) -> Writers:
    """Writers over the sections that a role may read, a search of them, and the examples of the library."""
    occasions = Occasions.load()
    return Writers(
        ChecklistWriter(shelf, search, wording, occasions, like),
        PlayWriter(shelf, search, wording),
        RoleWriter(shelf, search, wording, Posts.load()),
        TrainingWriter(shelf, search, wording, occasions, like),
    )
