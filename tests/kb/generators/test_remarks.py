from __future__ import annotations

import pytest

from kb.generators.remarks import is_remark, speaks_of_source
from kb.types import Language
from tests.builders import passage

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("资料称，一位不满意的客户平均会把抱怨的原因告诉六个人；这个数字没有给出依据。", Language.ZH),
        ("据保加利亚文资料，寻找客户是销售经理的头一项职责。", Language.ZH),
        ("编者提示（保密）：不要泄露其他客户的信息。", Language.ZH),
        ("불가리아어 자료에 따르면 고객을 찾는 일이 첫째입니다.", Language.KO),
        ("기밀에 관한 편집자 주: 정보를 누설하지 마십시오.", Language.KO),
        ("Според българския източник първото задължение е това.", Language.BG),
        ("Редакционна бележка: внимавайте.", Language.BG),
        ("The source calls it an iron rule of selling.", Language.EN),
        ("Editorial note: be careful.", Language.EN),
        ("A dissatisfied customer tells six people about it, the source says, without evidence.", Language.EN),
        ("Недоволният клиент разказва на шестима, твърди източникът, без да посочи откъде е числото.", Language.BG),
    ],
)
def test_what_reports_or_comments_is_a_remark(text: str, language: Language) -> None:
    assert is_remark(passage(text, language=language))
    assert speaks_of_source(text, language) or "note" in text or "бележка" in text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("带上产品手册和公司宣传资料。", Language.ZH),
        ("拜访结束后，写好销售报告，填好客户资料卡。", Language.ZH),
        ("自料不足时再问。", Language.ZH),
        ("제품 안내 책자와 회사 소개 자료를 챙기십시오.", Language.KO),
        ("Bring samples and price lists.", Language.EN),
        ("Ползвайте само законни източници.", Language.BG),
        ("Вземете мостри и ценова листа.", Language.BG),
    ],
)
def test_an_instruction_is_none(text: str, language: Language) -> None:
    assert not is_remark(passage(text, language=language))
    assert not speaks_of_source(text, language)


def test_an_instruction_with_a_note_behind_it_stays_one() -> None:
    text = "Prepare small gifts. (Editorial note: only within your company's rules.)"
    assert not is_remark(passage(text))
    assert speaks_of_source("Editorial note: only within your company's rules.", Language.EN)
    # What is to be known comes first, the claim behind a colon.
    assert not is_remark(passage("Know when to collect: in some regions, the source says, mornings are taboo."))
