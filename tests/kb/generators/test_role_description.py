from __future__ import annotations

import pytest

from kb.generators.duties import Duties, Pool, share_out
from kb.generators.posts import Posts
from kb.generators.role_description import MOST_LINES, RoleWriter
from kb.generators.shelves import arrange
from kb.types import Language, Level, Material, NotCovered, Role, RoleProfile
from kb.wording import RolePhrase, TopicPhrase, Wording
from tests.builders import passage
from tests.kb.generators.shelf import Searching, searching, section, shelf_of

pytestmark = pytest.mark.unit

POSTS = Posts.load()
REP = section("functions", "The main responsibility is to sell.", "Six:", "- Prospecting: look for customers.",
              area="profession", kind="definition", level="rep")  # fmt: skip
ROLE = section("role", "The sales manager leads a team.", "The remit is wide.",
               area="profession", kind="definition", level="manager")  # fmt: skip
TEAM = section("team", "The sales manager recruits; this includes:", *(f"- Duty {n}: number {n}." for n in range(9)),
               area="team", kind="duties", level="manager")  # fmt: skip
SENIOR = section("senior", "A senior sales manager decides; this includes:", "- Branches: inspect the branches.",
                 area="strategy", kind="duties", level="senior")  # fmt: skip
NEEDS = section("needs", "Examples:", "- Experience: work in marketing.", "- Age: applicants are under 35 and young.",
                area="requirements", kind="requirements", level="manager")  # fmt: skip
FREIGHT = section("freight", "In freight, the sales manager plans; also:", "- Market: the sales manager knows it.",
                  "- Contacts: contacts are preferred.", industry="freight", area="profession", kind="duties",
                  level="manager")  # fmt: skip
MEASURE = section("measure", "The sales manager uses indicators.", area="performance", kind="duties", level="manager")
SHELF = (REP, ROLE, TEAM, SENIOR, NEEDS, FREIGHT, MEASURE)


def writer(search: Searching | None = None) -> RoleWriter:
    return RoleWriter(shelf_of(*SHELF), search or searching({}), Wording.load(), POSTS)


def write(profile: RoleProfile) -> Material:
    material = writer().write(profile, Language.EN)
    assert isinstance(material, Material)
    return material


def text_of(material: Material) -> str:
    return "\n".join(line.text for block in material.blocks for line in block.lines)


def test_a_reps_post_has_nothing_of_a_managers() -> None:
    text = text_of(write(RoleProfile("Sales Representative")))
    assert "main responsibility" in text
    assert "Prospecting" in text
    assert "manager" not in text


def test_a_managers_post_has_nothing_of_a_seniors_and_a_seniors_begins_with_it() -> None:
    assert "senior" not in text_of(write(RoleProfile("Sales Manager")))
    duties = [block for block in write(RoleProfile("Sales Director")).blocks if block.key == "responsibilities"]
    assert duties[0].heading == "Senior"
    assert {"Role", "Team"} <= {block.heading for block in duties}


def test_the_industrys_duties_and_requirements_are_told_apart() -> None:
    material = write(RoleProfile("Manager", Level.MANAGER, "sea freight"))
    blocks = {block.heading: [line.text for line in block.lines] for block in material.blocks}
    assert blocks["Freight"] == [
        "In freight, the sales manager plans; also:",
        "Market: the sales manager knows it.",
    ]
    assert blocks["Requirements"][0] == "Contacts: contacts are preferred."
    assert material.uncovered == ()


def test_an_unknown_industry_is_named_and_gets_the_general_duties() -> None:
    material = write(RoleProfile("Sales Manager", industry="hair cosmetics", focus="pottery"))
    assert material.uncovered == ("hair cosmetics", "pottery")
    assert "recruits" in text_of(material)


def test_a_discriminatory_requirement_is_dropped_and_blanks_are_left() -> None:
    text = text_of(write(RoleProfile("Sales Manager")))
    assert "under 35" not in text
    assert "Experience: work in marketing." in text
    assert "Years of experience: ____" in text


def test_an_unfair_title_loses_those_words_and_says_so() -> None:
    material = write(RoleProfile("Young Sales Manager"))
    assert (material.title, material.uncovered) == ("Sales Manager", ())
    note = Wording.load().phrase(RolePhrase.FAIR, Language.EN)
    assert [line.text for block in material.blocks for line in block.lines].count(note) == 1
    fair = write(RoleProfile("Sales Manager"))
    assert note not in [line.text for block in fair.blocks for line in block.lines]


