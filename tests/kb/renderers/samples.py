"""Materials made by hand out of the shipped texts, in four languages, and one out of hostile text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from kb.types import (
    Block,
    BlockStyle,
    Citation,
    Language,
    Line,
    Material,
    MaterialKind,
    QuizItem,
    QuizType,
    WrittenBy,
)

CORPUS = Path(__file__).parents[3] / "corpus"
WORK = "reseller-visit-preparation"

HOSTILE = (
    "![x](/etc/passwd) and [link](javascript:alert(1)) and <https://evil.example>",
    '<script>alert("x")</script> & <b>bold</b> &amp; &#x41;',
    '#include "/etc/passwd" #read("/etc/passwd") #sys.inputs $x^2$ @label <label>',
    "\\input{/etc/passwd} `rm -rf /`{=html} ```{=openxml}",
    "~tilde =equals #hash {brace} :colon: \\backslash -> arrow %50% [html]<i>",
    "=SUM(A1:A9) +1 -1 @cmd | pipe | table |",
    "# Heading ## {#id .class}",
    "1. first",
    "- [ ] task",
    "::: {.warning} :::",
    "* * *",
    "{{ 7 * 7 }} {% include 'x' %} ${jndi:x}",
    "*bold* _it_ **b** ~~s~~ H~2~O x^2^ [^1] [1]: http://evil.example",
    "line one\nline two\r\nline three\u2028end",
    "bell\x07 null\x00 esc\x1b[31m lone\ud800 noncharacter\ufffe",
    "a" * 300,
    "%50%[html]x",
    "[html]<b>x</b>",
    "//comment",
    "+ plus",
    "a) letter",
    "*",
)

TITLES = {
    Language.ZH: "拜访拖欠货款的经销商",
    Language.KO: "대금을 연체한 대리점 방문",
    Language.BG: "Посещение при дистрибутор, който ни дължи пари",
    Language.EN: "Visiting a dealer who owes us money",
}
SEGMENTS = {
    Language.ZH: ("开场", "讲解要点", "练习", "角色扮演", "测验与总结"),
    Language.KO: ("도입", "핵심 내용 설명", "실습", "역할극", "퀴즈와 정리"),
    Language.BG: ("Откриване", "Представяне на основните положения", "Упражнение", "Ролева игра", "Тест и обобщение"),
    Language.EN: ("Opening", "Presenting the key points", "Exercise", "Role-play", "Quiz and wrap-up"),
}
CARDS = {
    Language.ZH: ("销售代表的卡片", "客户的卡片", "观察员记录表"),
    Language.KO: ("영업 담당자 카드", "고객 카드", "관찰자 기록지"),
    Language.BG: ("Карта на търговеца", "Карта на клиента", "Лист на наблюдателя"),
    Language.EN: ("The salesperson's card", "The customer's card", "The observer's sheet"),
}
BLANKS = {
    Language.ZH: "工作年限：____ 年",
    Language.KO: "경력: ____년",
    Language.BG: "Трудов стаж: ____ години",
    Language.EN: "Years of experience: ____",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a shipped text: its anchor, heading and items."""

    anchor: str
    heading: str
    items: tuple[str, ...]


def shipped(language: Language, work: str = WORK) -> list[Section]:
    """The sections of a shipped text."""
    text = (CORPUS / work / f"{language}.md").read_text(encoding="utf-8")
    found: list[Section] = []
    for line in text.splitlines():
        if head := re.match(r"##+ (.+?) \{#([\w-]+)", line):
            found.append(Section(head[2], head[1], ()))
        elif found and (item := re.match(r"(?:\d+\. |- |)(?=\S)(.+)", line)):
            found[-1] = replace(found[-1], items=(*found[-1].items, item[1]))
    return found


