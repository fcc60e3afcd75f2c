"""How hard a quiz may be: read from the caller's words for the learners, in any of the four languages."""

from __future__ import annotations

import re
from enum import StrEnum


class Difficulty(StrEnum):
    """How hard the questions of a quiz are."""

    EASY = "easy"
    MIXED = "mixed"
    HARD = "hard"


_NEW = re.compile(
    r"\b(?:new|newly|newcomers?|new hires?|beginners?|trainees?|juniors?|starters?|interns?|rookies?|onboarding"
    r"|inexperienced|without experience|no experience|apprentices?|graduates?)\b"
    r"|\b(?:нов|нова|ново|нови|новия|новият|новата|новите)\b"
    r"|\b(?:нов(?:ак|аци|обран)|начинаещ|стажант|младш|неопит|без опит|току-що|наскоро назначен)"
    r"|新人|新员工|新業務|新业务员|新业务|新手|新进|新入职|刚入职|刚入行|入职|新来|新销售|新代表|新同事|初学|实习|应届|见习|初级|初級"
    r"|没有?经验|无经验|零基础|菜鸟"
    r"|신입|신규 ?입사|새로 ?입사|입사한? ?(?:지)? ?(?:\d|한|두|세|첫)|새내기|초보|신참|수습|인턴|입문|주니어"
    r"|경험(?:이)? ?없",
    re.IGNORECASE,
)
_VERSED = re.compile(
    r"\b(?<!no )(?<!without )(?:experienced|senior|seniors|seasoned|veterans?|managers?|leaders?|leads|heads?"
    r"|directors?|supervisors?|experts?|advanced|key[ -]account)\b"
    r"|\b(?:опитн|старш|мениджър|ръководител|директор|начални|шеф|експерт|напреднал)"
    r"|资深|資深|经理|經理|主管|总监|(?<!没)有经验|老业务|老销售|老员工|骨干|高级|负责人|领导|高管"
    r"|경력|베테랑|관리자|팀장|매니저|부장|과장|차장|지점장|임원|숙련|시니어|고참|고급|책임자|리더",
    re.IGNORECASE,
)


def difficulty(learners: str | None) -> Difficulty:
    """Easy for newcomers, hard for the experienced and those who lead; mixed where neither or both are named."""
    new = bool(learners and _NEW.search(learners))
    versed = bool(learners and _VERSED.search(learners))
    if new == versed:
        return Difficulty.MIXED
    return Difficulty.EASY if new else Difficulty.HARD
