"""Driving worksheets without a browser: what they show, and what they tell the page."""

from __future__ import annotations

import json
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.testing.v1 import AppTest

from tests.ui.driving import Data


def worksheet(page: AppTest, start: str) -> Data:
    """The data of the only worksheet whose key starts so."""
    (found,) = [data for key, data in worksheets(page).items() if key.startswith(start)]
    return found


def worksheets(page: AppTest) -> dict[str, Data]:
    """The data of every worksheet, by key."""
    found = {str(element.key): json.loads(element.proto.json) for element in page.get("bidi_component")}
    return {key: data for key, data in found.items() if "fixed" in data}


def lines(data: Data) -> list[Data]:
    """All lines of a worksheet."""
    return [line for block in data["fixed"]["blocks"] for line in block["lines"]]


def tell(page: AppTest, start: str, **states: Any) -> AppTest:
    """What the browser sends for `setStateValue`: all states of the worksheet whose key starts so."""
    sent = page._tree.get_widget_states()
    told = sent.widgets.add()
    told.id = _element(page, start).proto.id
    told.json_value = json.dumps(states)
    return page._run(sent)


def happen(page: AppTest, start: str, event: str, value: Any) -> AppTest:
    """What the browser sends for `setTriggerValue(event, value)`."""
    sent = page._tree.get_widget_states()
    told = sent.widgets.add()
    told.id = _make_trigger_id(_element(page, start).proto.id, "events")
    told.json_trigger_value = json.dumps([{"event": event, "value": value}])
    return page._run(sent)


def _element(page: AppTest, start: str) -> Any:
    return next(element for element in page.get("bidi_component") if str(element.key).startswith(start))
