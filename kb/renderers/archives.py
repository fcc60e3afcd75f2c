"""Office files are archives: written so that the same material gives the same bytes, whenever it is made."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_PROPERTIES = "docProps/core.xml"
# pandoc says now; python-pptx's own template was made in 2013.
_TIMES = re.compile(rb"<(dcterms:created|dcterms:modified|cp:lastPrinted)\b[^>]*>[^<]*</\1>")


def timeless(made: bytes) -> bytes:
    """An office file without its times; its entries bear the first date that an archive can (1980)."""
    out = BytesIO()
    with ZipFile(BytesIO(made)) as read, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for entry in read.infolist():
            data = read.read(entry)
            settled = _TIMES.sub(b"", data) if entry.filename == _PROPERTIES else data
            written.writestr(ZipInfo(entry.filename), settled, ZIP_DEFLATED)
    return out.getvalue()
