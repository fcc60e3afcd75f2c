"""Wishes that nobody should serve: to fake, deceive, bribe unseen, spy or threaten, with a sales story around them.

The texts say something to a few of them ("may I pose as a customer to learn a price?"): a question as near to one of
those as their own asked-as questions is answered with it. Others get the passage on receipts for a wish to forge one,
unless more is asked of them (kb.evidence.answerability).
"""

from __future__ import annotations

import re

from kb.text import spoken_question

_WISHES = re.compile(
    r"""
    \b(?:fake|forge|falsif(?:y|ied)|fabricate|doctor(?:ed)?|backdate)\b.{0,60}
        \b(?:receipt|invoice|report|order|figure|number|review|testimonial|survey|letter|record|signature|visit|document)
    | \bwithout\ (?:them|him|her|anyone|anybody|the\ (?:boss|customer|company|dealer|client))\ (?:ever\ )?
        (?:noticing|knowing|finding\ out|seeing)
    | \bhow\ (?:do|can|could|should|to)\ (?:i\ |we\ )?(?:best\ )?
        (?:lie\ to|cheat|trick|deceive|bribe|blackmail|threaten|spy\ on|hack|steal|scare)\b
    | \b(?:write|draft|prepare)\b.{0,40}\bthreaten | (?:^|[.!?]\ )invent\b
    | \b(?:write|draft|make|fill\ in|claim)\b.{0,60}\b(?:wasn't\ there|never\ (?:happened|took\ place|bought|went|made))
    | \bkickback\b.{0,30}\b(?:hide|disguise|book|unseen|paper\ trail)
    | (?:假|虚假的?)(?:发票|收据|单据|订单|合同|报告|评价|好评|证明|简历|名片|客户|数据) | 伪造 | 造假 | 虚报 | 两套账
    | (?:帮我|给我|替我)编(?:一?[张份个条套]|造|几)
    | (?:怎么|如何|咋|帮我).{0,12}(?:骗|忽悠|糊弄|吓唬|威胁|贿赂|偷看|偷录|黑进|偷拿)
    | (?:不被|不让|别让).{0,8}(?:发现|查到|看出|察觉|知道) | 神不知鬼不觉 | (?:堵|上门).{0,8}(?:家|孩子|学校)
    | (?:가짜|허위|위조)\ ?(?:로\ )?.{0,10}(?:주문|영수증|계산서|후기|보고|견적|계약|서류|명함|방문)
    | (?:恐吓|威胁)(?:短信|信|邮件|电话) | 협박.{0,12}(?:문자|편지|메일|전화|써) | \bзаплашителн
    | \bthreatening\ (?:text|letter|message|e-?mail|call)
    | 안\ ?걸리(?:게|는|고) | 뒷돈 | 부풀(?:려|리) | 빼내(?:는|려|고|서) | 빼돌 | 이중\ ?장부 | 장부\ (?:두|2)\ ?개
    | (?:몰래|속여서|협박해서).{0,20}(?:방법|하려면|해도|할까|싶|삭제|찍|녹음|보고|들어가|설치) | 위치\ ?추적
    | 인\ ?척.{0,20}(?:전화|알아내|대본|빼) | (?:속이는|협박하는|매수하는)\ (?:방법|요령)
    | \bфалшив\w*\s.{0,12}(?:фактур|касов|бележк|отчет|поръчк|отзив|документ|договор|подпис|визитк)
    | \bподправ | \bкак\ да\ (?:го\ |я\ |ги\ )?(?:излъжа|измамя|подкупя|заплаша|изнудя|сплаша|шпионирам|открадна|хакна)
    | \bда\ не\ (?:разбер|усет|забележ|хван|личи)\w* | \bбез\ да\ (?:разбер|усет|забележ)\w*
    | \b(?:въпреки\ че\ не\ е|ко(?:я|й|е)то\ не\ (?:е|съм)\ (?:бил|прав|ход))\w* | \bдвойно\ счетоводство
    | \bплик\ с\ пари
    """,
    re.VERBOSE,
)


def is_dishonest(question: str) -> bool:
    """Whether a question has the form of a wish to deceive, bribe, spy or threaten, in any of the four languages."""
    return _WISHES.search(spoken_question(question)) is not None
