from __future__ import annotations

import pytest

from kb.generators.clauses import is_errand, uncovered_parts
from kb.generators.occasions import Occasions
from kb.types import Language

pytestmark = pytest.mark.unit
OCCASIONS = Occasions.load()


@pytest.mark.parametrize(
    ("task", "parts"),
    [
        ("고객 카드를 쓰고 사무실 에어컨 필터를 갈아야 해요", 2),
        ("방문 계획을 세우고 프린터를 설치해야 합니다", 2),
        ("재고를 세고 백신 프로그램을 깔아야 합니다", 2),
        # Reported speech, a wish, what goes on, who is brought along, and nouns that end like a verb.
        ("사장님이 물건을 빼 달라고 해서 창고를 보러 갑니다", 1),
        ("업체를 뚫고 싶어요", 1),
        ("팀장님을 모시고 거래처를 돌아야 합니다", 1),
        ("샘플 들고 가서 주문을 받아야 합니다", 1),
        ("대리점 재고 숫자를 확인해야 합니다", 1),
        ("창고 지게차를 고쳐야 합니다", 1),
    ],
)
def test_two_errands_joined_by_a_korean_ending_are_two(task: str, parts: int) -> None:
    assert len(OCCASIONS.parts_of(task, Language.KO)) == parts


@pytest.mark.parametrize(
    ("part", "language", "errand"),
    [
        ("세탁소에서 양복도 찾아야 합니다", Language.KO, True),
        ("제주도 항공권도 끊어야 해요", Language.KO, True),
        ("사장님이 화가 많이 나셨어요", Language.KO, False),
        ("再订去济州岛的机票", Language.ZH, True),
        ("再说他也不在", Language.ZH, False),
        ("去年没有买过", Language.ZH, False),
        ("and renew my gym membership", Language.EN, True),
        ("Bring round the new catalogue", Language.EN, True),
        ("Need the contract in German", Language.EN, True),
        ("Tile shop brothers aren't speaking", Language.EN, False),
        ("Walked past the shop this morning", Language.EN, False),
        ("Showing our software to four people", Language.EN, False),
        ("would you believe it", Language.EN, False),
        ("nothing special at all", Language.EN, False),
        ("и да взема костюма от химическо чистене", Language.BG, True),
    ],
)
def test_what_is_to_do_is_told_from_what_is_so(part: str, language: Language, errand: bool) -> None:
    assert is_errand(part, language, OCCASIONS) is errand


@pytest.mark.parametrize(
    ("task", "language", "missing"),
    [
        ("고객 카드를 쓰고 에어컨 필터를 갈아야 해요", Language.KO, "에어컨 필터를 갈아야 해요"),
        ("约好拜访时间，再订去济州岛的机票", Language.ZH, "再订去济州岛的机票"),
        ("Note down competitors' prices, and renew my gym membership", Language.EN, "renew my gym membership"),
        ("Да уговоря посещенията и да купя самолетен билет", Language.BG, "да купя самолетен билет"),
    ],
)
def test_the_half_that_no_text_is_about_is_named(task: str, language: Language, missing: str) -> None:
    def covers(part: str) -> bool:
        return missing not in part

    assert uncovered_parts(task, language, OCCASIONS, covers) == (missing,)
    assert uncovered_parts(task, language, OCCASIONS, lambda _: True) == ()
