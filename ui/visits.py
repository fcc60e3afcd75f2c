"""What types of visit, stages of the customer funnel and levels of a post are called."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import NullTranslations

from api.schemas.materials import LevelName, StageName, VisitName


def visit_names(words: NullTranslations) -> Mapping[VisitName, str]:
    """The types of visit, the most usual first."""
    return {
        "reseller": words.gettext("Regular visit to a reseller"),
        "first": words.gettext("First visit"),
        "return": words.gettext("Return visit"),
        "payment": words.gettext("Payment is overdue"),
        "complaint": words.gettext("Complaint"),
    }


def stage_names(words: NullTranslations) -> Mapping[StageName, str]:
    """The stages of the funnel, from its wide end."""
    return {
        "target_market": words.gettext("Target market"),
        "prospect": words.gettext("Prospect"),
        "target_unable": words.gettext("Target: not able to buy yet"),
        "target_weak": words.gettext("Target: weak interest"),
        "target_strong": words.gettext("Target: strong interest"),
        "customer": words.gettext("Customer"),
    }


def level_names(words: NullTranslations) -> Mapping[LevelName, str]:
    """The levels of a post."""
    return {
        "rep": words.gettext("Salesperson"),
        "manager": words.gettext("Sales manager"),
        "senior": words.gettext("Sales director"),
    }