@pytest.mark.parametrize("unfair", ["young female", "年轻女性", "젊은 여성", "млад, до 30 години", "women only"])
def test_unfair_words_of_focus_and_industry_go_too(unfair: str) -> None:
    note = Wording.load().phrase(RolePhrase.FAIR, Language.EN)
    for profile in (RoleProfile("Sales Manager", focus=unfair), RoleProfile("Sales Manager", industry=unfair)):
        material = write(profile)
        assert material.uncovered == ()
        assert [line.text for block in material.blocks for line in block.lines].count(note) == 1


def test_what_is_left_of_an_industry_is_still_a_gap() -> None:
    assert write(RoleProfile("Sales Manager", industry="aerospace, men only")).uncovered == ("aerospace",)


def test_what_is_no_sales_post_is_not_covered() -> None:
    assert isinstance(writer().write(RoleProfile("Nurse"), Language.EN), NotCovered)


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Young attractive saleswoman (under 30)", "Saleswoman"),
        ("Млада привлекателна продавачка (до 30 г.)", "Продавачка"),
        ("Търговски представител (мъж)", "Търговски представител"),
        ("Sales rep, attractive pay", "Sales rep, attractive pay"),
        ("年轻女销售，25岁以下，形象好", "销售"),
        ("销售经理（男，35岁以下）", "销售经理"),
        ("男装销售", "男装销售"),
        ("젊은 여성 영업사원 (용모 단정)", "영업사원"),
        ("영업 사원(남, 35세 이하)", "영업 사원"),
        ("Млад търговец, до 30 години", "Търговец"),
        ("Търговка (неомъжена)", "Търговка"),
        ("Sales rep, women only", "Sales rep"),
        ("Sales rep, 25-35 years old", "Sales rep"),
        ("销售代表（仅限女性）", "销售代表"),
        ("영업사원 (여성만)", "영업사원"),
        ("Търговец, само мъже", "Търговец"),
        ("남양주 영업팀장", "남양주 영업팀장"),
        ("年轻的大区销售总监", "大区销售总监"),
        ("目的地销售经理", "目的地销售经理"),
    ],
)
def test_nothing_empty_is_left_in_a_title(title: str, left: str) -> None:
    assert POSTS.fair_title(title)[0] == left
    assert POSTS.is_sales(title)


def test_another_managers_post_is_not_covered_because_the_texts_speak_of_managers() -> None:
    role = Role.MANAGER
    general = searching({"Project manager": {TEAM.passages[1]: 0.9}})
    assert isinstance(writer(general).write(RoleProfile("Project manager", role=role), Language.EN), NotCovered)
    own = section("barista", "The barista runs the machine.", "- Milk: steam it.", document="barista.en")
    about = RoleWriter(shelf_of(*SHELF, own), searching({"Barista": {own.passages[0]: 0.9}}), Wording.load(), POSTS)
    assert isinstance(about.write(RoleProfile("Barista", role=role), Language.EN), Material)


def test_never_more_lines_than_the_limit_and_only_blanks_without_a_source() -> None:
    material = write(RoleProfile("Sales Director", industry="freight"))
    lines = [line for block in material.blocks for line in block.lines]
    assert len(lines) <= MOST_LINES
    assert all("____" in line.text for line in lines if not line.citations)
    assert len({line.text for line in lines}) == len(lines)


@pytest.mark.parametrize(
    "text",
    ["We want young people.", "Under 35 years of age", "female candidates only", "must be unmarried", "35岁以下",
     "年轻有活力", "限女性", "未婚优先", "形象好、气质佳", "만 35세 이하", "젊은 인재", "미혼 여성 우대", "용모 단정",
     "до 35 години", "млади и енергични хора", "неженен", "приятен външен вид"],
)  # fmt: skip
def test_unfair_words_are_known_in_each_language(text: str) -> None:
    assert POSTS.is_unfair(text)


