"""The file forms that a material can be had in."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from kb.types import MaterialKind


class FileForm(StrEnum):
    """A file form, by the name that the API and the commands use."""

    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PPTX = "pptx"
    PDF = "pdf"
    GIFT = "gift"

    @property
    def suffix(self) -> str:
        """The file name's end, with its dot."""
        return _SUFFIXES[self]

    @property
    def media_type(self) -> str:
        """What goes into the header Content-Type; texts name their encoding."""
        return _MEDIA_TYPES[self]

    @classmethod
    def of_suffix(cls, suffix: str) -> FileForm | None:
        """The form of a file name's end (with its dot, any case), or None."""
        return next((form for form in cls if form.suffix == suffix.lower()), None)


_SUFFIXES: Mapping[FileForm, str] = MappingProxyType({
    FileForm.MARKDOWN: ".md",
    FileForm.HTML: ".html",
    FileForm.DOCX: ".docx",
    FileForm.PPTX: ".pptx",
    FileForm.PDF: ".pdf",
    FileForm.GIFT: ".gift",
})

_OFFICE = "application/vnd.openxmlformats-officedocument."
_MEDIA_TYPES: Mapping[FileForm, str] = MappingProxyType({
    FileForm.MARKDOWN: "text/markdown; charset=utf-8",
    FileForm.HTML: "text/html; charset=utf-8",
    FileForm.DOCX: _OFFICE + "wordprocessingml.document",
    FileForm.PPTX: _OFFICE + "presentationml.presentation",
    FileForm.PDF: "application/pdf",
    FileForm.GIFT: "text/plain; charset=utf-8",
})

# An answer makes no deck, and only a module has a quiz.
_ONLY: Mapping[FileForm, frozenset[MaterialKind]] = MappingProxyType({
    FileForm.PPTX: frozenset({MaterialKind.TRAINING_MODULE, MaterialKind.CHECKLIST}),
    FileForm.GIFT: frozenset({MaterialKind.TRAINING_MODULE}),
})


def forms_of(kind: MaterialKind) -> tuple[FileForm, ...]:
    """The forms that a material of this kind comes in."""
    return tuple(form for form in FileForm if kind in _ONLY.get(form, MaterialKind))
