"""What an upload would become, and what became of it, as sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import NullTranslations

from api.schemas.common import Problem
from api.schemas.documents import FailureOut, JobOut, PreviewOut, PreviewSectionOut
from ui.badges import badge
from ui.phrases import NATIVE_NAMES
from ui.sheet import Node, icon

# The first headings show whether a file was understood; the rest is counted.
_SHOWN_SECTIONS = 12


def preview_node(preview: PreviewOut, words: NullTranslations) -> Node:
    """The guessed encoding and language, and how the text is divided; nothing is saved yet."""
    spoken = (
        badge("translate", words.gettext("Language: {name}").format(name=NATIVE_NAMES[preview.language]))
        if preview.language
        else badge("help", words.gettext("Language: please choose below"), look="badge marked")
    )
    encoding = badge("abc", words.gettext("Read as: {encoding}").format(encoding=preview.encoding))
    count = sum(section.passages for section in preview.sections)
    passages = words.ngettext("{count} passage", "{count} passages", count).format(count=count)
    badges = (spoken, encoding, badge("segment", passages))
    shown = tuple(_section(section, words) for section in preview.sections[:_SHOWN_SECTIONS])
    more = len(preview.sections) - _SHOWN_SECTIONS
    rest = words.ngettext("and {count} more section", "and {count} more sections", more).format(count=more)
    tail = (Node("li", rest, look="path"),) if more > 0 else ()
    return Node(
        "section",
        look="card",
        children=(
            Node("h3", preview.title, language=preview.language or ""),
            Node("div", look="badges", children=badges),
            Node("ul", look="outline", language=preview.language or "", children=(*shown, *tail)),
        ),
    )


def _section(section: PreviewSectionOut, words: NullTranslations) -> Node:
    heading = section.heading or words.gettext("(before the first heading)")
    return Node("li", children=(Node("span", heading), Node("span", f" · {section.passages}", look="path")))


def finished_node(job: JobOut, titles: Mapping[str, str], words: NullTranslations) -> Node:
    """Whether the text is in the library now; if not, why. `titles`: by document."""
    report = job.report
    if job.state == "done" and report is not None:
        new = [titles.get(one, one) for one in (*report.added, *report.changed)]
        title = words.gettext("It is in the library.") if new else words.gettext("Nothing has changed.")
        advice = (
            words.gettext("It can be found from now on: {names}").format(names=", ".join(new))
            if new
            else words.gettext("The library already holds exactly this text.")
        )
        return _told("task_alt", "empty", title, advice)
    if job.problem is not None:
        return _told("error", "refusal trouble", job.problem.title, job.problem.detail, *_reason((job.problem,)))
    title = words.gettext("The file could not be taken in.")
    return _told(
        "error",
        "refusal trouble",
        title,
        words.gettext("The library is as it was before."),
        *_reason(report.failed if report else ()),
    )


def _reason(said: Sequence[Problem | FailureOut]) -> tuple[str, str]:
    """What exactly was wrong, and the language that it is said in: "" is the page's own."""
    worded = all(one.reason_code for one in said)
    return "; ".join(one.reason for one in said if one.reason), "" if worded else "en"


def _told(name: str, look: str, title: str, advice: str, reason: str = "", language: str = "") -> Node:
    why = (Node("p", reason, look="reason", language=language),) if reason else ()
    texts = Node("div", children=(Node("h3", title), Node("p", advice), *why))
    return Node("div", look=look, children=(icon(name), texts))
