from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from kb.renderers import FileForm, render
from kb.types import Language, Material, MaterialKind
from tests.kb.renderers import samples
from tests.kb.renderers.reading import Page, asked, missing, said

pytestmark = pytest.mark.unit


def page_of(material: Material, page: str | None = None) -> Page:
    return Page(render(material, FileForm.HTML, page=page).decode())


@pytest.mark.parametrize(("name", "material"), samples.every(), ids=samples.name_of)
def test_everything_is_said(name: str, material: Material) -> None:
    page = page_of(material)
    assert missing(said(material) + asked(material), page.text) == []
    checks = sum(len(block.lines) for block in material.blocks if block.style == "checks")
    boxes = sum(1 for one in page.all("input") if one["type"] == "checkbox")
    assert boxes == checks + 2 * sum(item.type == "true_false" for item in material.quiz)
    assert next(page.all("html"))["lang"] == {"zh": "zh-Hans"}.get(material.language, material.language)


@pytest.mark.parametrize("kind", [MaterialKind.TRAINING_MODULE, MaterialKind.CHECKLIST])
def test_hostile_text_is_only_text(kind: MaterialKind) -> None:
    material = samples.hostile(kind)
    page = page_of(material)
    assert missing(said(material) + asked(material), page.text) == []
    assert not {tag for tag, _ in page.tags} & {"script", "img", "iframe", "link", "object", "i"}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert all((one["href"] or "").startswith("#source-") for one in page.all("a"))


def test_nothing_is_loaded_and_no_script_can_run() -> None:
    page = page_of(samples.training(Language.EN))
    policy = next(one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert not [attributes for _, attributes in page.tags if "src" in attributes]


def test_each_mark_leads_to_its_source_and_each_source_to_the_page() -> None:
    material = samples.training(Language.BG)
    page = page_of(material, "https://coach.example/base/")
    anchors = {one["id"] for one in page.all("span") if "id" in one}
    inner = [one["href"] for one in page.all("a") if (one["href"] or "").startswith("#")]
    assert {link.removeprefix("#") for link in inner if link} <= anchors
    outer = [one["href"] or "" for one in page.all("a") if (one["href"] or "").startswith("http")]
    assert len(outer) == len(material.citations)
    split = urlsplit(outer[0])
    assert (split.netloc, split.path) == ("coach.example", "/base/")
    first = material.citations[0]
    assert parse_qs(split.query) == {
        "document": [first.document],
        "start": [str(first.start)],
        "end": [str(first.end)],
        "version": [first.version],
    }


def test_a_line_in_another_language_says_so() -> None:
    page = page_of(samples.checklist(Language.EN))
    assert "ko" in {one.get("lang") for one in page.all("span")}


def test_the_number_of_a_source_is_not_left_alone_on_a_line() -> None:
    page = render(samples.checklist(Language.ZH), FileForm.HTML).decode()
    assert len(re.findall(r'</span>&nbsp;<a class="mark"', page)) == page.count('<a class="mark"') > 0
