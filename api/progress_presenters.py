"""From kept results and drills to the bodies that go out, and from answers to what is drilled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pydantic import ConfigDict, TypeAdapter

from api.rights import Rights, within_rights
from api.schemas.common import Body, LanguageCode
from api.schemas.drills import AnswerIn, AnswerOut, DrillOut, TopicReadinessOut
from api.schemas.results import CitationOut, QuizItemOut, ResultOut
from api.schemas.saved import KeptResult, SavedHeadOut, SavedOut
from kb.progress import Answered, Card, Ease, Given, Outcome, Saved, readiness
from kb.types import DocumentInfo, Language, QuizItem, QuizType


class CardBody(Body):
    """What a card keeps to be shown again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    item: QuizItemOut
    citations: tuple[CitationOut, ...]


def saved_out(kept: Saved, rights: Rights) -> SavedOut:
    """A kept result as the caller may read it now."""
    result, withheld = within_rights(_result(kept), rights)
    head = saved_head_out(kept, rights)
    return SavedOut(**dict(head), result=result, ticks=kept.ticks, notes=dict(kept.notes), withheld=withheld)


def saved_head_out(kept: Saved, rights: Rights) -> SavedHeadOut:
    """A kept result as the list shows it."""
    result, _ = within_rights(_result(kept), rights)
    lines = {line.id for block in result.blocks for line in block.lines}
    return SavedHeadOut.model_validate({
        "id": kept.id,
        "title": kept.title,
        "kind": kept.kind,
        "language": kept.language.value,
        "created": kept.created,
        "changed": kept.changed,
        "lines": len(lines),
        "ticked": len(lines & set(kept.ticks)),
    })


def _result(kept: Saved) -> ResultOut:
    adapter: TypeAdapter[ResultOut] = TypeAdapter(KeptResult)
    return adapter.validate_json(kept.body)


def quiz_item(item: QuizItemOut) -> QuizItem:
    """The domain's item of a body."""
    return QuizItem(
        id=item.id,
        type=QuizType(item.type),
        prompt=item.prompt,
        options=item.options,
        answer=item.answer,
        explanation=item.explanation,
        citations=item.citations,
    )


def answered(body: AnswerIn, work: str) -> Answered:
    """An answer to a quiz question, about a work."""
    kept = CardBody(item=body.item, citations=body.citations)
    item = quiz_item(body.item)
    return Answered(item, Language(body.language), work, kept.model_dump_json(), body.given, Ease(body.ease))


def answered_again(card: Card, given: Given, ease: Ease) -> Answered:
    """An answer to a question that was due."""
    item = card_body(card).item
    return Answered(quiz_item(item), card.language, card.work, card.body, given, ease)


def card_body(card: Card) -> CardBody:
    """What a card shows."""
    return CardBody.model_validate_json(card.body)


def outcome_out(outcome: Outcome) -> AnswerOut:
    """What came of an answer."""
    return AnswerOut(card=outcome.card, right=outcome.right, due=outcome.due)


def drill_out(card: Card) -> DrillOut:
    """A question that is due."""
    body = card_body(card)
    return DrillOut(
        card=card.id,
        item=body.item,
        language=card.language.value,
        citations=body.citations,
        work=card.work,
        topic=body.citations[0].title,
        due=card.due,
        reviews=card.reviews,
    )


def topics_out(
    cards: Sequence[Card], infos: Iterable[DocumentInfo], language: LanguageCode, at: str
) -> tuple[TopicReadinessOut, ...]:
    """A board: every work that the reader may read, named in `language` where there is an edition."""
    by_work: defaultdict[str, list[Card]] = defaultdict(list)
    for card in cards:
        by_work[card.work].append(card)
    editions: dict[str, DocumentInfo] = {}
    for info in infos:
        if info.work not in editions or info.language.value == language:
            editions[info.work] = info
    return tuple(_topic(info, by_work[work], at) for work, info in sorted(editions.items()))


def _topic(info: DocumentInfo, cards: Sequence[Card], at: str) -> TopicReadinessOut:
    state = readiness(cards, at)
    return TopicReadinessOut(
        work=info.work,
        document=info.id,
        title=info.title,
        level=state.level.value,
        recall=round(state.recall, 3),
        answered=state.answered,
        due=state.due,
    )
