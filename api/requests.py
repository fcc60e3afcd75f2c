"""From the bodies that come in to what the Coach is asked."""

from __future__ import annotations

from api.doors import Coach
from api.schemas.ask import AskIn
from api.schemas.materials import ChecklistIn, Order, PlayIn, RoleIn, TrainingIn
from kb.types import (
    ChecklistTask,
    FunnelStage,
    Language,
    Level,
    Material,
    Play,
    Question,
    Refusal,
    Role,
    RoleProfile,
    TrainingOrder,
    VisitType,
)


def question_of(body: AskIn, role: Role) -> Question:
    """A question in this role."""
    language = None if body.language == "auto" else Language(body.language)
    return Question(body.question, language, body.history, role)


def result_for(body: Order, role: Role, coach: Coach) -> Material | Refusal:
    """What the coach makes of an order in this role; raises what it raises."""
    language = None if body.language == "auto" else Language(body.language)
    match body:
        case ChecklistIn():
            return coach.checklist(ChecklistTask(body.task, body.context, language, role))
        case PlayIn():
            return coach.play(Play(VisitType(body.visit), FunnelStage(body.stage), Language(body.language), role))
        case RoleIn():
            level = Level(body.level) if body.level else None
            return coach.role_description(RoleProfile(body.title, level, body.industry, body.focus, language, role))
        case TrainingIn():
            return coach.training_module(
                TrainingOrder(body.topic, body.learners, body.minutes, body.seed, language, role)
            )
