"""Questions a day as a chart. Vega comes with Streamlit: nothing is loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import NullTranslations
from typing import Any

from api.schemas.insights import DayOut

# Of two hues that differ in lightness too: told apart without colour, on paper, and by most colour-blind eyes.
_ANSWERED, _REFUSED = "#0f8f82", "#d98324"


def days_chart(days: Sequence[DayOut], words: NullTranslations) -> dict[str, Any]:
    """A Vega-Lite specification with its data: a bar a day, what was not in the texts on top."""
    answered, refused = words.gettext("Answered"), words.gettext("Not in the texts")
    values = [
        {"day": day.day.isoformat(), "what": what, "count": count, "order": order}
        for day in days
        for order, (what, count) in enumerate(((answered, day.answered), (refused, day.refused)))
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "bar", "cornerRadiusEnd": 2},
        "height": 260,
        "encoding": {
            "x": {
                "field": "day",
                "type": "temporal",
                "timeUnit": "utcyearmonthdate",
                "title": None,
                # Figures only: month names would be English in every language.
                "axis": {"format": "%m-%d", "labelOverlap": True, "tickCount": 6, "grid": False},
            },
            "y": {
                "field": "count",
                "type": "quantitative",
                "title": None,
                "axis": {"tickMinStep": 1, "format": "d", "tickCount": 4},
            },
            "color": {
                "field": "what",
                "type": "nominal",
                "scale": {"domain": [answered, refused], "range": [_ANSWERED, _REFUSED]},
                "legend": {"title": None, "orient": "top"},
            },
            "order": {"field": "order", "type": "quantitative"},
            "tooltip": [
                {
                    "field": "day",
                    "type": "temporal",
                    "timeUnit": "utcyearmonthdate",
                    "format": "%Y-%m-%d",
                    "title": words.gettext("Day"),
                },
                {"field": "what", "type": "nominal", "title": words.gettext("Questions")},
                {"field": "count", "type": "quantitative", "title": words.gettext("Number")},
            ],
        },
    }
