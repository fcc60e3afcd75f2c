"""Files as their readers get them: LibreOffice opens them, and each is made within two seconds."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from kb.renderers import FileForm, forms_of, render
from kb.types import Language, Material
from tests.conftest import need_program
from tests.kb.renderers import samples
from tests.kb.renderers.reading import missing, pdf_text, said

pytestmark = pytest.mark.integration

# What the product promises for any file, in seconds; measured below 0.5 s on an idle machine.
LONGEST = 2.0


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every sample as .docx and .pptx, and what LibreOffice made of each as .pdf."""
    office = need_program("soffice", "libreoffice")
    folder = tmp_path_factory.mktemp("files")
    for name, material in samples.every():
        for form in {FileForm.DOCX, FileForm.PPTX} & set(forms_of(material.kind)):
            (folder / f"{name}-{form}{form.suffix}").write_bytes(render(material, form))
    made = sorted(str(path) for path in folder.iterdir())
    profile = f"-env:UserInstallation=file://{tmp_path_factory.mktemp('profile')}"
    done = subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *made],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize(("name", "material"), samples.every(), ids=samples.name_of)
def test_libreoffice_opens_word_files_and_slides(converted: Path, name: str, material: Material) -> None:
    opened = sorted(converted.glob(f"{name}-*.pdf"))
    assert len(opened) == len({FileForm.DOCX, FileForm.PPTX} & set(forms_of(material.kind)))
    docx = next(path for path in opened if path.stem.endswith("docx"))
    # A page's foot with its footnotes stands between the halves of a line that runs over to the next page.
    lost = missing(said(material), pdf_text(docx.read_bytes()))
    assert len(lost) <= 3, lost


@pytest.mark.parametrize("form", FileForm)
def test_a_file_is_made_within_two_seconds(form: FileForm) -> None:
    material = samples.training(Language.ZH)
    render(material, form)
    took = []
    for _ in range(3):
        start = time.perf_counter()
        render(material, form)
        took.append(time.perf_counter() - start)
    assert min(took) < LONGEST
