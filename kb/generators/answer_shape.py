"""What a question asks for: a definition, a number, a list, steps, a comparison, reasons; told by its form.

Small patterns for the four languages. Where a question has the form of several, the more particular one counts:
"how many" is no "how", "what is the difference" no "what is".
"""

from __future__ import annotations

import re
from enum import StrEnum

from kb.text import spoken_question


class Shape(StrEnum):
    """What an answer has to be; NEXT is "and then?", OPEN where the question's form does not tell."""

    NEXT = "next"
    COMPARISON = "comparison"
    NUMBER = "number"
    REASON = "reason"
    LIST = "list"
    DEFINITION = "definition"
    STEPS = "steps"
    OPEN = "open"


_NEXT = r"""
    ^(?:and\ |but\ |so\ )?(?:what(?:'s|\ is|\ comes|\ happens)?\ (?:next|then|after\ that)|next|then|after\ that)\W*$
    | ^(?:那)?(?:然后|接下来|下一步|之后|后来|再然后)(?:呢|做什么|干什么|怎么办)?\W*$
    | ^(?:그럼\ )?(?:그\ ?)?다음(?:\ 단계)?(?:은|에는|에서는|에선|엔|는)?
      (?:\ (?:뭘|뭐|무엇을)\ (?:하|해|합)\w{0,3})?요?\W*$
    | ^그러고\ 나서는?요?\W*$
    | ^(?:и|а)?\ ?(?:после|след\ това|нататък|какво\ следва|каква\ е\ следващата\ стъпка)\W*$
    | \b(?:what|which\ (?:step|stage|one))\ (?:comes|follows)\ (?:right\ |directly\ |straight\ )?after\b
    | \bwhich\ (?:step|stage)\ follows\b
    | (?:之后|以后|后面|完了|接着)的?(?:下一步|那一步|一步)?(?:是|轮到)(?:什么|哪一步|啥)\W*$
    | 다음\ ?단계(?:에는|에|은|엔|이|는)?\ ?(?:뭐|무엇|뭘|어떤\ 단계)\w{0,5}\W*$
    | \b(?:какво|коя\ стъпка|кой\ етап)\ (?:следва|идва)\ (?:веднага\ )?след\b
"""
_COMPARISON = r"""
    \bdifferences?\b | \bdifferent\ from\b | \bhow\ .{1,60}\ different\b | \bdiffers?\b | \bcompar(?:e|ed|ing|ison)\b
    | \bversus\b | \bvs?\b | \bas\ opposed\ to\b
    | \bsame\ (?:thing|as)\b | \bdistinguish\b | \btell\ .{1,40}\ apart\b | \bwhich\ (?:one\ )?is\ (?:better|more)\b
    | 区别 | 差别 | 差异 | 差在哪 | 有(?:什么|何|啥)不同 | 不同在 | 对比 | 相比 | 一回事 | 哪个更 | 更.{0,6}还是
    | 分别(?!人)
    | 區別 | 差別 | 差異
    | 차이 | 다른가 | 다른\ ?(?:거(?!래)|건|점) | 다르(?:죠|지|나|다|냐) | 다릅니까
    | (?:뭐가|어떻게|무엇이)\ 달라 | 달라요
    | 비교(?!해\ 보라) | (?:나아|낫).{0,30}(?:나아|낫)
    | 같은\ ?(?:건|거|것|뜻)(?:인|예|이|야|가)
    | 구별 | 둘\ 중 | 각각 | 보다\ 뭐가
    | \bразлик | \bразличава | \bпо\ какво\ се\ различ | \bсравн | \bедно\ и\ също\b | \bв\ сравнение\b
    | \bза\ разлика\b
    | \bпо-\w+\s.{0,40}\s[–-]\s.{0,60}\bили\b
"""
_NUMBER = r"""
    \bhow\ (?:many|much|often|long|far|soon|big|large|high)\b
    | \bwhat\ (?:percentage|percent|share|number|proportion)\b
    | \bhow\ .{1,20}\ hours\b
    | 多少 | 多久 | 多高 | 多长
    | (?<![哪好这那])几(?:个|步|次|人|天|年|种|条|项|级|层|成|倍|分|点|小时|周|岁|家|类|遍|阶段|布骤) | 百分之几
    | 幾(?:個|步|次|人|天|年|種|項)
    | (?<!\w)몇 | 며칠 | 얼마나 | 얼마(?:예요|죠|인가|입니까|로|\ 이상) | 퍼센트 | 비율(?:은|이)?\ ?(?:몇|얼마)
    | \bколко\b | \bкаква\ част\b | \bкакъв\ (?:процент|дял)\b
"""
_REASON = r"""
    \bwhy\b | \bhow\ come\b | \bwhat\ for\b | \bwhat(?:'s|\ is)\ the\ (?:point|reason|use)\b
    | \bwhat\ do\ (?:we|i|you)\ gain\b
    | 为什么 | 为何 | 为啥 | 干嘛(?:非|要|还|老|得) | 干吗(?:非|要) | 凭什么 | 图(?:啥|什么) | 有(?:啥|什么)用 | 何必
    | 的(?:原因|理由) | 為什麼
    | (?<!\w)왜(?!냐) | 이유 | 뭐\ ?하러 | 뭣\ ?하러 | 까닭 | 어째서 | 무엇\ ?때문
    | \bзащо\b | \bза\ какво\ (?:ни|ми|му|им|се|е)\b | \bпо\ каква\ причина\b | \bкакъв\ (?:е\ )?смисъл
    | \bс\ каква\ цел\b
"""
_LIST = r"""
    \bwhich\ (?:[\w-]+\ ){0,2}\w+s\b
    | \bwhat\ (?:are\ the\b|kinds?|sorts?|types?|items|things|tools|duties|tasks|skills|qualit)
    | \bwhat\ .{0,25}\b(?:bring|pack|take\ along|note\ down|write\ down|record|prepare|include|contain|consist)
    | \bwho\ else\b | \blist\b | \bmade\ up\ of\b | \bname\ (?:the|all|some)\b | \bduties\b | \bresponsibilities\b
    | \bcriteria\b
    | 哪(?:些|几|幾) | 有(?:什么|啥)(?:要求|职责|方法|办法|来源|好处)
    | (?:带|准备|写|记|填|包括|包含|检查|注意|报告)(?:些)?(?:什么|啥)
    | 都(?:有|要|得|干|是)?.{0,4}(?:什么|啥) | 列(?:出|个|一下) | 清单 | 哪類
    | 뭐뭐 | 뭐\ ?뭐 | 무엇무엇 | 어떤\ ?(?:것|점|종류|사항|항목|게|걸|자질|도구)(?!이\ 더) | 종류 | 목록 | 나열
    | (?:뭘|뭐를|무엇을|무얼|뭐)\ ?(?:들고|챙|적|가져|준비|기록|보고|확인|넣|봐야|물어|체크|조사|조심|알아)
    | 머\ ?챙 | 무슨\ 내용 | 뭐가\ 포함 | (?:뭐|머)가\ ?(?:들어|있|얹|필요)
    | \b(?:с\ )?кои\ (?!е\b)\w+ | \bкакви\b | \bкое\ от\b | \bкакво\ (?:ще\ )?(?:върша|върши|правят)\b | \bизброй
    | \bсписък | \bот\ какво\ се\ състо
    | \bкакво\ .{0,25}(?:нос|взем|подготв|пише|опише|запиш|впис|съдърж|включ|влиз|провер|огледа|занес)
"""
_DEFINITION = r"""
    \bwhat(?:'s|\ is|\ exactly\ is|\ are)\b(?!\ the\ (?:best|right|proper|quickest)\ way)
    | \bwhat\ (?:do|does)\ .{1,40}\b(?:mean|stand\ for)\b
    | \bdefin(?:e|ition)\b
    | \bmeaning\ of\b | \bin\ a\ nutshell\b
    | 是(?:个|一个)?(?:什么|啥|干嘛|干什么)(?!时候) | 什么是 | 啥(?:是|叫) | 什么叫 | 何谓 | (?:什么|啥)(?:意思|概念)
    | 算(?:个)?什么 | 指的?(?:是)?(?:什么|啥)
    | 定义 | 什麼是 | 是什麼
    | (?:뭐|무엇|뭔)(?:예요|에요|인가|이에요|야|죠|입니까|지|냐|가요|데) | 무슨\ (?:뜻|의미|소리)
    | 뭔\ (?:소리|뜻|말) | 정의 | 뜻이 | [을를]\ (?:뭐|무엇)이?라고\ (?:하|부르)
    | \bкакво\ (?:точно\ )?(?:е|са|означава|значи|представлява|се\ разбира|ще\ рече|имат\ предвид)\b | \bщо\ е\b
    | \bопределение | \bкак(?:ва|ъв|во)\ (?:му\ |ѝ\ )?е\b
"""
_STEPS = r"""
    \bway\ (?:of|to)\b | \bhow\ (?:do|can|should|would|to|am|are|does|could)\b | \bsteps?\b
    | \bin\ what\ order\b | \bprocedure\b
    | \bwhat\ (?:do|should|must|am|can)\ i\b | \bhow\ i\b
    | 怎么 | 如何 | 怎样 | 咋 | 步骤 | 顺序 | 流程 | 一步步 | 怎麼
    | 어떻게 | 어떤\ 식 | 뭐부터 | 머부터 | 순서 | 절차 | 방법 | 하려면 | 어떡
    | \bкак\b | \bстъпк | \bпо\ какъв\ ред\b | \bв\ какъв\ ред\b | \bреда\b | \bкакво\ да\ (?:правя|направя)\b
"""
# In the order in which they count.
_PATTERNS = {
    shape: re.compile(pattern, re.VERBOSE)
    for shape, pattern in (
        (Shape.NEXT, _NEXT),
        (Shape.COMPARISON, _COMPARISON),
        (Shape.NUMBER, _NUMBER),
        (Shape.REASON, _REASON),
        (Shape.LIST, _LIST),
        (Shape.DEFINITION, _DEFINITION),
        (Shape.STEPS, _STEPS),
    )
}


