"""How the four languages ask which tool, brand, wording … and how a passage gives one: patterns, re.VERBOSE.

A passage that only names the thing ("Bring a calculator.") doesn't say which one. As in kb.evidence.sought_patterns,
they are matched against spoken texts (kb.text.spoken).
"""

from __future__ import annotations

from kb.evidence.sought_patterns import Sought

_WHICH_BG = r"\b(?:кой|коя|кое|кои|какъв|каква|какво|какви)\ (?:точно\ )?(?:вид\ |по\ вид\ )?"
_WHICH_EN = r"\b(?:which|what)\ (?:kind\ of\ |sort\ of\ |type\ of\ )?"
_WHICH_KO = r"(?:어떤|무슨|어느)\ "
_WHICH_ZH = r"(?:哪(?:个|款|种|家|一?款|一?种)?|什么(?:样的)?|啥)"

THINGS_ASKED = {
    Sought.TOOL: rf"""
        {_WHICH_EN}(?:apps?|applications?|software|programs?|crm|spreadsheets?|database|voice\ recorders?)\b
        | {_WHICH_EN}(?:system|tool)\ (?:do|should|can|shall|must)\ (?:i|we)\ (?:use|keep|log|enter|record|register)\b
        | {_WHICH_ZH}(?:软件|app|应用|小程序|系统|crm|表格软件|数据库|录音笔)
        | {_WHICH_KO}(?:프로그램|앱|어플|소프트웨어|시스템|crm|녹음기)
        | {_WHICH_BG}(?:приложени|софтуер|програма(?!та)|crm|система(?!та)|диктофон|база\ данни)
    """,
    Sought.BRAND: rf"""
        {_WHICH_EN}brand\b
        | {_WHICH_ZH}(?:牌子|品牌|型号)(?!的?(?:客户|经销商))
        | (?:牌子|品牌|型号)的?.{{0,6}}(?:好|合适|推荐)[吗呢？?\s]*$
        | {_WHICH_KO}(?:브랜드|상표|회사\ 제품) | {_WHICH_BG}марка\b
    """,
    Sought.COLOUR: rf"""
        {_WHICH_EN}colou?rs?\b | {_WHICH_EN}(?:genre|music|songs?)\b | {_WHICH_ZH}(?:颜色|音乐|歌)
        | {_WHICH_KO}(?:색|음악|노래|장르) | {_WHICH_BG}(?:цвят|цветове|музика|жанр)
    """,
    Sought.WORDING: r"""
        \b(?:exact|precise)\ (?:words?|wording|phrase|sentence|text|script)\b | \b(?:which|what)\ wording\b
        | \bword\ for\ word\b.{0,30}\b(?:say|write|text)\b | \b(?:ready-?made|sample)\ (?:text|letter|email|script)\b
        | \bwhat\ (?:exactly|precisely)\ (?:do|should|shall|can)\ i\ (?:write|say|put)\b
        | \b(?:give|show|write|draft)\ me\ (?:an?\ |the\ )?(?:\w+\ )?(?:text|script|template|letter|e-?mail|speech)\b
        | 原话 | 原文怎么说 | 逐字 | (?:具体|一字一句)怎么(?:说|写|措辞) | 范文
        | (?:信|邮件|短信|话术)的?(?:模板|样本|范本)
        | (?:어떤|무슨)\ 문구 | 대본[을를]?\ ?(?:써|좀|알려|만들|보여|주) | 문구[를을]?\ ?(?:써|알려|추천|만들)
        | 예문 | 토씨\ 하나 | 그대로\ 읽을
        | \bкакво\ точно\ да\ (?:напиша|пиша|кажа|изрека)
        | \b(?:дай|дайте|искам|покажи|напиши)\ .{0,12}(?:готов|текст|образец)
        | \b(?:образец|шаблон)\ (?:за|на)\ (?:писмо|имейл|реч)
    """,
    Sought.FORM: rf"""
        {_WHICH_EN}(?:form|format|template)\b(?!\ of\b) | 固定的?格式 | {_WHICH_ZH}(?:格式|模板|表格)
        | 양식[을를이은]?\ ?(?:좀|하나|있|보여|어디|주|뭐|무엇) | {_WHICH_KO}(?:양식|서식|형식)
        | {_WHICH_BG}(?:формуляр|бланка|формат|образец)\b
    """,
    Sought.PAY: r"""
        \b(?:what|which)\ (?:salary|wage|pay)\b(?!\ (?:models?|systems?))
        | \bhow\ much\ (?:does|do|can|will|would)\ .{1,50}\b(?:earn|make|get\ paid)\b
        | (?:工资|薪水|薪资|底薪|月薪|年薪|收入)(?:大概|一般|是|有|能|能拿|拿)*(?:多少|几)
        | (?:연봉|월급|급여|기본급)[은는이가]?\ ?(?:보통\ |대략\ )?(?:얼마|몇|어느)
        | \bкаква\ (?:е\ )?заплата(?!та\ се\ състои) | \bколко\ (?:взема|получава|изкарва|печели|е\ заплат)\w*
    """,
    Sought.LAW: rf"""
        {_WHICH_EN}(?:law|act|statute|paragraph)\b | {_WHICH_ZH}(?:法律|法规|条例|法条) | 哪(?:条|部)法
        | {_WHICH_KO}(?:법|법률|조항|법령) | {_WHICH_BG}(?:закон|наредба)\b
    """,
    Sought.CLOCK: r"""
        \b(?:which|what)\ (?:day\ of\ the\ week|weekday)\b
        | \b(?:at\ )?what\ (?:time|hour)(?:\ of\ (?:the\ )?day)?\ (?:do|should|shall|can|is|are|must|may)\b
        | (?:星期|礼拜|周)几 | (?<!哪)几点(?:钟|打|去|见|合适) | 무슨\ 요일 | 몇\ ?시(?!간)
        | \bв\ кой\ ден\ от\ седмицата | \bв\ колко\ часа\b
    """,
    Sought.TITLE: rf"""
        {_WHICH_EN}(?:\w+\ )?(?:(?:movie|film|book)\ (?:shows|is|was|did|says|teaches)|restaurants?|hotels?)\b
        | 哪(?:部|本|家)(?:电影|书|餐厅|饭店|酒店) | {_WHICH_KO}(?:영화|책(?!임)|식당|호텔)
        | {_WHICH_BG}(?:\w+\ )?(?:(?:филм|книга)\ (?:показва|учи|е|беше)|ресторант|хотел)
    """,
}

