"""A sheet as PDF, by typst: the sheet goes in as JSON, which a fixed template reads as plain strings."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from kb.errors import RenderError
from kb.renderers.sheet import Sheet

if TYPE_CHECKING:
    from typst import Fonts

# Noto Sans CJK as Noto publishes it, in one file: Han in four national shapes, Hangul, Latin, Cyrillic, nine weights.
_FONT_PACKAGE = "manimgx_fonts_cjk"


def to_pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF with all fonts embedded; raises RenderError where typst fails or warns.

    The compiler reads no file but its fonts: its root is an empty folder, and the system's fonts are left alone.
    """
    import typst

    template = files("kb.renderers").joinpath("templates", "sheet.typ").read_bytes()
    with tempfile.TemporaryDirectory(prefix="fieldcoach-") as root:
        try:
            compiler = typst.Compiler(
                root=root,
                font_paths=_fonts(),
                ignore_system_fonts=True,
                sys_inputs={"sheet": json.dumps(asdict(sheet))},
                package_path=root,
                package_cache_path=root,
            )
            made, warnings = compiler.compile_with_warnings(input=template, format="pdf")
        except typst.TypstError as error:
            raise RenderError(f"typst made no PDF: {error.diagnostic or error.message}") from error
    # A font that is not there is only a warning to typst, and boxes instead of letters to a reader.
    if warnings or not isinstance(made, bytes):
        raise RenderError(f"typst warned: {'; '.join(warning.message for warning in warnings)}")
    return made


@lru_cache(maxsize=1)
def _fonts() -> Fonts:
    """The packaged font and typst's own, whose DejaVu Sans Mono has the signs that Noto lacks; found once, 15 ms."""
    import typst

    try:
        with as_file(files(_FONT_PACKAGE)) as folder:
            return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])
    except ModuleNotFoundError as error:
        raise RenderError(f"The package {_FONT_PACKAGE} is not installed: no font for PDF files.") from error
