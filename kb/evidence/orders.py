"""Orders to the machine instead of questions: to forget its rules, to play a part, to make something up.

Nothing here obeys them either way: no model reads them. They are told apart so that they get a polite no, and not the
passage that happens to lie nearest. Honest questions hold the same words ("may I make up numbers in a report?"), so a
pattern wants the form of an order, too.
"""

from __future__ import annotations

import re
import unicodedata

from kb.text import spoken_question

_RULES = r"(?:instruction|prompt|rule|guideline|polic(?:y|ies)|direction|previous|above|texts?\b|document)"
_MADE_UP = r"(?:quot|testimonial|review|rule|number|figure|statistic|source|reference|case|story|stories|survey|clause)"

# To set aside what it goes by.
_FORGET = rf"""
    \b(?:ignore|disregard|forget|bypass|override)\b.{{0,40}}\b{_RULES}
    | (?:忽略|无视|忘记|忘掉|忽視|抛开|跳过|绕过).{{0,20}}(?:指令|指示|提示|规则|要求|设定|资料库|限制|規則)
    | (?:무시|잊어|잊고).{{0,10}}(?:하고|해|버리|줘)?.{{0,20}}(?:출력|역할)
    | (?:지시|지침|명령|프롬프트|규칙|자료).{{0,12}}(?:무시(?!하는|하면|해도)|잊어|잊고)
    | (?:игнорирай|забрави|пренебрегни|заобиколи|остави\ настрана)(?:те)?\b
      .{{0,40}}(?:инструкци|указани|правил|предишн|текстове)
"""
# To show what is behind it.
_REVEAL = r"""
    \b(?:system\s+prompt|developer\s+mode|jailbreak|debug\s+mode)\b
    | \b(?:repeat|print|show|reveal|tell|give|output|display)\b.{0,30}\b(?:your|the\ admin|this\ program's)\b.{0,20}
      \b(?:prompt|instructions|password|api\ keys?|secret|first\ message|source\ code|configuration)\b
    | \badmin(?:istrator)?\ password\b
    | (?:系统提示词?|系統提示|开发者模式|调试模式|越狱模式)
    | (?:复述|输出|显示|告诉我|打印|泄露).{0,12}(?:你|系统).{0,12}(?:提示词|指令|第一条消息|密码|密钥|源代码)
    | 管理员密码
    | \bi(?:'m|\ am)\ (?:your\ (?:developer|creator|maker)|the\ \w+\ who\ (?:built|made|trained|wrote)\ you)\b
    | 我(?:就)?是(?:开发|制作|训练|设计|写)你的 | (?:너|널|당신)[을를]?\ ?(?:만든|개발한)\ (?:사람|개발자|엔지니어)
    | \bаз\ съм\ (?:твоя(?:т)?|вашия(?:т)?)\ (?:разработчик|създател|програмист)
    | 시스템\s*프롬프트 | 개발자\s*모드 | 관리자\s*비밀번호
    | (?:너|네|당신)의?\s?.{0,10}(?:프롬프트|지침|지시문|비밀번호|api\ ?키).{0,12}(?:출력|알려|보여|말해)
    | системн\w+\s+(?:си\s+|ти\s+)?(?:промпт|подкан|инструкци) | режим\ за\ разработчици | администраторск\w+\ парола
    | (?:изведи|покажи|кажи|повтори|изпиши|разкрий)(?:те)?\b.{0,30}
      (?:твоя|своя|твоите|всички\ файлове|паролата|ключове|подканата|първото\ съобщение)
"""
# To be somebody else.
_PLAY = r"""
    \b(?:pretend|imagine|suppose)\ (?:that\ )?you(?:'re|\ are)\b.{0,80}
      \b(?:no|without|late|evil|unscrupulous|not\ bound|tell|explain|hacker|dan)\b
    | ^\W*pretend\b | \bfrom\ now\ on,?\ you(?:'re|\ are|\ will|\ must)\b | \byou\ are\ now\b
    | \blet's\ role-?\ ?play\b
    | \bact\ as\ (?:if\ you\ (?:are|were|had)|an?\ ai|a\ model|dan\b)
    | \byou\ have\ no\ (?:restrictions|rules|limits)\b
    | (?:你(?:现在)?|请|來|来|您)(?:来)?(?:扮演|假扮|装作|假装(?:是|自己|你))
    | 从现在(?:起|开始).{0,6}(?:你|只)(?:是|叫|要|回|能) | 假装你是 | 你现在(?:是|叫)
    | 역할극\ ?(?:하자|해\ ?줘|하죠|합시다|시작) | (?:지금|이제)부터\ (?:너는|넌|당신은)
    | (?:너는|넌|당신은)\ (?:이제|지금부터)
    | 인\ 척(?:하고|하면서|해)\ .{0,30}(?:알려|말해|대답|설명)
    | представи\ си,?\ че\ си\b | престори\ се | прави\ се\ на\b.{0,60}(?:кажи|обясни|отговаряй)
    | от\ сега\ нататък\ (?:си|ти\ си|ще\ бъдеш|отговаряй)
    | влез\ в\ ролята | нямаш\ (?:никакви\ )?(?:ограничения|правила)
"""
# To make something up.
_INVENT = rf"""
    (?:^|[.!?:;,\]]\s*|\b(?:and|please|you|just)\ )(?:make\ up|invent|fabricate|fake)\b.{{0,60}}{_MADE_UP}
    | (?:编造?|杜撰|捏造|虚构|伪造)(?:几|一|两|三|个|些|出|份).{{0,20}}
      (?:评价|好评|证言|数字|数据|规定|案例|出处|表扬|推荐)
    | 没有?(?:依据|出处)也(?:行|可以|没关系).{{0,30}}(?:数字|数据|编)
    | (?:가짜|허위|거짓)\ ?(?:후기|추천사|인용|통계|숫자|규정).{{0,20}}(?:써|만들어|지어|작성)
    | (?:후기|추천사|인용문|숫자|수치|통계|규정)[를을]?\ .{{0,20}}(?:그럴듯하게|지어내|지어\ ?줘|꾸며)
    | (?:измисли|съчини|изфабрикувай)(?:те)?\b.{{0,40}}(?:отзив|цитат|правил|числ|цифр|статистик|източник|препорък)
    | напиши.{{0,20}}фалшив
"""
# What looks like another speaker in the middle of a question; and orders how to answer.
_SPEAKER = r"""
    [\[<{【|(]{1,2}\s*/?(?:system|assistant|developer|admin|inst|instruction|im_start|系统|助手|시스템|관리자|система|асистент)\s*[:：|\]>】}]
    | <\|.{0,20}\|> | \#{2,}\s*(?:system|instruction|new\ instructions)
    | \b(?:reply|respond|answer)\ (?:only\ )?with\ (?:only\ )?(?:the\ word|exactly|["“'])
    | 只(?:回复|回答|输出)\W*["“「']
    | (?:라고|으로)만\ (?:답해|대답해|출력해) | отговаряй\ само\ с\b
"""
_ORDERS = tuple(
    re.compile(pattern, re.VERBOSE | re.IGNORECASE) for pattern in (_FORGET, _REVEAL, _PLAY, _INVENT, _SPEAKER)
)


def is_order(text: str) -> bool:
    """Whether an utterance tries to command the machine, in any of the four languages."""
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    words = spoken_question(visible)
    return any(pattern.search(words) for pattern in _ORDERS)
