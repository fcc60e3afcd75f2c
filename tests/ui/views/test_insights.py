from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from api.schemas.common import LanguageCode
from tests.ui.driving import ONE_BY_ONE, go, looking, nodes, open_page, sheets, text
from tests.ui.standin import Standin
from tests.ui.standin_insights import QUESTIONS, TITLES, Figures, insights_of
from tests.ui.standin_texts import TITLES as VISIT
from ui.insight_sheet import refused_sheet
from ui.phrases import phrases

pytestmark = pytest.mark.integration


def open_view(language: str = "en") -> AppTest:
    return go(open_page(language), "insights")


def figures(page: AppTest, key: str) -> list[list[str]]:
    """The rows of a table as text."""
    rows = [node for node in nodes(sheets(page)[key]) if node["tag"] == "tr"]
    return [[text(cell).strip() for cell in row["children"]] for row in rows]


@pytest.mark.parametrize("language", ONE_BY_ONE)
def test_everything_is_there_in_each_language(service: Standin, language: LanguageCode) -> None:
    page = open_view(language)
    assert not page.exception
    found = insights_of(Figures(), 30, language)
    tiles = [tile["children"][0]["text"] for tile in looking(sheets(page)["insight-totals"], "tile")]
    percent = "\N{NO-BREAK SPACE}%" if language == "bg" else "%"
    assert tiles == [str(found.totals.asked), f"88{percent}", str(found.totals.refused), "3", f"97{percent}"]
    assert [row[:2] for row in figures(page, "topics-table")[1:]] == [
        [title, str(60 - 14 * n)] for n, title in enumerate(TITLES[language])
    ]
    assert QUESTIONS[language][0] in text(sheets(page)["refused"])
    disliked = text(sheets(page)["disliked"])
    assert QUESTIONS[language][1] in disliked
    # The text is named, once and not by its name in the service; a refusal that somebody expected stands elsewhere.
    assert disliked.count(VISIT["visit"][language]) == 1
    assert "#" not in disliked
    assert "expected!" not in disliked
    assert "Ann" in text(sheets(page)["stale"])
    assert TITLES["ko"][3] in text(sheets(page)["unused"])


def test_the_chart_and_its_table_say_the_same(service: Standin) -> None:
    page = open_view()
    (chart,) = page.get("vega_lite_chart")
    spec = json.loads(chart.proto.spec)
    found = insights_of(Figures(), 30, "en")
    assert spec["encoding"]["color"]["scale"]["domain"] == ["Answered", "Not in the texts"]
    assert figures(page, "days-table")[1:] == [
        [day.day.isoformat(), str(day.answered), str(day.refused)] for day in reversed(found.by_day)
    ]


def test_bars_are_shares_of_the_longest(service: Standin) -> None:
    page = open_view()
    shares = [node["share"] for node in looking(sheets(page)["languages-table"], "meter")]
    assert shares[0] == 1.0
    assert shares == sorted(shares, reverse=True)
    assert figures(page, "languages-table")[1][0] == "中文"


def test_another_time_asks_anew(service: Standin) -> None:
    page = open_view()
    page.selectbox("insights-days").set_value(7).run()
    assert len(figures(page, "days-table")) == 8


def test_nothing_asked_says_what_to_do_and_texts_are_still_shown(service: Standin) -> None:
    service.figures.asked = False
    page = open_view("bg")
    assert "През този период няма въпроси." in text(sheets(page)["no-questions"])
    assert "insight-totals" not in sheets(page)
    assert "stale" in sheets(page)


def test_a_trouble_is_said(service: Standin) -> None:
    page = open_view()
    service.fault = (500, "internal")
    page.run()
    assert "title internal" in text(sheets(page)["trouble-insights"])
    assert not page.exception


def test_a_rep_does_not_see_it(service: Standin, monkeypatch: pytest.MonkeyPatch) -> None:
    service.roles["r"] = "rep"
    monkeypatch.setenv("FIELDCOACH_SERVICE_TOKEN", "r")
    page = open_view()
    assert "insight-totals" not in sheets(page)
    assert "Your role does not allow this." in text(sheets(page)["not-allowed"])


def test_what_was_pasted_in_bulk_takes_no_more_room_than_a_question(service: Standin) -> None:
    (group, *_) = insights_of(Figures(), 30, "en").refused
    long = group.model_copy(update={"question": "x" * 8000})
    said = text(refused_sheet([long], phrases("en")).data())
    assert "x" * 100 in said
    assert len(said) < 400