@dataclass
class Maker:
    """Numbers citations as lines are made."""

    language: Language
    citations: list[Citation] = field(default_factory=list)

    def line(self, text: str, section: Section, **changes: object) -> Line:
        number = len(self.citations) + 1
        made = Citation(
            number=number,
            document=f"{WORK}.{self.language}",
            work=WORK,
            title=TITLES[self.language],
            section=(section.heading,),
            anchor=section.anchor,
            language=self.language,
            original_language=Language.KO,
            quote=text,
            start=10 * number,
            end=10 * number + len(text),
            version="sha256:0123456789abcdef0123456789abcdef",
            made_by="project",
            reviewed=date(2026, 11, 1),
        )
        self.citations.append(replace(made, **changes))  # type: ignore[arg-type]
        return Line(f"l{number}", text, (number,))

    def block(self, section: Section, style: BlockStyle, key: str | None, heading: str | None, most: int = 99) -> Block:
        lines = tuple(self.line(item, section) for item in section.items[:most])
        return Block(style, lines, key, heading)

    def material(self, kind: MaterialKind, blocks: Iterable[Block], **changes: object) -> Material:
        made = Material(
            id="m1",
            kind=kind,
            language=self.language,
            title=TITLES[self.language],
            question_used=TITLES[self.language],
            written_by=WrittenBy.EXTRACT,
            blocks=tuple(blocks),
            citations=tuple(self.citations),
        )
        return replace(made, **changes)  # type: ignore[arg-type]


def answer(language: Language) -> Material:
    maker = Maker(language)
    sections = shipped(language)
    blocks = [
        maker.block(sections[0], BlockStyle.PARAGRAPH, None, None, 1),
        maker.block(sections[1], BlockStyle.STEPS, None, None, 8),
    ]
    return maker.material(MaterialKind.ANSWER, blocks, title=None)


def checklist(language: Language, times: int = 1) -> Material:
    maker = Maker(language)
    sections = shipped(language)
    blocks = []
    for _ in range(times):
        blocks += [
            maker.block(sections[2], BlockStyle.CHECKS, "before", sections[2].heading),
            maker.block(sections[3], BlockStyle.CHECKS, "before", sections[3].heading, 6),
            maker.block(sections[0], BlockStyle.CHECKS, "during", None),
            maker.block(sections[4], BlockStyle.CHECKS, "after", None, 4),
        ]
    foreign = shipped(Language.KO if language is not Language.KO else Language.ZH)[0]
    other = Language.KO if language is not Language.KO else Language.ZH
    line = maker.line(foreign.items[1], foreign, language=other, made_by="some-model-7b", reviewed=None)
    blocks.append(Block(BlockStyle.CHECKS, (line,), "after", None))
    return maker.material(MaterialKind.CHECKLIST, blocks, uncovered=(TITLES[language],))


def role(language: Language) -> Material:
    maker = Maker(language)
    sections = shipped(language, "sales-manager-role")
    blocks = [maker.block(sections[0], BlockStyle.PARAGRAPH, "purpose", None, 1)]
    blocks += [maker.block(one, BlockStyle.BULLETS, "responsibilities", one.heading, 5) for one in sections[1:4]]
    blank = Line("blank", BLANKS[language], ())
    needed = maker.block(sections[4], BlockStyle.BULLETS, "requirements", None, 3)
    blocks.append(replace(needed, lines=(*needed.lines, blank)))
    blocks.append(maker.block(sections[5], BlockStyle.BULLETS, "measures", None, 3))
    return maker.material(MaterialKind.ROLE_DESCRIPTION, blocks)