@pytest.mark.parametrize(
    "text",
    ["manages a team of people", "women's wear", "junior college or higher",
     "大专及以上学历", "女装销售", "女士服装", "여성복 영업", "관리자의 자질", "младши търговец",
     "дамски обувки", "внимание към възложените задачи"],
)  # fmt: skip
def test_fair_words_stay(text: str) -> None:
    assert not POSTS.is_unfair(text)


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Sales Manager", Level.MANAGER), ("Regional Sales Manager", Level.MANAGER), ("Account Manager", Level.REP),
        ("销售总监", Level.SENIOR), ("销售经理", Level.MANAGER), ("客户经理", Level.REP), ("영업본부장", Level.SENIOR),
        ("영업 팀장", Level.MANAGER), ("영업 담당", Level.REP), ("Търговски директор", Level.SENIOR),
        ("Мениджър продажби", Level.MANAGER), ("Търговски представител", Level.REP), ("Sales", None),
        ("Regional sales director", Level.SENIOR), ("Regional sales rep", Level.REP), ("Head of sales", Level.SENIOR),
        ("Head of a sales team", Level.MANAGER), ("Sales executive", Level.REP), ("区域销售经理", Level.MANAGER),
        ("大区经理", Level.MANAGER), ("大区总监", Level.SENIOR), ("首席销售官", Level.SENIOR),
        ("区域业务员", Level.REP),
        ("지역 영업 관리자", Level.MANAGER), ("지역 본부장", Level.SENIOR), ("영업 담당 임원", Level.SENIOR),
        ("부사장", Level.SENIOR), ("주임", Level.REP), ("Регионален мениджър продажби", Level.MANAGER),
        ("Регионален директор", Level.SENIOR), ("Мениджър ключови клиенти", Level.REP), ("Мърчандайзер", Level.REP),
    ],
)  # fmt: skip
def test_a_title_tells_its_level(title: str, level: Level | None) -> None:
    assert POSTS.level_of(title) is level


@pytest.mark.parametrize(
    ("words", "industry"),
    [
        ("export of machines", "foreign-trade"), ("外贸", "foreign-trade"), ("수출입 무역", "foreign-trade"),
        ("външна търговия", "foreign-trade"), ("国际物流", "freight"), ("спедиция", "freight"),
        ("전자 부품 유통", "electronics"), ("M&A", "mna"), ("인공지능", "big-data-ai"), ("телекомуникации", "telecom"),
        ("Алибаба", "alibaba"), ("자동차 부품", None), ("consumer electronics", None), ("електронна търговия", None),
        ("hair cosmetics", None), (None, None),
    ],
)  # fmt: skip
def test_free_words_tell_the_industry(words: str | None, industry: str | None) -> None:
    assert POSTS.industry_of(words) == industry


def test_a_lead_goes_where_a_line_of_its_list_is_above_the_level() -> None:
    mixed = section("contracts", "Two duties:", "- The sales manager signs.", "- Deliver on time.", kind="duties")
    (duties,) = Pool(tuple(arrange([mixed]).values()), POSTS, Level.REP).general()
    assert [line.text for line in duties.lines] == ["Deliver on time."]
    (duties,) = Pool(tuple(arrange([mixed]).values()), POSTS, Level.MANAGER).general()
    assert [line.text for line in duties.lines] == ["Two duties:", "The sales manager signs.", "Deliver on time."]


def test_room_is_shared_one_area_after_the_other() -> None:
    def duties(name: str, count: int, least: int) -> Duties:
        return Duties((name, name), name, tuple(passage(f"{name}{n}", place=n) for n in range(count)), least)

    shared = share_out([duties("a", 9, 3), duties("b", 2, 2), duties("c", 5, 3), duties("d", 5, 3)], 9)
    assert [(each.title, len(each.lines)) for each in shared] == [("a", 4), ("b", 2), ("c", 3)]
    assert share_out([duties("a", 3, 3)], 1) == []


def test_what_a_source_observes_is_no_duty_and_what_measures_nothing_no_measure() -> None:
    keys = section("keys", "Look after key customers.", "The source observes that there are more of them.",
                   area="relationships", kind="principles", level="rep")  # fmt: skip
    goal = section("goal", "Goals:", "- A goal: collect the accounts.", kind="definition", level="rep")
    pool = Pool(tuple(arrange([*shelf_of(REP, keys, goal)(Language.EN, Role.REP)]).values()), POSTS)
    assert [line.place for line in pool.duties(arrange([keys])["guide", "keys"]).lines] == [1]
    measure = Wording.load().phrase(TopicPhrase.MEASURE, Language.EN)
    found = searching({measure: {goal.passages[1]: 0.08}})
    made = RoleWriter(shelf_of(REP, goal), found, Wording.load(), POSTS).write(
        RoleProfile("Sales Representative"), Language.EN
    )
    assert isinstance(made, Material)
    assert "collect" not in text_of(made)
