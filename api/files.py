"""A material as a file that a browser can save: its bytes, its name, its headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import quote

from kb.renderers import FileForm, render
from kb.types import Material

# Windows, macOS and Linux each forbid some of these; a leading dot hides a file.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+')

# Windows opens a device by these names, whatever their suffix.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)

# File systems take 255 bytes: a Chinese character has three, and browsers add " (1)".
_MAX_NAME_BYTES = 150


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file to hand out."""

    name: str
    fallback: str
    media_type: str
    data: bytes

    @property
    def disposition(self) -> str:
        """The header Content-Disposition (RFC 6266): the name in UTF-8, and one in ASCII for old programs."""
        return f"attachment; filename=\"{self.fallback}\"; filename*=UTF-8''{quote(self.name, safe='')}"


def file_of(material: Material, form: FileForm, page: str | None) -> RenderedFile:
    """Render a material; raises UnsupportedFormat and RenderError."""
    data = render(material, form, page=page)
    kind = material.kind.value.replace("_", "-")
    name = file_name(material.title or material.question_used) or kind
    return RenderedFile(
        name=name + form.suffix,
        fallback=f"{kind}-{material.language}{form.suffix}",
        media_type=form.media_type,
        data=data,
    )


def file_name(title: str) -> str:
    """A title as a file name without suffix that every system takes; empty where nothing is left of it."""
    clean = " ".join(_FORBIDDEN.sub(" ", normalize("NFC", title)).split())
    cut = clean.encode("utf-8", "ignore")[:_MAX_NAME_BYTES].decode("utf-8", "ignore")
    if len(cut) < len(clean) and " " in cut:
        cut = cut.rpartition(" ")[0]
    name = cut.strip(" .")
    return f"_{name}" if _DEVICES.match(name) else name
