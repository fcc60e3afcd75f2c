from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from api.schemas.common import RoleName
from tests.ui.driving import ONE_BY_ONE, click, go, looking, nodes, open_page, sheets, text
from tests.ui.standin import Standin
from tests.ui.standin_texts import OLD_VERSION, detail

pytestmark = pytest.mark.integration

NOTES = b"# Discounts\n\n## How much\n\n- Five per cent without asking.\n"


def library(language: str = "en", **parameters: str) -> AppTest:
    page = go(open_page(language), "library", **parameters)
    assert not page.exception
    return page


def titles(page: AppTest) -> list[str]:
    return [text(looking(card, "open")[0]) for card in looking(sheets(page)["library-list"], "card")]


def drop(page: AppTest, name: str, data: bytes) -> AppTest:
    page.file_uploader[0].set_value((name, data, "text/markdown")).run()
    assert not page.exception
    return page


def send(page: AppTest) -> AppTest:
    next(button for button in page.button if button.label in {"Save to the library", "Replace it"}).click().run()
    assert not page.exception
    return page


@pytest.mark.parametrize("language", ONE_BY_ONE)
def test_works_are_listed_in_the_readers_language_with_their_editions(service: Standin, language: str) -> None:
    page = library(language)
    assert len(titles(page)) == 3
    cards = looking(sheets(page)["library-list"], "card")
    only = next(card for card in cards if "재고 확인" in text(card))
    assert len(looking(only, "missing")) == 3
    assert looking(only, "marked")
    assert all(looking(card, "good") or looking(card, "bad") or looking(card, "marked") for card in cards)


def test_filters_and_what_the_texts_say(service: Standin) -> None:
    page = library()
    page.text_input("library-search").set_value("reseller").run()
    assert titles(page) == ["Reseller visit"]
    page.text_input("library-search").set_value("business cards").run()
    assert titles(page) == []
    hits = looking(sheets(page)["library-hits"], "hit")
    assert [text(hit) for hit in hits] == ["Reseller visit › Sales tools to bring Bring business cards."]
    click(page, "library-hits", "hit", hits[0]["action"][1])
    assert [node["text"] for node in nodes(sheets(page)["source"]) if node["tag"] == "mark"] == [
        "Bring business cards."
    ]


def test_only_those_that_lack_an_edition(service: Standin) -> None:
    page = library()
    page.selectbox("library-kind").set_value("missing").run()
    assert titles(page) == ["재고 확인"]
    page.selectbox("library-kind").set_value("machine").run()
    assert titles(page) == ["재고 확인"]
    page.selectbox("library-kind").set_value("uploaded").run()
    assert titles(page) == []


def test_a_text_is_opened_in_each_edition_and_side_by_side(service: Standin) -> None:
    page = click(library(), "library-list", "document", "visit.en")
    assert page.query_params["text"] == "visit.en"
    assert "Bring business cards." in text(sheets(page)["text-visit.en"])
    page.button_group("edition-visit.en").set_value("visit.ko").run()
    assert page.query_params["text"] == "visit.ko"
    page.button_group("beside-text-visit.ko").select("visit.bg").run()
    pairs = looking(sheets(page)["text-visit.ko"], "pair")
    assert any("명함을 챙기십시오." in text(pair) and "Вземете визитни картички." in text(pair) for pair in pairs)
    page.button("text-back").click().run()
    assert "text" not in page.query_params
    assert "library-list" in sheets(page)


def test_earlier_versions_show_what_has_changed(service: Standin) -> None:
    page = library(text="visit.en")
    changes = sheets(page)["changes-visit.en"]
    assert [text(row) for row in looking(changes, "remove")] == ["Removed - Bring a fax."]
    assert any("Bring business cards." in text(row) for row in looking(changes, "add"))


@pytest.mark.parametrize(("document", "said"), [("removed.en", "has been removed"), ("../x", "not in the library")])
def test_a_text_that_is_not_there_is_said(service: Standin, document: str, said: str) -> None:
    assert said in text(sheets(library(text=document))["library-trouble"])


def test_a_text_is_removed_only_after_a_second_word(service: Standin) -> None:
    page = library(text="funnel.en")
    assert service.shelf.removed == set()
    page.button("text-remove-yes").click().run()
    assert service.shelf.removed == {"funnel.en"}
    assert "text" not in page.query_params
    assert not page.exception


def test_a_removed_text_is_put_back_in_one_step(service: Standin) -> None:
    page = library(text="funnel.en")
    page.button("text-remove-yes").click().run()
    assert "30 days" in text(sheets(page)["library-last-said"])
    assert "funnel.en" not in str(sheets(page)["library-list"])
    page.button("removal-undo").click().run()
    assert service.shelf.removed == set()
    assert "library-last-said" not in sheets(page)
    assert "funnel.en" in str(sheets(page)["library-list"])
    assert not page.exception


def test_what_was_removed_is_listed_put_back_and_deleted_for_good(service: Standin) -> None:
    service.shelf.removed |= {"funnel.en", "visit.ko"}
    page = library()
    page.selectbox("library-kind").set_value("removed").run()
    about = text(sheets(page)["removed-about-funnel.en"])
    for said in ("Removed on 2026-11-22", "Kept until 2026-12-22", "English"):
        assert said in about
    page.button("removed-back-funnel.en").click().run()
    assert service.shelf.removed == {"visit.ko"}
    assert "removed-about-funnel.en" not in sheets(page)
    page.button("removed-drop-yes-visit.ko").click().run()
    assert "removed-none" in sheets(page)
    assert not page.exception


