"""Word, PowerPoint and web pages: structure kept, hostile files killed. Each conversion is a process."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from ingest.readers import child
from ingest.readers.archives import check_archive
from ingest.readers.registry import Limits, read
from ingest.structure.sections import parse
from kb.errors import UnreadableFile
from tests.making_files import make_docx, make_pptx, with_part

pytestmark = pytest.mark.integration

TEXTS = {
    "zh": (
        "客户拜访指南",
        "拜访前准备",
        "销售代表拜访客户之前要做好准备。",
        ["核对库存", "确认价格"],
        ["了解需求", "介绍产品"],
    ),
    "ko": (
        "고객 방문 안내",
        "방문 전 준비",
        "영업 담당자는 방문 전에 준비합니다.",
        ["재고 확인", "가격 확인"],
        ["필요 파악", "제품 소개"],
    ),
    "bg": (
        "Наръчник",
        "Подготовка",
        "Преди посещението се подгответе.",
        ["Проверете стоката", "Цената"],
        ["Питайте", "Покажете"],
    ),
    "en": (
        "Visit guide",
        "Preparation",
        "Before the visit prepare yourself.",
        ["Check the stock", "The price"],
        ["Ask", "Show"],
    ),
}
TABLE = [("Product", "Price"), ("XQ-5000", "20"), ("XQ-6000", "30")]


def convert(folder: Path, name: str, data: bytes, limits: Limits | None = None) -> str:
    path = folder / name
    path.write_bytes(data)
    return read(path, name, limits=limits or Limits()).text


@pytest.mark.parametrize("language", ["zh", "bg"])
def test_word(tmp_path: Path, language: str) -> None:
    title, heading, paragraph, bullets, steps = TEXTS[language]
    text = convert(tmp_path, "a.docx", make_docx(title, heading, paragraph, bullets, steps, TABLE))
    document = parse(text, markdown=True).document
    assert document.title == title
    (section,) = document.sections
    assert section.path == (heading,)
    assert [(unit.kind.value, text[unit.start : unit.end]) for unit in section.units] == [
        ("paragraph", paragraph),
        *[("item", bullet) for bullet in bullets],
        *[("step", step) for step in steps],
        ("row", "Product: XQ-5000 | Price: 20"),
        ("row", "Product: XQ-6000 | Price: 30"),
    ]


@pytest.mark.parametrize("language", ["ko"])
def test_powerpoint(tmp_path: Path, language: str) -> None:
    _, heading, paragraph, bullets, _ = TEXTS[language]
    text = convert(tmp_path, "a.pptx", make_pptx(heading, bullets, paragraph))
    document = parse(text, markdown=True).document
    said = [(unit.kind.value, text[unit.start : unit.end]) for s in document.sections for unit in s.units]
    assert said == [*[("item", bullet) for bullet in bullets], ("paragraph", paragraph)]


def test_a_web_page_without_what_leads_elsewhere(tmp_path: Path) -> None:
    title, heading, paragraph, bullets, _ = TEXTS["ko"]
    page = (
        f"<html><head><meta charset='euc-kr'><title>{title}</title><style>b{{}}</style></head><body>"
        "<nav><a href='/'>홈</a></nav>"
        f"<h1>{title}</h1><h2>{heading}</h2><p>{paragraph}</p><ul><li>{bullets[0]}</li><li>{bullets[1]}</li></ul>"
        "<script>evil()</script><footer>회사</footer></body></html>"
    )
    path = tmp_path / "a.html"
    path.write_bytes(page.encode("euc-kr"))
    raw = read(path, "a.html", limits=Limits())
    assert raw.encoding == "html (euc-kr)"
    assert raw.text == f"# {title}\n\n## {heading}\n\n{paragraph}\n\n* {bullets[0]}\n* {bullets[1]}\n"


def document(paragraphs: int, words: str = "abc") -> bytes:
    usual = make_docx("t", "h", "p", ["b"], ["s"], TABLE)
    with zipfile.ZipFile(io.BytesIO(usual)) as archive:
        xml = archive.read("word/document.xml").decode()
    more = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" * paragraphs
    return with_part(usual, "word/document.xml", xml.replace("<w:body>", "<w:body>" + more).encode())


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    start = time.monotonic()
    with pytest.raises(UnreadableFile, match="would unpack to"):
        convert(tmp_path, "bomb.docx", document(60_000, "a" * 1000))
    assert time.monotonic() - start < 20


def test_a_slow_conversion_is_killed(tmp_path: Path) -> None:
    start = time.monotonic()
    with pytest.raises(UnreadableFile, match="took more than 4 seconds"):
        convert(tmp_path, "slow.docx", document(200_000), Limits(seconds=4))
    assert time.monotonic() - start < 20


def test_a_hungry_conversion_ends(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="memory"):
        convert(tmp_path, "hungry.docx", document(10), Limits(memory_bytes=60_000_000))


def test_a_broken_part_is_said(tmp_path: Path) -> None:
    broken = with_part(make_docx("t", "h", "p", [], [], TABLE), "word/document.xml", b"<w:document")
    with pytest.raises(UnreadableFile, match="could not be converted: it is broken"):
        convert(tmp_path, "broken.docx", broken)


def test_archives_that_are_none() -> None:
    with pytest.raises(UnreadableFile, match="password"):
        check_archive(b"\xd0\xcf\x11\xe0" + bytes(9), "a.docx", "x")
    with pytest.raises(UnreadableFile, match="broken"):
        check_archive(b"PK\x03\x04 and no more", "a.docx", "x")
    with pytest.raises(UnreadableFile, match="there is no x in it"):
        check_archive(make_pptx("t", ["p"], "n"), "a.docx", "x")


def test_a_child_does_nothing_but_convert() -> None:
    with pytest.raises(UnreadableFile, match="KeyError"):
        child.convert("no-such-kind", b"x", "a.bin", 20, 2_000_000_000)
