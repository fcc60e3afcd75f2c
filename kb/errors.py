"""Every error of ours, in one tree. Third-party errors are translated at the door of the library that raises them.

FieldcoachError              whatever a caller of ours may want to catch at once
├── SettingsError            a setting that can't work; the message says which and what to set
├── InputError               what came in can't be used; the message says what to do
│   ├── UnreadableFile       a file that can't be read: format, encoding, size, password
│   ├── HeadError            a broken head, sidecar or questions file; names the line where it can
│   ├── DuplicateDocument    two documents with one id
│   ├── UnsupportedFormat    a material that can't be had as a file of this form
│   └── TooLarge             more than the limit
├── NotFound                 no such document, version, job, key
│   ├── NoSuchJob, NoSuchEntry, NoSuchClosing, NoSuchSaved, NoSuchCard, NoSuchCopy
│   └── Gone                 it was there and was removed
├── StoreError               the catalogue or the vectors can't be read or written
│   ├── IndexMismatch        the index was built with another model or other rules
│   └── Busy                 another ingest holds the lock
├── EmbeddingError           the model can't be loaded or run
├── RenderError              a file can't be made of a material: a library failed, a font is missing
├── CitationError            a citation whose quote is not at its offsets: a bug, never shown
├── AccessError              the caller may not do this
└── ServiceError             the running service can't be reached or answers with an error

A refusal is not an error: it is a result (kb.types.Refusal).
"""

from __future__ import annotations

from dataclasses import dataclass


class FieldcoachError(Exception):
    """The root. `code` is stable and goes into problem bodies; the message is for a person."""

    code = "internal"


class SettingsError(FieldcoachError):
    """A setting that can't work."""

    code = "settings"


@dataclass(frozen=True, slots=True)
class Why:
    """A reason that can be worded in any language: a stable code, and what its wording names."""

    code: str
    name: str = ""
    limit: str = ""


class InputError(FieldcoachError):
    """What came in can't be used. `why`: the reason for those who read another language than the message's."""

    code = "invalid_input"

    def __init__(self, message: str = "", why: Why | None = None) -> None:
        super().__init__(message)
        self.why = why


class UnreadableFile(InputError):
    """A file that can't be read."""

    code = "unreadable_file"


class HeadError(InputError):
    """A broken head, sidecar or questions file."""

    code = "invalid_head"


class DuplicateDocument(InputError):
    """Two documents with one id."""

    code = "duplicate_document"


class UnsupportedFormat(InputError):
    """A material that can't be had as a file of this form."""

    code = "unsupported_format"


class TooLarge(InputError):
    """More than the limit."""

    code = "too_large"


class NotFound(FieldcoachError):
    """No such thing."""

    code = "not_found"


class NoSuchJob(NotFound):
    """An upload's job that is not known, or no longer."""


class NoSuchEntry(NotFound):
    """A result that the journal does not have."""


class NoSuchClosing(NotFound):
    """Nothing was done about a refused question under this name."""


class NoSuchSaved(NotFound):
    """A saved result that its owner does not have."""


class NoSuchCard(NotFound):
    """A question to repeat that its owner does not have."""


class NoSuchCopy(NotFound):
    """What was removed or replaced is not kept, or no longer."""


class Gone(NotFound):
    """It was there and was removed."""

    code = "gone"


class StoreError(FieldcoachError):
    """The catalogue or the vectors can't be read or written."""

    code = "store"


class IndexMismatch(StoreError):
    """The index was built with another model or other rules."""

    code = "index_mismatch"


class Busy(StoreError):
    """Another ingest holds the lock."""

    code = "busy"


class EmbeddingError(FieldcoachError):
    """The model can't be loaded or run."""

    code = "embedding"


class RenderError(FieldcoachError):
    """A file can't be made of a material."""

    code = "render"


class CitationError(FieldcoachError):
    """A citation whose quote is not at its offsets."""

    code = "citation"


class AccessError(FieldcoachError):
    """The caller may not do this."""

    code = "forbidden"


class ServiceError(FieldcoachError):
    """The running service can't be reached or answers with an error."""

    code = "service"
