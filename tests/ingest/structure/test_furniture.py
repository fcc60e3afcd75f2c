"""Page furniture makes no passages; a sentence that mentions it does."""

from __future__ import annotations

import pytest

from ingest.structure.furniture import is_about_the_author, is_furniture

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "line",
    [
        "muzruno.com",
        "https://www.example.com/",
        "- 格式:doc",
        "- 大小:118.50 KB",
        "文档页数:53",
        "Sales_Reponsibility",
        "业务经理工作职责与销售流程操作技巧(00001)",
        "另请参阅 销售队伍管理的步骤",
        "另请参阅 有哪些不同的销售预测技术或方法?",
        "Споделяне в социалните мрежи:",
        "сроден",
        "照片:CA技术",
        "Share",
        "See also related posts",
        "참고자료 목록",
        '--연변 인민 출판사 "마케팅 전서" 에서 인용',
        "第3页",
        "- 12 -",
        "стр. 7",
        "Page 3 of 10",
        "***",
        "-----",
        "……",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "请登录 muzruno.com 查看客户名单。",
        "合同的格式:甲乙双方签字后生效,并各执一份,原件由公司存档,副本交给客户保存。",
        "Споделете с клиента какво предстои.",
        "Share the price list with the customer.",
        "Тел. 3, стр. 4 от договора",
        "照片要清楚,背景要干净。",
        "The size of an order: ask for it.",
        "1. Call",
        "客户",
        "3 %, или 5 %",
    ],
)
def test_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_about_the_author() -> None:
    assert is_about_the_author("关于Sonia Kukreja")
    assert is_about_the_author("За автора")
    assert not is_about_the_author("关于客户")