# At least four words, or eight characters of Han, in quotation marks.
_QUOTED = r"[“\"„«‘](?:[^“”\"„»’\s]+\s){3}[^“”\"„»’]+[”\"“»’] | [“「『‘][\u4e00-\u9fff,、]{8,}[?!。]?[”」』’]"

THINGS_HELD = {
    Sought.TOOL: r"""
        \bapps?\b | software | \bcrm\b | spreadsheet | 软件 | 소프트웨어 | 어플 | (?<!\w)앱 | софтуер | приложени
    """,
    Sought.BRAND: r"\bbrands?\ such\ as | \bbrands?\b.{0,20}[:（(] | 品牌 | 브랜드 | \bмарки\ кат | \bмарки(?:те)?\b",
    Sought.COLOUR: r"""
        \b(?:red|green|blue|yellow|white|black|warm\ colou?rs|classical|jazz|quiet\ music|fast\ music)\b
        | 红色 | 绿色 | 蓝色 | 黄色 | 暖色 | 轻音乐 | 빨간 | 파란 | 초록 | 노란 | 클래식 | 재즈
        | \bчервен | \bзелен | \bсин(?:ьо|я|и)?\b | \bжълт | \bкласическа | \bджаз
    """,
    Sought.WORDING: _QUOTED,
    Sought.FORM: r"""
        \bforms?\b(?!\ of\b) | \bformat | \btemplate | \bcolumns? | \bcards?\b | 表格 | 格式 | 模板 | 资料卡
        | 양식 | 서식 | 카드 | \bформуляр | \bобразец | \bбланк | \bкартон
    """,
    Sought.PAY: r"""
        \b(?:wage|salary|salaries|commission|remuneration|bonus)\b | 工资 | 底薪 | 提成 | 薪酬 | 报酬 | 奖金
        | 급여 | 기본급 | 수당 | 보수 | 상여 | \bзаплат | \bвъзнаграждени | \bкомисион | \bпремии
    """,
    Sought.LAW: r"\bact\ (?:of|on)\b | \bgdpr\b | 《[^》]*(?:法|条例)》 | 법\ 제 | \bзакон(?:а|ът)?\ за\b | \bgdpr\b",
    Sought.CLOCK: r"""
        \b(?:mon|tues|wednes|thurs|fri|satur|sun)day | \b(?:morning|noon|afternoon|evening|o'clock)
        | (?:星期|礼拜|周)[一二三四五六日天] | [上下中]午 | 早上 | 晚上 | \d\ ?点
        | 요일 | 오전 | 오후 | 아침 | 저녁 | \d\ ?시(?!간)
        | \bпонеделник | \bвторник | \bсряда | \bчетвъртък | \bпетък | \bсъбота | \bнеделя | \bсутрин | \bследобед
        | \bвечер | \bобед | \bобяд | \d\ ?часа
    """,
    Sought.TITLE: r"《[^》]+》 | [“„«「][^”“»」]{2,60}[”“»」]\ ?(?:by|от)\b",
}
