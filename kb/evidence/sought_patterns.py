"""How the four languages ask for a time, a price, an inventor … and how a passage gives one: patterns, re.VERBOSE.

They are matched against spoken texts (kb.text.spoken).
"""

from __future__ import annotations

from enum import StrEnum


class Sought(StrEnum):
    """What a question asks for by its form, where a passage either has one or says nothing to it."""

    TIME = "time"
    FREQUENCY = "frequency"
    SHARE = "share"
    RATE = "rate"
    COST = "cost"
    LEVEL = "level"
    ORIGIN = "origin"
    NAME = "name"
    TOOL = "tool"
    BRAND = "brand"
    COLOUR = "colour"
    WORDING = "wording"
    FORM = "form"
    PAY = "pay"
    LAW = "law"
    CLOCK = "clock"
    TITLE = "title"


ASKED = {
    Sought.FREQUENCY: r"""
        \bhow\ (?:often|frequently|many\ times) | 多久.{0,6}一次 | 隔多久 | 隔几 | (?<![第好])几次 | 多少次 | 多少回
        | 몇\ ?번(?!째) | 얼마나\ 자주 | \bколко\ (?:често|пъти)\b | \bпрез\ колко\b
    """,
    Sought.TIME: r"""
        \bhow\ long\b(?!\ (?:a|is\ the)\ list)
        | \bhow\ (?:many|much)\ (?:time|minutes?|hours?|days?|weeks?|months?|years?)\b
        | 多久 | 多长时间 | 几(?:分钟|小时|个小时|个钟头) | 多少(?:个)?(?:分钟|小时|钟头|天|周|星期|月|年)
        | 몇\ ?(?:분|시간)(?!째) | 며칠(?!째) | 얼마\ ?동안 | 얼마나\ (?:오래|걸)
        | \bколко\ (?:време|минути?|часа?|дни|дена|седмици|месеца?|години)\b | \bколко\ дълг
    """,
    Sought.SHARE: r"""
        \b(?:what|which)\ (?:percent|percentage|share|proportion|ratio)\b | \bhow\ (?:many|much)\ percent\b
        | \b(?:what|which|how\ much(?:\ of\ a)?)\ (?:discount|rebate|penalty)\b(?!\ (?:policy|policies))
        | (?:多少|几个点的?|几成|几折的?)(?:折扣|返点|违约金)
        | (?:折扣|返点|违约金)(?:一般)?(?:给|打|写|是|要)?(?:多少|几)
        | 百分之几 | 几成 | 多少个百分点 | 几个百分点 | (?:占比|比例|比率)(?:是|要|得|该)?多少
        | 몇\ ?(?:퍼센트|프로|%) | 비율(?:은|이|을)?\ ?(?:몇|얼마) | (?:할인|위약금)[은는을를이가]?\ ?(?:몇|얼마)
        | \bкакъв\ (?:процент|дял)\b | \bколко\ процент
        | \b(?:каква|колко\ (?:голяма\ )?)\ ?(?:отстъпка|неустойка)
    """,
    Sought.RATE: r"""
        \bhow\ many\b.{1,40}\b(?:a|an|per|each|every)\ (?:day|week|month|hour|year)\b
        | (?:一天|每天|一周|每周|一个?月|每个?月|一年|每年).{0,14}(?:(?<![那这十好])几|多少)
            (?:家|个|条|位|单|趟|次|份|篇|人|通)
        | (?:하루|매일|일주일|한\ 주|매주|한\ 달|매달|월).{0,14}(?:몇|얼마나)\ ?(?:군데|곳|명|건|통|개|집|사람)
        | \bколко\b(?!\ (?:са|е)\b).{1,40}
            \b(?:на\ ден|дневно|на\ седмица|седмично|на\ месец|месечно|за\ (?:един\ )?ден)\b
    """,
    Sought.COST: r"""
        \bwhat\ (?:does|do|did|will|would)\b.{1,60}\bcost\b(?!\ (?:me|us|you))
        | \bhow\ much\ (?:does|do|did|will|would)\b.{1,60}\b(?:costs?|charge)\b | \bhow\ expensive\b
        | (?:费用?|年费|价格?|价钱|花费?|收|得|大概|一般)(?:是|要|得|大概|一般)?多少钱?[呢啊呀？?\s]*$
        | 多少钱(?:一\w{1,3})?[呢啊呀？?\s]*$ | 预算.{0,8}(?:多少|几)
        | (?:비용|가격|값|요금|회비|수수료|연회비|돈)[이은는가도]?\ ?(?:대략|보통|대충)?\ ?얼마(?!나)
        | 얼마\ ?짜리 | 단가(?:는|가)?\ ?얼마
        | (?<!기간은\ )(?<!기간이\ )(?<!시간은\ )(?<!시간이\ )
          얼마(?:예요|에요|죠|인가요|입니까|야|임|인지|인데요)?[?？.\s]*$
        | (?:^|[.!?,;:–-]\ ?)(?:[аи]\ )?колко\ (?:струва|пари|лева|евро)
    """,
    Sought.LEVEL: r"""
        \bwhat(?:'s|\ is|\ would\ be|\ counts\ as)?\ (?:an?\ |the\ )?
            (?:good|healthy|normal|typical|ideal|average|usual|reasonable)\b.{0,30}
            \b(?:ratio|rate|level|number|amount|size|score|value|range)
        | \b(?:from|above|below|at|over|under)\ (?:what|which)\ (?:value|level|ratio|number|figure)\b
        | (?:正常|合理|健康|安全|标准|理想)的?(?:范围|区间|数值|水平|值|比例)?(?:是|在|算|应该是|该是|大概)多少
        | 多少(?:才)?(?:算|叫)(?:太?高|太?低|正常|合格|合理|及格|健康) | (?:超过|低于|高于)多少
        | (?:적정|정상|이상적인|바람직한)\ ?(?:한\ )?(?:수준|비율|수치|범위|값)[은이는가]?\ ?(?:몇|얼마|어느)
        | (?:몇|얼마)\ ?(?:이상|이하|미만)이?(?:면|어야|여야|부터)
        | \b(?:от|над|под|при)\ (?:каква|какво|коя|кое)\ (?:стойност|ниво|число|съотношение)\b
        | \b(?:нормалн|здравословн|идеалн|разумн|добр)\w+\ (?:съотношение|стойност|ниво|процент|брой)\b
    """,
    Sought.ORIGIN: r"""
        \bwho\ (?:\w+\ )?(?:invented|came\ up\ with|coined|thought\ up|dreamt?\ up|devised)\b
        | \b(?:invented|coined|devised)\ by\ whom | \bwhen\ (?:was|were)\b.{1,40}\b(?:invented|coined|devised)\b
        | \bwho\ (?:first\ )?(?:wrote|authored)\b | \bwho\ (?:first|originally)\b
        | 哪(?:位|个|家)(?:学者|专家|人|教授|公司|大师)?(?:最早|最先|首先)?(?:提出|发明|创立|首创|想出)
        | 谁(?:发明|首创|创立|创造) | 谁(?:最早|最先|首先|第一个)(?:想|提)出 | (?:最早|最先|当初)是谁
        | 由来 | 来历 | 起源
        | 누가.{0,14}(?:만든\ ?(?:거|것|건)|만들었(?!어야)|고안|발명|창안|생각해\ ?(?:낸|냈)|지어낸)
        | 유래 | 기원 | 창시자
        | 누가\ (?:처음|맨\ 처음|최초) | (?:어느|어떤)\ (?:회사|사람|학자|나라).{0,4}\ ?(?:처음|최초|먼저)
        | \bкой.{0,16}(?:измисли|създал|изобрети|въвел)\w* | \bоткъде\ (?:е\ тръгнал|произлиз|води\ нача)\w*
        | \bпроизход
    """,
    Sought.NAME: r"""
        \bwhat(?:'s|\ is|\ was)\ (?:his|her|their)\ (?:\w+\ )?name\b
        | \b(?:which|what)\ (?:company|firm|brand|product)s?\b.{0,20}\b(?:did|was|does|is)\ (?:he|she|they)\b
        | 姓甚名谁 | (?:他|她|那人|高手|作者|公司).{0,4}叫什么 | 姓什么
        | 哪(?:家|个)(?:机构|调查公司|研究所|单位)(?:做|发布|统计|调查)
        | \b(?:which|what)\ (?:survey|study|institute|agency|statistics?)\b
        | (?:사람|직원|사원|담당자|회사|선생님?|사장님?|고수|저자)의?\ 이름이\ (?:뭐|뭔|무엇|어떻게)
        | 어느\ (?:회사|업체|브랜드).{0,16}(?:팔|다니|소속|사람)
        | \bкак\ се\ казва(?:ше)?\ (?:той|тя|този|тази|онзи|човекът|търгов\w+|представител\w+|фирмата|авторът)
        | \b(?:какво|кое|как)\ (?:е|беше)\ (?:името|заглавието)\b
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
    | \b(?:quick|brief|short)ly\b | \bas\ short\ as\b | 얼른 | 서둘러 | \bбързо\b | \bкратк
    | 너무\ 오래 | 제때 | 즉시 | 신속 | \bтвърде\ (?:дълго|много\ време) | \b(?:навреме|незабавно|веднага)
"""
HELD = {
    Sought.FREQUENCY: _TIME
    + r"""
    | \b(?:times|once|twice|regular|often|frequent|periodic)
    | [\d一二两三四五六七八九十每]\ ?(?:次|回|趟) | 定期 | 经常 | 隔
    | (?:\d|한|두|세|네|몇|매)\ ?(?:번|차례|회) | 정기 | 자주 | \b(?:пъти|път|веднъж|редовн|период|често|честот)
    """,
    Sought.TIME: _TIME,
    Sought.SHARE: r"""
        % | percent | per\ cent | \bshare\b | \bhalf\b | \bthird\b | 百分 | [一二三四五六七八九]成 | 一半 | 퍼센트
        | 절반 | 분의 | процент | половин | \bтрети
    """,
    Sought.RATE: r"""
        (?=.*(?:\b(?:a|per|each|every)\ (?:day|week|month|year)\b | \b(?:daily|weekly|monthly)\b
            | [一每][天周月年日] | 每个月 | 하루 | 매일 | 일주일 | 매주 | 한\ 달 | 매달
            | \b(?:на\ (?:ден|седмица|месец)|дневно|седмично|месечно|всек\w+\ (?:ден|седмица|месец))\b))
        .*(?:(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen)\b).{0,16}
            \b(?:visit|call|customer|prospect|appointment|contact|people|quot|order|post)
        | [\d二两三四五六七八九十百]\ ?(?:多|几)?(?:家|个客户|条|位|单|趟|次|份|篇|通)
        | (?:\d|두|세|네|다섯|여섯|열)\ ?(?:군데|곳|명|건|통|집|사람)
        | (?:\d|\b(?:два|две|три|четири|пет|шест|седем|осем|девет|десет)\b).{0,16}
            \b(?:посещ|обажд|клиент|срещ|обект|души|човек|оферт|поръч|публик))
    """,
    Sought.COST: r"""
        \d.{0,8}(?:yuan|rmb|usd|eur|euro|dollar|won|lev|[$€¥₩]|元|块|원|лв|лев|евро|юан) | [$€¥₩]\ ?\d
        | [一二三四五六七八九十百千万两]\ ?[元块] | (?<!\w)[일이삼사오육칠팔구십백천만억]{1,8}\ ?원
        | \b(?:free\ of\ charge|at\ no\ cost)\b | 免费 | 무료 | безплат
    """,
    Sought.LEVEL: r"""
        \d\ ?(?:%|倍|배|times|пъти) | \d[.,]\d | percent | \bhalf\b | 百分 | 一半 | 퍼센트 | 절반 | процент | половин
    """,
    Sought.ORIGIN: r"""
        \b(?:invent|coined|devis|founder) | \bauthors?\b | 发明 | 首创 | 提出者 | 创始 | 作者
        | 고안 | 창안 | 창시 | 발명 | 저자 | \b(?:измисл|създател|автор|изобрет)
    """,
    Sought.NAME: r"\bnamed\b | \bby\ the\ name\b | 名叫 | 名为 | 라는\ 이름 | \bна\ име\b | \bс\ марка",
}
QUANTITIES = frozenset({Sought.TIME, Sought.FREQUENCY, Sought.SHARE, Sought.RATE, Sought.COST, Sought.LEVEL})
NUMBER = r"""
    \d | [一二三四五六七八九十百千万两半] | 하루 | 이틀 | 사흘 | 나흘 | 열흘 | 보름
    | (?<!\w)(?:[일이삼사오육칠팔구십백천만억]+|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무|서른|마흔|쉰)\ ?
        (?:원|천원|만|명|개|번|회|차례|분|시간|일|주|달|개월|년|퍼센트|프로|배|건|곳|군데)
    | \b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty
        |seventy|eighty|ninety|hundred|thousand|million|dozen|half|once|twice)\b
    | \b(?:един|една|едно|два|две|три|четири|пет|шест|седем|осем|девет|десет|\w+(?:надесет|найсет|десет|йсет)
        |сто|двеста|триста|\w+стотин|хиляд\w+|милион\w*|половин\w*)\b
"""
# A price without its currency stands in a table, or beside a word for money; any other number is none.
PRICED = r"""
    \| | \b(?:costs?|prices?|priced|fees?|deposits?|allowances?|limits?|charges?|paid|pays?|worth|budget)\b
    | [价费] | 押金 | 最高 | 最低 | 标准 | 补贴 | 가격 | 단가 | 요금 | 비용 | 보증금 | 한도 | 부담 | 지원 | 수당
    | \b(?:цен[аи]|струва|такс[аи]|депозит|лимит|плаща|разход|дневни|бюджет)
"""
NOT_GIVEN = r"""
    \bnot\ (?:given|stated|named|specified|said)\b | \bleft\ blank\b | \bno\ (?:figure|number|rate|percentage|sum)
    | \b(?:gives?|states?|names?)\ no\b | \bblank\b | \bleaves?\ .{0,40}\bopen\b
    | 没有(?:给出|写|说明|提供|注明|数字|填) | 空白 | 空着 | 未(?:给出|写|注明|说明)(?!出处|来源)
    | 나와\ 있지\ 않 | 빈칸 | 비어 | (?<!출처를\ )밝히지\ 않 | 적혀\ 있지\ 않 | 제시하지\ 않
    | \bне\ (?:е\ |са\ )?(?:посоч|даден|казан|дава) | \bпраз(?:ен|на|но|ни)\b | \bлипсва
"""
