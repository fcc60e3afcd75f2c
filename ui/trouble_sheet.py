"""What the page says when something does not work: what happened, and what to do about it."""

from __future__ import annotations

from gettext import NullTranslations

from api.schemas.common import MAX_QUESTION_CHARS
from ui.service import Trouble, TroubleKind
from ui.sheet import Node, icon

# Asking again is pointless until the question or the start-up is changed.
LASTING = frozenset({
    TroubleKind.NOT_ALLOWED,
    TroubleKind.TOO_LONG,
    TroubleKind.GONE,
    TroubleKind.NOT_FOUND,
    TroubleKind.BROKEN_LINK,
})


def trouble_sheet(trouble: Trouble, words: NullTranslations) -> Node:
    """The trouble in two sentences."""
    said = trouble.kind is TroubleKind.SAID
    title, advice = (trouble.title, trouble.detail) if said else _worded(trouble.kind, words)
    language = "" if trouble.worded else "en"
    reason = (Node("p", trouble.reason, look="reason", language=language),) if trouble.reason else ()
    texts = Node("div", children=(Node("h3", title), Node("p", advice), *reason))
    return Node("div", look="refusal trouble", children=(icon("error"), texts))


def _worded(kind: TroubleKind, words: NullTranslations) -> tuple[str, str]:
    # Four digits need no mark between thousands in any of the four languages.
    limit = str(MAX_QUESTION_CHARS)
    table = {
        TroubleKind.UNREACHABLE: (
            words.gettext("The answering service is not running."),
            words.gettext(
                "Start it with “make up” in the project's folder, then try again. What you have written is kept."
            ),
        ),
        TroubleKind.SLOW: (
            words.gettext("The service takes too long to answer."),
            words.gettext("It may be reading texts in. Wait a moment, then try again."),
        ),
        TroubleKind.STARTING: (
            words.gettext("The service is still loading its library."),
            words.gettext("That takes a few seconds. Then try again."),
        ),
        TroubleKind.NOT_ALLOWED: (
            words.gettext("Your role does not allow this."),
            words.gettext("Ask whoever looks after the library for a key with another role."),
        ),
        TroubleKind.SIGNED_OUT: (
            words.gettext("Your key is not accepted any more."),
            words.gettext("Sign in again; what you have written is kept."),
        ),
        TroubleKind.TOO_LONG: (
            words.gettext("That question is too long."),
            words.gettext(
                "At most {limit} characters can be read. Ask for the main thing in a sentence or two."
            ).format(limit=limit),
        ),
        TroubleKind.GONE: (
            words.gettext("This text has been removed from the library."),
            words.gettext("Ask your question again: the answer will stand on the texts that are there now."),
        ),
        TroubleKind.NOT_FOUND: (
            words.gettext("This text is not in the library."),
            words.gettext("The link may be wrong, or the text is not for your role. Ask whoever sent you the link."),
        ),
        TroubleKind.BROKEN_LINK: (
            words.gettext("This link does not lead to a passage."),
            words.gettext("Part of it may have been lost on the way. Ask whoever sent it for the whole link."),
        ),
        TroubleKind.BROKEN: (
            words.gettext("Something went wrong in the service."),
            words.gettext("Try again. If it happens once more, its log says what is wrong."),
        ),
    }
    return table[kind]
