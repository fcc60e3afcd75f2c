"""The same material gives the same file, to the byte."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

import pytest
from docx import Document
from pptx import Presentation

from kb.renderers import FileForm, forms_of, render
from kb.types import Language
from tests.kb.renderers import samples

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("form", FileForm)
def test_the_same_material_gives_the_same_bytes(form: FileForm) -> None:
    material = samples.training(Language.BG)
    assert form in forms_of(material.kind)
    first = render(material, form)
    # An archive's clock ticks every two seconds.
    time.sleep(2.1)
    assert render(material, form) == first


@pytest.mark.parametrize("form", [FileForm.DOCX, FileForm.PPTX])
def test_an_office_file_says_no_time_that_is_not_its_own(form: FileForm) -> None:
    data = render(samples.checklist(Language.KO), form)
    opened = Document(BytesIO(data)) if form is FileForm.DOCX else Presentation(BytesIO(data))
    assert opened.core_properties.author == "Fieldcoach"
    core = zipfile.ZipFile(BytesIO(data)).read("docProps/core.xml").decode()
    assert "dcterms:created" not in core
    assert "dcterms:modified" not in core
