"""A sheet as one HTML file: no script, nothing loaded, light and dark, and fit to be printed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kb.errors import RenderError
from kb.renderers.sheet import Sheet
from kb.types import Language

if TYPE_CHECKING:
    from jinja2 import Template

# Chinese without its script would be set with the shapes of whatever the reader's system prefers.
_TAGS = {Language.ZH: "zh-Hans", Language.KO: "ko", Language.BG: "bg", Language.EN: "en"}


def to_html(sheet: Sheet) -> bytes:
    """The sheet as a self-contained HTML page in UTF-8; raises RenderError where the template can't be filled."""
    from jinja2 import TemplateError

    try:
        return _template().render(sheet=sheet, tags=_TAGS).encode()
    except TemplateError as error:
        raise RenderError(f"The HTML template can't be filled: {error}") from error


@lru_cache(maxsize=1)
def _template() -> Template:
    """The template that ships beside this module, compiled once; everything put into it is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("kb.renderers", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("sheet.html")
