from __future__ import annotations

import base64

import pytest
from streamlit.testing.v1 import AppTest

from api.schemas.common import LanguageCode
from api.schemas.materials import ChecklistIn, PlayIn
from tests.ui.driving import ONE_BY_ONE, click, go, looking, nodes, open_page, sheets, text
from tests.ui.standin import Standin
from tests.ui.standin_making import NOTHING, sample
from tests.ui.working import happen, lines, tell, worksheet, worksheets

pytestmark = pytest.mark.integration

TASKS = {"zh": "明天拜访经销商", "ko": "내일 대리점 방문", "bg": "Утре посещавам дистрибутор", "en": "A visit"}


def open_view(language: str = "en", **parameters: str) -> AppTest:
    return go(open_page(language), "checklists", **parameters)


def made(language: str = "en", task: str = "A visit") -> AppTest:
    page = open_view(language)
    submit = next(button for button in page.button if str(button.key).startswith("FormSubmitter:checklist-form"))
    page.text_area("checklist-task").set_value(task)
    return submit.click().run()


@pytest.mark.parametrize("language", ONE_BY_ONE)
def test_a_task_becomes_a_checklist_with_a_source_behind_each_line(service: Standin, language: LanguageCode) -> None:
    page = made(language, TASKS[language])
    assert not page.exception
    (order,) = service.desk.orders
    assert order == ChecklistIn(task=TASKS[language])
    shown = lines(worksheet(page, "checks-"))
    assert [line["text"] for line in shown] == [
        line.text for block in sample("checklist", language).blocks for line in block.lines
    ]
    assert all(any("chip" in node.get("look", "") for node in nodes(line["after"][0])) for line in shown)
    assert TASKS[language] in text(sheets(page)["title-1"])


def test_context_goes_along(service: Standin) -> None:
    page = open_view()
    page.text_input("checklist-context").set_value(" a new product ")
    page.text_area("checklist-task").set_value("A visit")
    next(one for one in page.button if str(one.key).startswith("FormSubmitter")).click().run()
    assert service.desk.orders[0].context == "a new product"


def test_without_a_task_it_says_what_is_missing(service: Standin) -> None:
    page = open_view()
    next(one for one in page.button if str(one.key).startswith("FormSubmitter")).click().run()
    assert page.warning[0].value == "Say in a few words what you are about to do."
    assert service.desk.orders == []


def test_a_visit_becomes_a_play(service: Standin) -> None:
    page = open_view("ko")
    page.segmented_control("checklist-way").set_value("visit").run()
    assert page.selectbox("play-visit").options[0] == "대리점 정기 방문"
    page.selectbox("play-visit").set_value("payment")
    page.selectbox("play-stage").set_value("customer")
    next(one for one in page.button if str(one.key).startswith("FormSubmitter")).click().run()
    assert service.desk.orders == [PlayIn(visit="payment", stage="customer", language="ko")]
    assert worksheet(page, "checks-")["fixed"]["blocks"][0]["heading"] == "준비하기"


def test_an_example_is_one_click(service: Standin) -> None:
    page = open_view("bg").button("checklist-example-0").click().run()
    assert service.desk.orders == [ChecklistIn(task="Първо посещение при нов клиент", language="bg")]
    assert worksheets(page)


def test_nothing_is_saved_before_something_is_done_and_then_only_changes(service: Standin) -> None:
    page = made()
    assert service.desk.saved == {}
    tell(page, "checks-", ticks=["l1", "l2"])
    (saved,) = service.desk.saved.values()
    assert saved.ticks == ("l1", "l2")
    assert page.query_params["checklist"] == saved.id
    assert worksheet(page, "checks-")["now"]["status"] == "Saved"
    tell(page, "checks-", ticks=["l2"], notes={"l3": " ask Ivan ", "x": "not ours"})
    (saved,) = service.desk.saved.values()
    assert (saved.ticks, saved.notes) == (("l2",), {"l3": "ask Ivan"})
    tell(page, "checks-", ticks=["l2"], notes={})
    assert next(iter(service.desk.saved.values())).notes == {}
    assert not page.exception


def test_a_tick_does_not_draw_the_worksheet_anew(service: Standin) -> None:
    page = made()
    before = worksheet(page, "checks-")["fixed"]
    tell(page, "checks-", ticks=["l1"])
    assert worksheet(page, "checks-")["fixed"] == before


def test_what_could_not_be_saved_is_said_kept_and_saved_later(service: Standin) -> None:
    page = made()
    service.fault = (503, "not_ready")
    tell(page, "checks-", ticks=["l1"])
    now = worksheet(page, "checks-")["now"]
    assert (now["ticks"], now["notes"], now["status"]) == (["l1"], {}, "Not saved")
    assert "still loading its library" in text(sheets(page)["trouble-checks"])
    service.fault = None
    page.button("save-again").click().run()
    assert next(iter(service.desk.saved.values())).ticks == ("l1",)
    assert worksheet(page, "checks-")["now"]["status"] == "Saved"
    assert "trouble-checks" not in sheets(page)


