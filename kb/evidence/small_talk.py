"""Greetings, thanks and orders to the machine: said politely no to, without a search.

Only whole utterances count, so that "hello, how do I prepare a visit" is still a question.
"""

from __future__ import annotations

from kb.evidence.orders import is_order
from kb.text import spoken

_GREETINGS = frozenset(
    """
    hello|hi|hey|hi there|hello there|good morning|good afternoon|good evening|good day|thanks|thank you
    thank you very much|thx|bye|goodbye|see you|ok|okay|yes|no|test|how are you|who are you|are you a robot
    are you there|help
    你好|您好|你好啊|嗨|哈喽|早上好|上午好|下午好|晚上好|谢谢|谢谢你|谢谢您|多谢|再见|拜拜|好的|在吗|你是谁|您是谁
    你好吗|测试|嗯|妳好|謝謝|再見
    안녕|안녕하세요|안녕하십니까|반갑습니다|고마워|고마워요|감사합니다|고맙습니다|잘 가|안녕히 계세요|네|아니요
    테스트|누구세요|넌 누구야|너 누구야
    здравей|здравейте|здрасти|привет|добро утро|добър ден|добър вечер|благодаря|благодаря ви|мерси|чао|довиждане
    да|не|тест|как си|как сте|кой си ти|кой сте вие|ок
    """
    .replace("\n", "|")
    .replace("    ", "")
    .split("|")
) - {""}


def is_small_talk(text: str) -> bool:
    """Whether a whole utterance is a greeting, thanks or an order to the machine instead of a question."""
    words = spoken(text)
    bare = " ".join("".join(char if char.isalnum() else " " for char in words).split())
    return bare in _GREETINGS or is_order(text)
