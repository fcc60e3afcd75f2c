"""A quiz or a drill as a worksheet. The key stays here until a question was answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from gettext import NullTranslations

from api.schemas.common import LanguageCode
from ui.cited import SOURCE, chip_node
from ui.quiz_work import Asked, Outcome, Run, given_texts, key_texts, repeats_key
from ui.sheet import Action, Node
from ui.when import until
from ui.work import Json, Work


def quiz_work(run: Run, page_language: LanguageCode, words: NullTranslations, failed: str) -> Work:
    """The worksheet; `failed`: another name each time that an answer did not arrive, else empty."""
    drill = any(asked.card for asked in run.asked)
    fixed: Json = {
        "page_lang": page_language,
        "ease": drill,
        "items": [_item(asked) for asked in run.asked],
        "words": _words(words, drill=drill),
    }
    answered = [asked for asked in run.asked if asked.id in run.outcomes]
    outcomes = {asked.id: _outcome(asked, run.outcomes[asked.id], words) for asked in answered}
    return Work("quiz", fixed, {"outcomes": outcomes, "failed": failed})


def source_place(run: Run, value: object) -> tuple[Asked, int] | None:
    """The question and the place of its citation that a chip names; None where it names none."""
    name, _, place = str(value).rpartition("/")
    asked = run.find(name)
    if asked is None or not place.isdecimal() or int(place) >= len(asked.citations):
        return None
    return asked, int(place)


def _item(asked: Asked) -> Json:
    item = asked.item
    return {
        "id": asked.id,
        "type": item.type,
        "prompt": item.prompt,
        "options": list(item.options),
        "lang": asked.language,
        "topic": asked.topic,
    }


def _outcome(asked: Asked, outcome: Outcome, words: NullTranslations) -> Json:
    item = asked.item
    key = _truth(words, item.answer is True) if item.type == "true_false" else key_texts(item)
    chips = tuple(
        replace(chip_node(citation, words), action=Action(SOURCE, f"{asked.id}/{place}"))
        for place, citation in enumerate(asked.citations)
    )
    return {
        "right": outcome.right,
        "given": list(given_texts(item, outcome.given)),
        # Where the explanation says just the same, once is enough.
        "answer": [] if key == (item.explanation,) else list(key),
        "said": key == (item.explanation,),
        "ordered": item.type == "order",
        "explanation": "" if repeats_key(item) else item.explanation,
        "after": [Node("span", look="numbers", children=chips).data()],
        "due": words.gettext("Asked again: {date}").format(date=until(outcome.due, datetime.now(UTC), words)),
    }


def _truth(words: NullTranslations, truth: bool) -> tuple[str]:
    return (words.gettext("True") if truth else words.gettext("False"),)


def _words(words: NullTranslations, *, drill: bool) -> dict[str, str]:
    return {
        "place": words.gettext("Question {place} of {total}"),
        "true": words.gettext("True"),
        "false": words.gettext("False"),
        "check": words.gettext("Check"),
        "give_up": words.gettext("I don't know"),
        "unanswered": words.gettext("Choose or write an answer first."),
        "right": words.gettext("Right"),
        "wrong": words.gettext("Not right"),
        "given": words.gettext("Your answer"),
        "key": words.gettext("Right answer"),
        "next": words.gettext("Next question"),
        "finish": words.gettext("Show the result"),
        "score": words.gettext("{right} of {total} right"),
        "all_right": words.gettext("All right. Well done."),
        "to_repeat": words.gettext("To repeat"),
        "retry": "" if drill else words.gettext("Try the wrong ones again"),
        "again": words.gettext("Back to what is due") if drill else words.gettext("Take the quiz again"),
        "order_hint": words.gettext("Put into the right order."),
        "up": words.gettext("Move up: {option}"),
        "down": words.gettext("Move down: {option}"),
        "match_hint": words.gettext("Choose the letter that belongs to each."),
        "pair_for": words.gettext("Letter for: {option}"),
        "gap": words.gettext("What is missing?"),
        "gap_for": words.gettext("What is missing in: {prompt}"),
        "sure": words.gettext("How easy is it?"),
        "hard": words.gettext("Hard"),
        "good": words.gettext("All right"),
        "easy": words.gettext("Easy"),
    }