def shape_of(question: str) -> Shape:
    """What a question asks for, by its form, in any of the four languages."""
    words = spoken_question(question)
    return next((shape for shape, pattern in _PATTERNS.items() if pattern.search(words)), Shape.OPEN)


_PREMISE = re.compile(
    r"""
    (?:^|[.!]\s)(?:but\ |so\ )?(?:since|given\ that|seeing\ that|as\ (?:we|you)\ (?:know|say))\b | \bright\?
    | \b(?:isn't|doesn't|don't)\ (?:it|they|that)\?
    | \byou\ (?:recommend|say|said|advise|claim)\b | \baccording\ to\ (?:you|the\ texts?|that|the\ handbook)\b
    | 既然 | 不是(?:说|规定|分|要) | 对吧 | 是吧 | 资料(?:里|上)?(?:说|规定|写) | 都说了
    | 잖아 | 라면서 | 다면서 | (?:맞|그렇)죠\? | 라고\ (?:했|돼|되어)\ ?있
    | (?:^|[.!]\s)(?:щом|след\ като|като\ знаем|понеже)\b | \bнали\b | \bказвате\b | \bпрепоръчвате\b
    """,
    re.VERBOSE,
)


def states_premise(question: str) -> bool:
    """Whether a question takes something for granted before it asks: what it takes may be wrong."""
    return _PREMISE.search(spoken_question(question)) is not None


def asks_how(question: str) -> bool:
    """Whether a question asks for a procedure, whatever else it asks: "what is it and how do I use it?"."""
    return _PATTERNS[Shape.STEPS].search(spoken_question(question)) is not None
