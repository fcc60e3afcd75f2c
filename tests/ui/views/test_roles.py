from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from api.schemas.common import LanguageCode
from api.schemas.materials import RoleIn
from tests.ui.driving import ONE_BY_ONE, go, open_page, sheets, text
from tests.ui.standin import Standin
from tests.ui.standin_making import NOTHING, sample
from tests.ui.working import lines, tell, worksheet, worksheets

pytestmark = pytest.mark.integration

TITLES = {"zh": "区域经理", "ko": "지역 영업 관리자", "bg": "Регионален мениджър", "en": "Area manager"}


def open_view(language: str = "en") -> AppTest:
    return go(open_page(language), "roles")


def submit(page: AppTest) -> AppTest:
    return next(one for one in page.button if str(one.key).startswith("FormSubmitter")).click().run()


def made(language: str = "en", title: str = "Area manager") -> AppTest:
    page = open_view(language)
    page.text_input("role-title").set_value(title)
    return submit(page)


def edited(**changes: object) -> dict[str, object]:
    return {"texts": {}, "fills": {}, "removed": [], "own": [], "counted": 0} | changes


@pytest.mark.parametrize("language", ONE_BY_ONE)
def test_a_draft_with_a_source_behind_each_line_and_blanks(service: Standin, language: LanguageCode) -> None:
    page = made(language, TITLES[language])
    assert not page.exception
    shown = lines(worksheet(page, "role-"))
    assert len(shown) == 25
    assert [line["text"] for line in shown if not line["after"]] == [
        line.text for block in sample("role", language).blocks for line in block.lines if not line.citations
    ]
    assert TITLES[language] in text(sheets(page)["title-role-1"])


def test_what_the_texts_lack_stands_above_the_lines(service: Standin) -> None:
    shown = sheets(made("en", "Area manager with a fax"))
    assert "fax" in text(shown["uncovered-role-1"])
    assert list(shown).index("uncovered-role-1") < list(shown).index("below-role-1")
    assert "uncovered-role-1" not in sheets(made())


def test_the_whole_form_goes_along(service: Standin) -> None:
    page = open_view("bg")
    page.text_input("role-title").set_value(" Мениджър ")
    page.selectbox("role-level").set_value("senior")
    page.text_input("role-industry").set_value("фармация")
    page.text_input("role-focus").set_value("екип")
    submit(page)
    assert service.desk.orders == [RoleIn(title="Мениджър", level="senior", industry="фармация", focus="екип")]


def test_without_a_title_it_says_what_is_missing(service: Standin) -> None:
    page = submit(open_view())
    assert page.warning[0].value == "Write the title of the post first."
    assert service.desk.orders == []


def test_edits_stay_with_the_source_and_survive_another_view(service: Standin) -> None:
    page = made()
    first, second = lines(worksheet(page, "role-"))[:2]
    tell(page, "role-", changes=edited(texts={first["id"]: "Mine"}, removed=[second["id"]], counted=1))
    go(page, "checklists")
    go(page, "roles")
    now = worksheet(page, "role-")["now"]
    assert (now["texts"], now["removed"]) == ({first["id"]: "Mine"}, [second["id"]])
    assert lines(worksheet(page, "role-"))[0]["text"] == first["text"]


def test_what_is_copied_is_the_edited_text_with_its_marks(service: Standin) -> None:
    page = made()
    first, second = lines(worksheet(page, "role-"))[:2]
    own = [{"id": "own-1", "block": 1, "text": "Speaks Korean."}, {"id": "own-2", "block": 1, "text": "  "}]
    tell(page, "role-", changes=edited(texts={first["id"]: "Mine"}, removed=[second["id"]], own=own))
    copied = sheets(page)["copy-role-1"]["copied"]
    assert copied.startswith("Area manager\n\nPurpose\nMine *\n\n")
    assert "• Speaks Korean. *" in copied
    assert second["text"] not in copied
    assert copied.endswith("* Changed or added; not word for word from the texts.")


def test_leaving_with_edits_asks_first(service: Standin) -> None:
    page = made()
    assert page.button("new-role").label == "New draft"
    tell(page, "role-", changes=edited(removed=["l1"]))
    assert [one.key for one in page.button if one.key in {"new-role", "really-new-role"}] == ["really-new-role"]
    page.button("really-new-role").click().run()
    assert worksheets(page) == {}
    assert page.text_input("role-title")


def test_nonsense_from_a_browser_changes_nothing(service: Standin) -> None:
    page = made()
    broken = {"texts": 3, "removed": ["no"], "own": [{"block": 99}, 4], "counted": "x"}
    cases: tuple[object, ...] = (None, "x", [], broken)
    for changes in cases:
        tell(page, "role-", changes=changes)
        assert not page.exception
        now = worksheet(page, "role-")["now"]
        assert (now["texts"], now["removed"], now["own"], now["counted"]) == ({}, [], [], 0)


def test_a_refusal_and_a_trouble_are_said(service: Standin) -> None:
    page = made("en", f"{NOTHING} champion")
    assert "refusal-role" in sheets(page)
    service.fault = (500, "internal")
    page.text_input("role-title").set_value("Area manager")
    submit(page)
    assert "title internal" in text(sheets(page)["trouble-role"])
    assert not page.exception


def test_a_rep_is_told_that_it_is_not_for_them(service: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    service.roles["r"] = "rep"
    monkeypatch.setenv("FIELDCOACH_SERVICE_TOKEN", "r")
    page = open_view()
    assert "Your role does not allow this." in text(sheets(page)["not-allowed"])
