"""Whether a result helped, and if not, why."""

from __future__ import annotations

from typing import cast, get_args

import streamlit as st

from api.schemas.feedback import MAX_COMMENT_CHARS, FeedbackReason
from api.schemas.results import ResultOut
from ui import session
from ui.answer_bar import reasons
from ui.moving import redraw
from ui.service import ServiceTrouble, opened
from ui.session import Turn, Vote
from ui.settings import Page
from ui.sheet import show_sheet
from ui.trouble_sheet import trouble_sheet


def take_vote(page: Page, number: int, result: ResultOut, said: str) -> bool:
    """Send a vote and note it; False where it is none or could not be sent, which is said then."""
    if said not in get_args(Vote):
        return False
    vote = cast("Vote", said)
    if not _sent(page, result, vote, f"vote-{number}"):
        return False
    session.vote(number, vote)
    return True


def vote_form(page: Page, turn: Turn, result: ResultOut, key: str) -> None:
    """What follows a vote: thanks, and where it did not help, the question why."""
    words = page.words
    if turn.vote is None:
        return
    if turn.vote == "useful":
        st.caption(words.gettext("Thank you."))
    elif turn.vote == "expected":
        st.caption(words.gettext("Noted: whoever looks after the library sees that an answer is missing here."))
    elif turn.told:
        st.caption(words.gettext("Thank you. It helps to make the texts better."))
    elif session.is_last(turn.number):
        _why(page, turn, result, key)


def _why(page: Page, turn: Turn, result: ResultOut, key: str) -> None:
    words = page.words
    names = reasons(words)
    with st.form(f"why-{key}", border=True):
        chosen = st.pills(
            words.gettext("What was wrong with it?"),
            list(names),
            format_func=names.__getitem__,
            key=f"reason-{key}",
        )
        comment = st.text_input(
            words.gettext("In your own words (you may leave this empty)"),
            max_chars=MAX_COMMENT_CHARS,
            key=f"comment-{key}",
        )
        sent = st.form_submit_button(words.gettext("Send"), icon=":material/send:")
    if not sent:
        return
    if _sent(page, result, "not_useful", f"why-{turn.number}", chosen, comment.strip() or None):
        session.vote(turn.number, "not_useful", told=True)
        redraw()


def _sent(
    page: Page,
    result: ResultOut,
    vote: Vote,
    key: str,
    reason: FeedbackReason | None = None,
    comment: str | None = None,
) -> bool:
    try:
        with opened(page.settings, page.language) as client:
            client.feedback(
                result.id, vote == "useful", reason=reason, comment=comment, expected_answer=vote == "expected"
            )
    except ServiceTrouble as error:
        show_sheet(trouble_sheet(error.trouble, page.words), key=key)
        return False
    return True
