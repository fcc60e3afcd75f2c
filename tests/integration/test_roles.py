"""Role descriptions with the real encoder over the shipped texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.report import Report
from kb.assembly import Parts
from kb.coach import Coach
from kb.generators.posts import Posts
from kb.settings import Settings
from kb.types import Language, Level, Material, NotCovered, RoleProfile
from tests.integration.materials import anchors, checked, roles, with_text

pytestmark = [pytest.mark.integration, pytest.mark.model]

TITLES = {
    Language.EN: ("Sales Representative", "Sales Manager", "Sales Director", "Nurse"),
    Language.ZH: ("销售代表", "销售经理", "销售总监", "护士"),
    Language.KO: ("영업 담당", "영업 팀장", "영업본부장", "간호사"),
    Language.BG: ("Търговски представител", "Мениджър продажби", "Търговски директор", "Медицинска сестра"),
}
INDUSTRIES = {
    Language.EN: ("export", "Alibaba", "freight", "electronic components", "AI", "mergers", "telecom"),
    Language.ZH: ("外贸", "阿里巴巴", "货代", "元器件", "人工智能", "并购", "电信"),
    Language.KO: ("무역", "알리바바", "포워딩", "전자 부품", "빅데이터", "인수합병", "통신"),
    Language.BG: ("износ", "Алибаба", "спедиция", "електронни компоненти", "изкуствен интелект", "сливания", "телеком"),
}
ANCHORS = ("foreign-trade", "alibaba", "freight", "electronics", "big-data-ai", "mna", "telecom")


def size(material: Material) -> int:
    return sum(len(block.lines) for block in material.blocks)


def text_of(material: Material) -> str:
    return "\n".join(line.text for block in material.blocks for line in block.lines)


@pytest.mark.parametrize("language", list(Language))
def test_a_title_alone_gives_a_whole_description_of_its_level(corpus_coach: Coach, language: Language) -> None:
    posts = Posts.load()
    for title, level in zip(TITLES[language], Level, strict=False):
        material = checked(roles(corpus_coach).write(RoleProfile(title), language), corpus_coach, language)
        keys = [block.key for block in material.blocks]
        assert keys[0] == "purpose"
        assert keys.count("responsibilities") >= 3
        assert keys[-2:] == ["requirements", "measures"]
        assert 12 <= size(material) <= 25
        assert ("senior-level" in anchors(material)) is (level is Level.SENIOR)
        assert not posts.is_above(text_of(material), level)
        assert not posts.is_unfair(text_of(material))
    assert isinstance(roles(corpus_coach).write(RoleProfile(TITLES[language][3]), language), NotCovered)


@pytest.mark.parametrize("language", list(Language))
def test_each_industry_of_the_texts_is_found_by_free_words(corpus_coach: Coach, language: Language) -> None:
    for words, anchor in zip(INDUSTRIES[language], ANCHORS, strict=True):
        profile = RoleProfile(TITLES[language][1], Level.MANAGER, words)
        material = checked(roles(corpus_coach).write(profile, language), corpus_coach, language)
        assert anchor in anchors(material)
        assert not (set(ANCHORS) - {anchor}) & anchors(material)
        assert material.uncovered == ()
        assert 12 <= size(material) <= 25


def test_an_unknown_industry_is_named_and_a_focus_comes_first(corpus_coach: Coach) -> None:
    profile = RoleProfile("Мениджър продажби", None, "козметика за фризьори", "водене на екипа")
    material = checked(roles(corpus_coach).write(profile, Language.BG), corpus_coach, Language.BG)
    assert material.uncovered == ("козметика за фризьори",)
    first = next(block for block in material.blocks if block.key == "responsibilities")
    assert first.heading == "Изграждане и ръководене на екипа"
    assert len(first.lines) >= 5


DENTAL = """# Selling dental equipment

A dental equipment rep looks after the dental practices of a region:

- Demonstrates dental chairs in the practice and trains the dental assistants.
- Registers every dental device with the manufacturer on the day of delivery.
- Applicants should be young and good-looking.
"""


def test_a_text_about_the_industry_added_an_hour_ago_is_used_fairly(
    tmp_path: Path, corpus_settings: Settings, corpus_parts: Parts, corpus_report: Report
) -> None:
    assert corpus_report.failed == ()
    coach = with_text(tmp_path, corpus_settings, corpus_parts, "dental.md", DENTAL, {"language": "en"})
    profile = RoleProfile("Sales Representative", None, "dental equipment")
    material = checked(roles(coach).write(profile, Language.EN), coach, Language.EN)
    assert "Demonstrates dental chairs" in text_of(material)
    assert "young" not in text_of(material)
    assert material.uncovered == ()
