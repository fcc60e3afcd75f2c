"""Checklists, roles, training and insights in a real headless browser: the main path of each, once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.ui.standin import Standin
from tests.ui.standin_making import sample
from tests.ui.visiting import DESK, PHONE, Visit

pytestmark = pytest.mark.browser


def submit(visit: Visit) -> None:
    visit.page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()


@pytest.mark.parametrize("visit", [("bg-BG", PHONE)], indirect=True)
def test_a_checklist_is_ticked_noted_left_and_found_again(visit: Visit, service: Standin) -> None:
    page = visit.page
    visit.open("checklists")
    page.get_by_label("Вашата задача").fill("Утре посещавам дистрибутор, който ни дължи пари, и пращам fax")
    submit(visit)
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(33)
    # What the texts do not have is said before the first line, on paper, too.
    missing = page.get_by_text("Текстовете не засягат: fax")
    expect(missing).to_be_in_viewport()
    page.get_by_role("button", name="Печат").click()
    expect(page.frame_locator("iframe.print-frame").locator("h1 + .note p")).to_have_text(missing.inner_text())
    boxes.nth(0).check()
    expect(page.get_by_text("Готови: 1 от 33")).to_be_visible()
    # Faster than the service answers: none of them is lost.
    for place in range(1, 6):
        boxes.nth(place).check()
    page.get_by_role("button", name=re.compile("Бележка към")).nth(2).click()
    page.keyboard.type("да питам Иван")
    expect(page.get_by_text("Запазено")).to_be_visible()
    # "Saved" may be said of the first of them.
    desk = service.desk
    visit.until(
        lambda: [(len(one.ticks), [*one.notes.values()]) for one in desk.saved.values()] == [(6, ["да питам Иван"])]
    )
    assert visit.fits()
    assert visit.barriers() == []
    expect(page).to_have_url(re.compile("checklist=s"))

    page.reload()
    expect(page.get_by_text("Готови: 6 от 33")).to_be_visible()
    expect(page.get_by_role("textbox", name=re.compile("Бележка към"))).to_have_value("да питам Иван")

    page.get_by_role("button", name="Всички списъци").click()
    page.get_by_role("button", name=re.compile("дължи пари")).click()
    expect(page.get_by_text("Готови: 6 от 33")).to_be_visible()
    page.get_by_role("link", name=re.compile("Отвори източник 2")).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize("visit", [("zh-CN", DESK)], indirect=True)
def test_a_checklist_is_printed_and_downloaded(visit: Visit, service: Standin) -> None:
    page = visit.page
    visit.open("checklists")
    page.get_by_role("button", name="第一次拜访新客户").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="打印").click()
    sheet = page.frame_locator("iframe.print-frame")
    expect(sheet.locator("li.check")).to_have_count(33)
    assert sheet.locator("input[checked]").count() == 1
    # The frame has no size: what would be drawn on paper is told by the style alone.
    drawn = "found => found.filter(one => getComputedStyle(one).display !== 'none').length"
    assert sheet.locator("button, .icon").evaluate_all(drawn) == 0
    # What the numbers behind the lines stand for, unfolded.
    expect(sheet.locator("h1")).to_have_text("第一次拜访新客户")
    assert sheet.locator(".sources[open] .source").count() > 0
    # The browser's own print shows nothing of the page's frame either.
    page.emulate_media(media="print")
    expect(page.locator("li.check").first).to_be_visible()
    for frame in (".st-key-head", "[data-testid=stHeader]", ".push.quiet", ".mini", "[data-testid=stPopover]"):
        expect(page.locator(frame).first).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="下载").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Word").click()
    assert download.value.suggested_filename == "第一次拜访新客户.docx"
    assert service.desk.files[0][0] == "docx"
    first = sample("checklist", "zh").blocks[0].lines[0].text
    assert first in Path(download.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("visit", [("ko-KR", PHONE)], indirect=True)
def test_a_role_is_edited_line_by_line(visit: Visit, service: Standin) -> None:
    page = visit.page
    visit.open("roles")
    page.get_by_label("직무 이름").fill("지역 영업 관리자")
    submit(visit)
    line = page.locator("li.line").nth(1)
    was = line.locator(".what").inner_text()
    line.get_by_role("button", name=re.compile("^고치기")).click()
    line.get_by_role("textbox").fill("다섯 명을 이끈다.")
    line.get_by_role("button", name="완료").click()
    expect(line.get_by_text("고친 줄")).to_be_visible()
    expect(line.locator(".was")).to_contain_text(was)
    expect(line.get_by_role("link")).to_be_visible()
    third = page.locator("li.line").nth(3)
    third.get_by_role("button", name=re.compile("^지우기")).click()
    third.get_by_role("button", name="되돌리기").click()
    expect(third.get_by_role("button", name=re.compile("^고치기"))).to_be_focused()
    page.get_by_role("button", name=re.compile("줄 추가")).first.click()
    page.keyboard.type("한국어 능통")
    page.locator(".fill-in").first.fill("5")
    page.locator(".fill-in").first.blur()
    told = page.locator(".paper:has(> .copy)")
    visit.until(lambda: "요구 경력: 5년" in told.evaluate("paper => paper.written"))
    page.reload()
    expect(page.get_by_text("고친 줄")).to_be_visible()
    expect(page.locator(".fill-in").first).to_have_value("5")
    assert visit.fits()
    assert visit.barriers() == []
    page.get_by_role("button", name="내려받기").click()
    with page.expect_download():
        page.get_by_role("button", name="PDF").click()
    (form, sent) = service.desk.files[0]
    told = [line.text for block in sent.blocks for line in block.lines]
    assert form == "pdf"
    assert {"다섯 명을 이끈다. *", "한국어 능통 *", "요구 경력: 5년"} <= set(told)
    assert was not in told


def answer(quiz: Locator, kind: str) -> None:
    """Any answer, as this type of question takes it."""
    if kind == "gap":
        quiz.get_by_role("textbox").fill("?")
    elif kind == "order":
        quiz.locator("button.down:not(:disabled)").first.click()
        expect(quiz.locator("button.down").nth(1)).to_be_focused()
    elif kind == "match":
        for place, field in enumerate(quiz.get_by_role("combobox").all()):
            field.select_option(index=1 + place)
    else:
        quiz.get_by_role("radio").first.check()


@pytest.mark.parametrize("visit", [("en-US", PHONE)], indirect=True)
def test_a_quiz_with_all_five_types_and_its_wrong_ones_again(visit: Visit, service: Standin) -> None:
    page = visit.page
    visit.open("training")
    page.get_by_label("Topic").fill("visits")
    submit(visit)
    expect(page.get_by_role("table")).to_be_visible()
    assert visit.fits()
    assert visit.barriers() == []
    page.get_by_role("radio", name=re.compile("Quiz")).click()
    quiz = page.locator(".quiz")
    items = sample("training", "en").quiz
    quiz.get_by_role("button", name="Check", exact=True).click()
    expect(quiz.get_by_role("alert")).to_have_text("Choose or write an answer first.")
    for place, item in enumerate(items):
        expect(quiz.get_by_role("heading", name=item.prompt)).to_be_visible()
        answer(quiz, item.type)
        quiz.get_by_role("button", name="Check", exact=True).click()
        expect(quiz.locator(".verdict")).to_be_visible()
        if place == 0:
            assert visit.barriers() == []
        quiz.get_by_role("button", name=re.compile("Next question|Show the result")).click()
    expect(quiz.locator(".score")).to_be_visible()
    assert visit.fits()
    assert visit.barriers() == []
    assert len(service.desk.cards) == len(items)
    quiz.get_by_role("button", name="Try the wrong ones again").click()
    expect(quiz.locator(".place")).to_contain_text("Question 1 of")

    page.get_by_role("radio", name="Practice").click()
    page.get_by_role("button", name="Start practising").click()
    expect(page.locator(".quiz .sure").get_by_role("radio", name="All right")).to_be_checked()
    # While the drill comes, the quiz before it may still stand there.
    drill = page.locator(".quiz").filter(has=page.locator(".sure"))
    drill.get_by_role("button", name="I don't know").click()
    expect(page.locator(".quiz .verdict")).to_be_visible()
    page.get_by_role("radio", name="Readiness").click()
    expect(page.get_by_text("Needs practice")).to_be_visible()
    assert visit.barriers() == []


@pytest.mark.parametrize("visit", [("bg-BG", DESK)], indirect=True)
def test_insights_answer_at_a_glance_and_as_figures(visit: Visit) -> None:
    page = visit.page
    visit.open("insights")
    expect(page.locator(".tile").first).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible()
    page.get_by_text("Данните като таблица").click()
    expect(page.get_by_role("table", name="Въпроси по дни")).to_be_visible()
    expect(page.get_by_role("table", name="По тема")).to_contain_text("Работа с оплаквания")
    assert visit.fits()
    assert visit.barriers() == []
    page.get_by_role("button", name="Към въпросите без отговор").click()
    expect(page).to_have_url(re.compile("/gaps"))
