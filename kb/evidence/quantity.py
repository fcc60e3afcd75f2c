"""Whether a passage holds the kind of quantity that a question asks for: a time, a frequency, a share.

A list of duties does not say how long a visit takes. Where the texts have no figure of that kind, that is the answer:
either a passage says so itself ("no rate is given"), or there is none.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.text import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable


class Quantity(StrEnum):
    """What is asked to be counted in; anything else is answered by any number, or by the list itself."""

    TIME = "time"
    FREQUENCY = "frequency"
    SHARE = "share"


_ASKED = {
    Quantity.FREQUENCY: r"""
        \bhow\ (?:often|frequently|many\ times) | 多久.{0,6}一次 | 隔多久 | 隔几 | (?<![第好])几次 | 多少次 | 多少回
        | 몇\ ?번(?!째) | 얼마나\ 자주 | \bколко\ (?:често|пъти)\b | \bпрез\ колко\b
    """,
    Quantity.TIME: r"""
        \bhow\ long\b(?!\ (?:a|is\ the)\ list)
        | \bhow\ (?:many|much)\ (?:time|minutes?|hours?|days?|weeks?|months?|years?)\b
        | 多久 | 多长时间 | 几(?:分钟|小时|个小时|个钟头) | 多少(?:个)?(?:分钟|小时|钟头|天|周|星期|月|年)
        | 몇\ ?(?:분|시간)(?!째) | 며칠(?!째) | 얼마\ ?동안 | 얼마나\ (?:오래|걸)
        | \bколко\ (?:време|минути?|часа?|дни|дена|седмици|месеца?|години)\b | \bколко\ дълг
    """,
    Quantity.SHARE: r"""
        \b(?:what|which)\ (?:percent|percentage|share|proportion|ratio)\b | \bhow\ (?:many|much)\ percent\b
        | 百分之几 | 几成 | 多少个百分点 | 几个百分点 | (?:占比|比例|比率)(?:是|要|得|该)?多少
        | 몇\ ?(?:퍼센트|프로|%) | 비율(?:은|이|을)?\ ?(?:몇|얼마) | \bкакъв\ (?:процент|дял)\b | \bколко\ процент
    """,
}
_TIME = r"""
    (?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|an?|half|every|each|per|once|twice)\b)
        .{0,18}\b(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?)\b
    | \b(?:minutes?|hours?|daily|weekly|monthly|quarterly|yearly|annual)\b | 分钟 | 小时 | \bминут | \bчаса?\b
    | [\d一二两三四五六七八九十半几每]\ ?个?(?:多)?(?:分钟|小时|钟头|天|日|周|星期|月|季|年)
    | (?:\d|한|두|세|네|다섯|여섯|매|하루|반)\ ?(?:분|시간|일|주|달|개월|년|월) | 하루 | 매일 | 매주 | 매월 | 매달
    | (?:\d|\b(?:един|една|едно|два|две|три|четири|пет|десет|половин|всек\w+|на)\b).{0,14}
        \b(?:минут|час|ден|дни|седмиц|месе|тримесеч|годин)
    | \b(?:ежедневно|дневно|седмич|месеч|годиш) | \b(?:час|ден|седмица|месец|година)-(?:два|две)\b
    | \btoo\ (?:long|much\ time) | \b(?:promptly|immediately|without\ delay) | 太久 | 太长 | 及时 | 立即 | 尽快 | 尽早
    | 너무\ 오래 | 제때 | 즉시 | 신속 | \bтвърде\ (?:дълго|много\ време) | \b(?:навреме|незабавно|веднага)
"""
_HELD = {
    Quantity.FREQUENCY: _TIME
    + r"""
    | \b(?:times|once|twice|regular|often|frequent|periodic)
    | [\d一二两三四五六七八九十每]\ ?(?:次|回|趟) | 定期 | 经常 | 隔
    | (?:\d|한|두|세|네|몇|매)\ ?(?:번|차례|회) | 정기 | 자주 | \b(?:пъти|път|веднъж|редовн|период|често|честот)
    """,
    Quantity.TIME: _TIME,
    Quantity.SHARE: r"""
        % | percent | per\ cent | \bshare\b | \bhalf\b | \bthird\b | 百分 | [一二三四五六七八九]成 | 一半 | 퍼센트
        | 절반 | 분의 | процент | половин | \bтрети
    """,
}
_NOT_GIVEN = re.compile(
    r"""
    \bnot\ (?:given|stated|named|specified|said)\b | \bleft\ blank\b | \bno\ (?:figure|number|rate|percentage|sum)
    | \b(?:gives?|states?|names?)\ no\b | \bblank\b | \bleaves?\ .{0,40}\bopen\b
    | 没有(?:给出|写|说明|提供|注明|数字|填) | 空白 | 空着 | 未(?:给出|写|注明|说明)
    | 나와\ 있지\ 않 | 빈칸 | 비어 | 밝히지\ 않 | 적혀\ 있지\ 않 | 제시하지\ 않
    | \bне\ (?:е\ |са\ )?(?:посоч|даден|казан|дава) | \bпразн | \bлипсва
    """,
    re.VERBOSE,
)
_QUESTIONS = tuple((kind, re.compile(pattern, re.VERBOSE)) for kind, pattern in _ASKED.items())
_ANSWERS = {kind: re.compile(pattern, re.VERBOSE) for kind, pattern in _HELD.items()}


def quantity_asked(question: str) -> Quantity | None:
    """The kind of quantity that a question asks for by its form; None where it asks for another, or none."""
    words = spoken(question)
    return next((kind for kind, pattern in _QUESTIONS if pattern.search(words)), None)


def holds(text: str, kind: Quantity) -> bool:
    """Whether a passage has a quantity of that kind, or says that none is given."""
    words = spoken(text)
    return _ANSWERS[kind].search(words) is not None or _NOT_GIVEN.search(words) is not None


def lacks_quantity(question: str, passages: Iterable[str]) -> bool:
    """Whether a question asks for a time, a frequency or a share that none of these passages has."""
    kind = quantity_asked(question)
    return kind is not None and not any(holds(text, kind) for text in passages)