def training(language: Language) -> Material:
    maker = Maker(language)
    sections = shipped(language)
    minutes = (5, 20, 10, 15, 10)
    blocks = [maker.block(sections[0], BlockStyle.BULLETS, "objectives", None, 3)]
    blocks += [
        Block(BlockStyle.PARAGRAPH, (), "agenda", heading, took)
        for heading, took in zip(SEGMENTS[language], minutes, strict=True)
    ]
    blocks += [maker.block(one, BlockStyle.BULLETS, "key_points", one.heading) for one in sections[:5]]
    blocks.append(maker.block(sections[2], BlockStyle.STEPS, "exercise", None, 4))
    for card, one, style in zip(
        CARDS[language], sections, (BlockStyle.BULLETS, BlockStyle.PARAGRAPH, BlockStyle.CHECKS), strict=False
    ):
        blocks.append(maker.block(one, style, "role_play", card, 4))
    return maker.material(MaterialKind.TRAINING_MODULE, blocks, quiz=quiz(sections))


def quiz(sections: list[Section]) -> tuple[QuizItem, ...]:
    first, steps = sections[0].items[1:], sections[1].items[1:]
    return (
        QuizItem("q1", QuizType.CHOICE, sections[0].heading, first[:4], 2, first[2], (3,)),
        QuizItem("q2", QuizType.TRUE_FALSE, first[0], (), True, first[0], (1,)),
        QuizItem("q3", QuizType.TRUE_FALSE, first[1], (), False, first[1], (2,)),
        QuizItem("q4", QuizType.ORDER, sections[1].heading, (*steps[2:5], *steps[:2]), (3, 4, 0, 1, 2), steps[0], (4,)),
        QuizItem(
            "q5",
            QuizType.MATCH,
            sections[2].heading,
            (*first[:3], *steps[:3]),
            ((0, 4), (1, 5), (2, 3)),
            first[0],
            (5, 6),
        ),
        QuizItem(
            "q6", QuizType.GAP, f"{first[0][:6]} ____ {first[0][-8:]}", (), (first[0][6:12], steps[0]), first[0], (1,)
        ),
    )


def hostile(kind: MaterialKind = MaterialKind.TRAINING_MODULE) -> Material:
    maker = Maker(Language.EN)
    blocks = []
    keys = {MaterialKind.CHECKLIST: ("before", BlockStyle.CHECKS), MaterialKind.TRAINING_MODULE: ("key_points", None)}
    key, style = keys[kind]
    for text in HOSTILE:
        lines = tuple(maker.line(one, Section(text, text, ())) for one in (text, f"word {text}"))
        blocks += [Block(style or each, lines, key, text) for each in ([style] if style else BlockStyle)]
    items = [
        QuizItem(f"c{n}", QuizType.CHOICE, text, (text, "other", f"{text}!"), 0, text, (1,))
        for n, text in enumerate(HOSTILE)
    ]
    items += [
        QuizItem(f"g{n}", QuizType.GAP, f"{text} ____", (), (text, f"{text}."), text, (1,))
        for n, text in enumerate(HOSTILE)
    ]
    items += [
        QuizItem(f"o{n}", QuizType.ORDER, text, (text, "second", "third"), (1, 0, 2), text, (1,))
        for n, text in enumerate(HOSTILE)
    ]
    items += [
        QuizItem(f"m{n}", QuizType.MATCH, text, (text, "b", "two", text, "three"), ((0, 3), (1, 2)), text, (1,))
        for n, text in enumerate(HOSTILE)
    ]
    agenda = tuple(Block(BlockStyle.STEPS, (), "agenda", text, 5) for text in HOSTILE)
    return maker.material(
        kind,
        (*blocks, *agenda) if kind is MaterialKind.TRAINING_MODULE else blocks,
        title=" ".join(HOSTILE[:3]),
        uncovered=HOSTILE,
        quiz=tuple(items) if kind is MaterialKind.TRAINING_MODULE else (),
    )


def every() -> list[tuple[str, Material]]:
    """All samples that look like what the generators make, with a name each."""
    makers = {"answer": answer, "checklist": checklist, "role": role, "training": training}
    return [(f"{name}-{language}", make(language)) for language in Language for name, make in makers.items()]


def name_of(value: object) -> str:
    """A parameter's name in a test's id."""
    return value if isinstance(value, str) else "material"
