"""What the page remembers of one visitor; the only user of `st.session_state`.

A question is first written down as waiting and then answered while the page is drawn, so that a click in
between (which makes Streamlit start over) loses nothing: the next run finds it waiting.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

import streamlit as st

from api.schemas.ask import MAX_HISTORY, AskedLanguage
from api.schemas.common import CallerOut, LanguageCode
from api.schemas.results import ResultOut
from ui.keeping import keeper, new_handle
from ui.service import Trouble, TroubleKind

_CONVERSATION = "conversation"
_LANGUAGE = "language"
_REVEAL = "reveal"
_HANDLE = "handle"
_FRESH = "fresh"
_KEY = "key"
_CALLER = "caller"
_WORK = "work-"

Outcome = ResultOut | Trouble
Vote = Literal["useful", "not_useful", "expected"]


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it; None: it waits. `alone`: asked without the questions before it.

    `vote`: what the asker thinks of it; `told`: they said why. `closing`: what was done about the gap, if it was one.
    """

    number: int
    question: str
    language: AskedLanguage = "auto"
    alone: bool = False
    outcome: Outcome | None = None
    vote: Vote | None = None
    told: bool = False
    closing: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns, oldest first. `begun` counts conversations, so that no widget of an old one comes back."""

    turns: tuple[Turn, ...] = ()
    begun: int = 1


def conversation() -> Conversation:
    """The conversation as it stands."""
    return cast("Conversation", _state().get(_CONVERSATION, Conversation()))


def add_question(question: str, language: AskedLanguage = "auto", *, alone: bool = False) -> None:
    """Write a question down as waiting."""
    now = conversation()
    turn = Turn(len(now.turns) + 1, question, language, alone)
    _keep(replace(now, turns=(*now.turns, turn)))


def settle(number: int, outcome: Outcome) -> None:
    """Write down what came of a question; nothing if the conversation was cleared meanwhile."""
    _put(number, outcome)
    _state()[_REVEAL] = number


def ask_again(number: int) -> None:
    """Let a question wait once more."""
    _change(number, lambda one: Turn(one.number, one.question, one.language, one.alone))


def vote(number: int, said: Vote, *, told: bool = False) -> None:
    """Note what the asker thinks of what came of a question."""
    _change(number, lambda one: replace(one, vote=said, told=told))


def close_turn(number: int, closing: str | None) -> None:
    """Note what was done about a refused question; None: it was taken back."""
    _change(number, lambda one: replace(one, closing=closing))


def turn(number: int) -> Turn | None:
    """A question by its number, None where the conversation was cleared meanwhile."""
    return next((one for one in conversation().turns if one.number == number), None)


def start_over() -> None:
    """Begin a new conversation."""
    _keep(Conversation(begun=conversation().begun + 1))


def is_last(number: int) -> bool:
    """Whether nothing was asked after this question."""
    return number == len(conversation().turns)


def history(turn: Turn) -> tuple[str, ...]:
    """The questions that say what a follow-up means, oldest first: those that were about the texts."""
    if turn.alone:
        return ()
    before = (other for other in conversation().turns if other.number < turn.number)
    return tuple(other.question for other in before if _on_topic(other))[-MAX_HISTORY:]


def take_reveal(number: int) -> bool:
    """Whether this turn has just been settled and is to be scrolled to; true once."""
    if _state().get(_REVEAL) != number:
        return False
    del _state()[_REVEAL]
    return True


def chosen_language() -> LanguageCode | None:
    """The interface language that the visitor chose, None before they did."""
    return cast("LanguageCode | None", _state().get(_LANGUAGE))


def choose_language(language: LanguageCode) -> None:
    """Remember the interface language."""
    _state()[_LANGUAGE] = language


def handle() -> str:
    """The name under which this tab's conversation and key outlive a reload."""
    if _HANDLE not in _state():
        _state()[_HANDLE], _state()[_FRESH] = new_handle(), True
    return cast("str", _state()[_HANDLE])