@pytest.mark.parametrize("role", ["rep", "manager", "hr"])
def test_only_who_may_remove_sees_what_was_removed(service: Standin, role: RoleName) -> None:
    service.roles["KEY"] = role
    page = open_page()
    page.text_input("sign-in-key").set_value("KEY")
    page.button[0].click().run()
    go(page, "library")
    assert "Removed texts" not in page.selectbox("library-kind").options
    assert not any(button.key == "removal-undo" for button in page.button)


def test_an_earlier_version_is_put_back(service: Standin) -> None:
    service.shelf.known["visit.en"] = detail("visit.en").model_copy(update={"origin": "uploads", "path": "visit.md"})
    page = library(text="visit.en")
    assert "fax" in text(sheets(page)["whole-visit.en"])
    page.button("version-back").click().run()
    assert service.shelf.replaced == [OLD_VERSION]
    assert not page.exception


def test_a_text_from_a_folder_can_be_taken_in_again_and_how_is_said_before_it_goes(service: Standin) -> None:
    place = {"origin": "/our texts", "path": "funnel/en.md"}
    service.shelf.known["funnel.en"] = detail("funnel.en").model_copy(update=place)
    page = library(text="funnel.en")
    assert [code.value for code in page.code] == ["coach ingest --again '/our texts/funnel/en.md'"]


def test_a_file_is_looked_at_and_saved_only_then(service: Standin) -> None:
    page = library()
    page.button("library-add").click().run()
    drop(page, "notes.md", NOTES)
    (preview,) = [root for key, root in sheets(page).items() if key.startswith("preview-")]
    assert "Language: English" in text(preview)
    assert "Read as: utf-8" in text(preview)
    assert service.shelf.uploads == []
    next(field for field in page.text_input if field.label.startswith("Owner")).set_value("Мария")
    send(page)
    ((name, data, head),) = service.shelf.uploads
    assert (name, data) == ("notes.md", NOTES)
    assert (head["title"], head["language"], head["owner"], head["readers"]) == ("Discounts", "en", "Мария", "")
    assert "It is in the library." in text(sheets(page)["upload-finished"])
    page.button("upload-done").click().run()
    assert "Discounts" in titles(page)


def test_korean_in_an_old_encoding_is_recognised(service: Standin) -> None:
    page = library("ko")
    page.button("library-add").click().run()
    drop(page, "할인.txt", "# 할인 기준\n\n- 5%까지 가능합니다.\n".encode("cp949"))
    (preview,) = [root for key, root in sheets(page).items() if key.startswith("preview-")]
    assert "cp949" in text(preview)
    assert "한국어" in text(preview)


def test_a_language_that_can_not_be_told_is_asked_for(service: Standin) -> None:
    page = library()
    page.button("library-add").click().run()
    drop(page, "odd.md", b"# ???\n\nzzz\n")
    send(page)
    assert "Choose the language" in page.warning[0].value
    assert service.shelf.uploads == []


def test_a_file_that_can_not_be_read_is_said_with_its_reason(service: Standin) -> None:
    page = library()
    page.button("library-add").click().run()
    drop(page, "secret.pdf", b"\x00\x01")
    assert "the file is encrypted" in text(sheets(page)["upload-trouble"])


def test_what_fails_on_its_way_in_is_said(service: Standin) -> None:
    service.shelf.reason, service.shelf.looks = "line 3: unknown key", 1
    page = library()
    page.button("library-add").click().run()
    send(drop(page, "notes.md", NOTES))
    assert "line 3: unknown key" in text(sheets(page)["upload-finished"])
    assert "The library is as it was before." in text(sheets(page)["upload-finished"])


def test_an_upload_is_replaced_under_its_own_name_with_its_details(service: Standin) -> None:
    page = library()
    page.button("library-add").click().run()
    drop(page, "notes.md", NOTES)
    next(field for field in page.text_input if field.label.startswith("Owner")).set_value("Мария")
    send(page)
    page.button("upload-done").click().run()
    go(page, "library", text="upload.en")
    page.button("text-replace").click().run()
    drop(page, "other name.md", NOTES + b"- Ten with a word.\n")
    send(page)
    name, _, head = service.shelf.uploads[-1]
    assert (name, head["title"], head["owner"], head["work"]) == ("notes.md", "Discounts", "Мария", "upload")
    assert head["reviewed"]


def test_who_is_no_admin_reads_and_changes_nothing(service: Standin) -> None:
    service.roles["k"] = "rep"
    page = open_page()
    page.text_input("sign-in-key").set_value("k")
    page.button[0].click().run()
    go(page, "library", text="visit.en")
    keys = {button.key for button in page.button}
    assert not keys & {"library-add", "text-replace", "text-remove-yes"}
    assert "Bring business cards." in text(sheets(page)["text-visit.en"])


@pytest.mark.parametrize(("role", "said"), [("admin", "coach ingest FOLDER"), ("rep", "looks after the library")])
def test_an_empty_library_says_what_to_do(service: Standin, role: str, said: str) -> None:
    service.shelf.empty = True
    service.roles["k"] = role  # type: ignore[assignment]
    page = open_page()
    page.text_input("sign-in-key").set_value("k")
    page.button[0].click().run()
    go(page, "library")
    assert said in text(sheets(page)["library-none"])