def test_it_is_found_again_from_the_list_and_from_its_address(service: Standin) -> None:
    page = made("bg", TASKS["bg"])
    tell(page, "checks-", ticks=["l1"], notes={"l2": "да питам"})
    page.button("to-all").click().run()
    assert "checklist" not in page.query_params
    kept = sheets(page)["kept-checklists"]
    assert TASKS["bg"] in text(kept)
    assert "Готови: 1 от 33" in text(kept)
    (saved,) = service.desk.saved
    click(page, "kept-checklists", "open", saved)
    assert worksheet(page, "checks-")["now"]["ticks"] == ["l1"]

    again = open_view("en", checklist=saved)
    assert worksheet(again, "checks-")["now"]["notes"] == {"l2": "да питам"}
    assert not again.exception


def test_a_checklist_that_is_gone_is_said(service: Standin) -> None:
    page = open_view("en", checklist="s99")
    assert "not in the library" in text(sheets(page)["trouble-opening"])
    assert "checklist" not in page.query_params


def test_a_name_that_is_none_of_ours_opens_nothing(service: Standin) -> None:
    page = made()
    tell(page, "checks-", ticks=["l1"])
    page.button("to-all").click().run()
    click(page, "kept-checklists", "open", "../secret")
    assert worksheets(page) == {}
    assert not page.exception


def test_deleting_asks_first_and_the_list_is_empty_then(service: Standin) -> None:
    page = made()
    page.button("keep").click().run()
    assert len(service.desk.saved) == 1
    page.button("really-delete").click().run()
    assert service.desk.saved == {}
    assert "None yet." in text(sheets(page)["no-checklists"])
    assert page.toast[0].value == "Deleted."


def test_a_refusal_offers_topics_that_become_checklists(service: Standin) -> None:
    page = made("en", f"{NOTHING} bread")
    assert worksheets(page) == {}
    click(page, "refusal-checklist", "topic", "1")
    assert service.desk.orders[-1] == ChecklistIn(task="The customer funnel", language="en")
    assert worksheets(page)


def test_a_task_from_another_view_becomes_a_checklist_at_once(service: Standin) -> None:
    page = made()
    order = ChecklistIn(task="Утре съм при дистрибутор", language="bg")
    page.session_state["given-task"] = order
    page.run()
    assert service.desk.orders[-1] == order
    assert worksheet(page, "checks-")["fixed"]["lang"] == "bg"


def test_a_task_from_another_view_that_the_texts_do_not_cover_waits_in_the_field(service: Standin) -> None:
    page = made()
    page.session_state["given-task"] = ChecklistIn(task=f"{NOTHING} a cake", language="en")
    page.run()
    assert page.text_area("checklist-task").value == f"{NOTHING} a cake"
    assert worksheets(page) == {}
    assert looking(sheets(page)["refusal-checklist"], "topic")
    assert looking(sheets(page)["refusal-checklist"], "understood") == []


def test_a_source_opens_in_the_drawer(service: Standin) -> None:
    page = made()
    click(page, "checks-1", "source", "1")
    cited = sample("checklist", "en").citations[0]
    assert page.query_params["start"] == str(cited.start)
    click(page, "checks-1", "source", "../1")
    assert not page.exception


@pytest.mark.parametrize("language", ONE_BY_ONE)
def test_what_the_texts_lack_stands_above_the_lines(service: Standin, language: LanguageCode) -> None:
    page = made(language, f"{TASKS[language]}, fax")
    shown = list(sheets(page))
    assert "fax" in text(sheets(page)["uncovered-checks-1"])
    assert shown.index("title-1") < shown.index("uncovered-checks-1") < shown.index("below-checks-1")
    # On paper, too.
    assert "fax" in text(worksheet(page, "checks-")["fixed"]["above"])
    assert "uncovered-checks-1" not in sheets(made(language, TASKS[language]))


def test_the_sources_stand_below(service: Standin) -> None:
    page = made()
    assert looking(sheets(page)["below-checks-1"], "sources")


def test_the_way_back_in_is_kept_while_another_view_is_open(service: Standin) -> None:
    page = made()
    tell(page, "checks-", ticks=["l4"])
    go(page, "insights")
    go(page, "checklists")
    assert worksheet(page, "checks-")["now"]["ticks"] == ["l4"]


def test_a_file_is_made_when_it_is_chosen_and_forgotten_when_it_is_saved(service: Standin) -> None:
    page = made("ko", "대리점: 내일/모레")
    happen(page, "files-", "make", "pdf")
    file = worksheet(page, "files-")["now"]["file"]
    assert file["name"] == "대리점 내일 모레.pdf"
    assert base64.b64decode(file["data"]).decode().startswith(sample("checklist", "ko").blocks[0].lines[0].text)
    assert service.desk.files[0][0] == "pdf"
    happen(page, "files-", "saved", file["id"])
    assert worksheet(page, "files-")["now"] == {"failed": ""}
    happen(page, "files-", "make", "exe")
    assert len(service.desk.files) == 1
    assert not page.exception


def test_a_file_that_can_not_be_made_is_said(service: Standin) -> None:
    page = made()
    service.fault = (500, "render_failed")
    happen(page, "files-", "make", "pdf")
    assert "title render_failed" in text(sheets(page)["trouble-files-checks-1"])
    assert worksheet(page, "files-")["now"]["failed"]
    assert not page.exception


def test_a_dead_service_is_said_at_each_place_once(service: Standin) -> None:
    page = open_view()
    service.fault = (503, "not_ready")
    page.text_area("checklist-task").set_value("A visit")
    next(one for one in page.button if str(one.key).startswith("FormSubmitter")).click().run()
    assert not page.exception
    assert {"trouble-making", "trouble-kept"} <= set(sheets(page))
    assert page.text_area("checklist-task").value == "A visit"