def is_fresh() -> bool:
    """Whether the tab may still hold the handle of what was there before a reload."""
    return bool(_state().get(_FRESH)) and not conversation().turns and signed_key() is None


def adopt(found: str) -> None:
    """Take up what was kept under the tab's handle; nothing where nothing was."""
    _state()[_FRESH] = False
    kept = keeper().find(found)
    if kept is None:
        return
    _state()[_HANDLE] = found
    if isinstance(kept.conversation, Conversation):
        _state()[_CONVERSATION] = kept.conversation
    # What the address has opened meanwhile stays.
    for name, work in kept.work.items():
        _state().setdefault(name, work)
    if kept.key is not None:
        _state()[_KEY] = kept.key
        _state().pop(_CALLER, None)


def signed_key() -> str | None:
    """The key that the visitor signed in with, None where none was needed yet."""
    return cast("str | None", _state().get(_KEY))


def known_caller() -> CallerOut | None:
    """Who the service says is looking, None before it said so."""
    return cast("CallerOut | None", _state().get(_CALLER))


def know_caller(caller: CallerOut) -> None:
    """Remember who is looking."""
    _state()[_CALLER] = caller


def sign_in(key: str, caller: CallerOut) -> None:
    """Use this key from now on; what waited for it is asked again."""
    _state()[_KEY], _state()[_CALLER] = key, caller
    for turn in conversation().turns:
        if isinstance(turn.outcome, Trouble) and turn.outcome.kind is TroubleKind.SIGNED_OUT:
            _put(turn.number, None)
    _remember()


def sign_out() -> None:
    """Forget the key and who was looking."""
    _state().pop(_KEY, None)
    _state().pop(_CALLER, None)
    _remember()


def leave() -> None:
    """Sign out and forget the conversation and all work: the next person at this screen sees none of it."""
    start_over()
    for name in [name for name in _state() if _is_work(name)]:
        del _state()[name]
    sign_out()


def give(name: str, value: object) -> None:
    """Leave something for another view: what it is to begin with."""
    _state()[f"given-{name}"] = value


def take(name: str) -> object:
    """What another view left, once; None where nothing was."""
    return _state().pop(f"given-{name}", None)


def put_work(name: str, work: object) -> None:
    """Keep what somebody works on in a view, by the view's name."""
    _state()[_WORK + name] = work
    _remember()


def work(name: str) -> object:
    """What was kept under this name, None where nothing was."""
    return _state().get(_WORK + name)


def drop_work(name: str) -> None:
    """Forget what somebody worked on in a view."""
    if work(name) is not None:
        # None and not nothing: what the tab remembers of before a reload does not come back in its place.
        _state()[_WORK + name] = None
        _remember()


def set_widget(key: str, value: object) -> None:
    """Give a widget its value before it is drawn."""
    _state()[key] = value


def widget(key: str) -> object:
    """The value of a widget, None before it was drawn."""
    return _state().get(key)


def _on_topic(turn: Turn) -> bool:
    result = turn.outcome
    if not isinstance(result, ResultOut):
        return False
    return result.refusal is None or result.refusal.reason == "no_evidence"


def _put(number: int, outcome: Outcome | None) -> None:
    _change(number, lambda one: replace(one, outcome=outcome))


def _change(number: int, changed: Callable[[Turn], Turn]) -> None:
    now = conversation()
    _keep(replace(now, turns=tuple(changed(one) if one.number == number else one for one in now.turns)))


def _keep(now: Conversation) -> None:
    _state()[_CONVERSATION] = now
    _remember()


def _remember() -> None:
    # A file on its way to the browser is heavy, and on its way once only.
    kept = {str(name): work for name, work in _state().items() if _is_work(name) and not _is_work(name, "file-")}
    keeper().keep(handle(), conversation(), signed_key(), kept)


def _is_work(name: str | int, start: str = "") -> bool:
    return str(name).startswith(_WORK + start)


def _state() -> MutableMapping[str | int, Any]:
    return st.session_state
