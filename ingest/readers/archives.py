"""Office files are ZIP archives: what one would unpack to is known before anything is unpacked."""

from __future__ import annotations

import io
import zipfile

from kb.errors import UnreadableFile, Why

_OLE = b"\xd0\xcf\x11\xe0"
# A usual docx unpacks to 1 MB at a ratio of 23; a bomb of 753 kB to 310 MB at 414 (stack.md, section 5).
_MOST_BYTES = 300_000_000
_MOST_RATIO = 150
_SMALL = 20_000_000
_MOST_ENTRIES = 20_000


def check_archive(data: bytes, name: str, inside: str) -> None:
    """Raise UnreadableFile unless the bytes are a sane archive that holds `inside` (`word/document.xml`)."""
    if data.startswith(_OLE):
        raise UnreadableFile(
            f"{name} is protected by a password, or in the format of before 2007. "
            "Open it, save it without password in today's format, and add that.",
            Why("old_or_password", name),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableFile(
            f"{name} is broken, or not what its suffix says ({error}).", Why("broken", name)
        ) from error
    if inside not in {entry.filename for entry in entries}:
        raise UnreadableFile(
            f"{name} is not what its suffix says: there is no {inside} in it.", Why("wrong_suffix", name)
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile(
            f"{name} is protected by a password. Save it without, and add that.", Why("password", name)
        )
    size = sum(entry.file_size for entry in entries)
    if size > _MOST_BYTES or len(entries) > _MOST_ENTRIES or (size > _SMALL and size > _MOST_RATIO * len(data)):
        raise UnreadableFile(
            f"{name} would unpack to {size / 1e6:.0f} MB and is not opened.", Why("too_large_inside", name)
        )
