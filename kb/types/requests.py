"""What a generator is asked to make, and who asks. `language` None: that of the task, title or topic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.types.texts import Language, Role


class Level(StrEnum):
    """The levels of a sales post that the texts tell apart."""

    REP = "rep"
    MANAGER = "manager"
    SENIOR = "senior"


class VisitType(StrEnum):
    """The occasions of a visit that the texts tell apart."""

    FIRST = "first"
    RESELLER = "reseller"
    RETURN = "return"
    PAYMENT = "payment"
    COMPLAINT = "complaint"


class FunnelStage(StrEnum):
    """Where the customer stands in the customer funnel (and, at the target stage, which of its three cases)."""

    TARGET_MARKET = "target_market"
    PROSPECT = "prospect"
    TARGET_UNABLE = "target_unable"
    TARGET_WEAK = "target_weak"
    TARGET_STRONG = "target_strong"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class ChecklistTask:
    """A task in a rep's words; `context` changes what is in the checklist (new customer, new product, who comes)."""

    task: str
    context: str | None = None
    language: Language | None = None
    role: Role = Role.REP


@dataclass(frozen=True, slots=True)
class Play:
    """A visit of one type to a customer at one stage of the funnel: what to prepare, ask, show and do."""

    visit: VisitType
    stage: FunnelStage
    language: Language
    role: Role = Role.REP


@dataclass(frozen=True, slots=True)
class RoleProfile:
    """A post to describe; industry and focus in free words."""

    title: str
    level: Level | None = None
    industry: str | None = None
    focus: str | None = None
    language: Language | None = None
    role: Role = Role.MANAGER


@dataclass(frozen=True, slots=True)
class TrainingOrder:
    """A training module to make; `minutes` is the whole of its agenda, `seed` shuffles its quiz."""

    topic: str
    learners: str | None = None
    minutes: int = 60
    seed: int = 0
    language: Language | None = None
    role: Role = Role.HR
