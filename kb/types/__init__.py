"""The domain's types: frozen, without behaviour beyond what follows from their own fields.

They travel through everything; pydantic models exist only where something comes in from outside.
Offsets count Unicode code points in the stored text of one version of a document.
"""

from kb.types.requests import (
    ChecklistTask,
    FunnelStage,
    Level,
    Play,
    RoleProfile,
    TrainingOrder,
    VisitType,
)
from kb.types.results import (
    Block,
    BlockStyle,
    Citation,
    Line,
    Material,
    MaterialKind,
    NotCovered,
    QuizAnswer,
    QuizItem,
    QuizType,
    Refusal,
    RefusalReason,
    WrittenBy,
)
from kb.types.searching import (
    Evidence,
    Hit,
    Likeness,
    Question,
    Related,
    Search,
)
from kb.types.texts import (
    EVERYONE,
    AskedQuestion,
    Decoy,
    DecoyKind,
    DocumentInfo,
    Example,
    Language,
    Passage,
    PassageKind,
    Role,
)

__all__ = [
    "EVERYONE",
    "AskedQuestion",
    "Block",
    "BlockStyle",
    "ChecklistTask",
    "Citation",
    "Decoy",
    "DecoyKind",
    "DocumentInfo",
    "Evidence",
    "Example",
    "FunnelStage",
    "Hit",
    "Language",
    "Level",
    "Likeness",
    "Line",
    "Material",
    "MaterialKind",
    "NotCovered",
    "Passage",
    "PassageKind",
    "Play",
    "Question",
    "QuizAnswer",
    "QuizItem",
    "QuizType",
    "Refusal",
    "RefusalReason",
    "Related",
    "Role",
    "RoleProfile",
    "Search",
    "TrainingOrder",
    "VisitType",
    "WrittenBy",
]
