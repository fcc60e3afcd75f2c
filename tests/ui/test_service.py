from __future__ import annotations

import socket

import pytest

from api.schemas.ask import AskedLanguage
from api.schemas.common import LanguageCode
from api.schemas.results import ResultOut
from tests.ui.standin import OLD_VERSION, TEXTS, Standin, version_of
from ui import service as door
from ui.links import CitationLink
from ui.service import ServiceTrouble, TroubleKind
from ui.settings import PageSettings

pytestmark = pytest.mark.integration


def ask(
    settings: PageSettings, reader: LanguageCode, question: str, language: AskedLanguage, history: tuple[str, ...]
) -> ResultOut:
    with door.opened(settings, reader) as client:
        return client.ask(question, language, history)


def trouble_of(settings: PageSettings) -> door.Trouble:
    with pytest.raises(ServiceTrouble) as caught:
        ask(settings, "en", "what to bring", "auto", ())
    return caught.value.trouble


def test_an_answer_with_language_history_and_token(service: Standin) -> None:
    settings = PageSettings(service.url, token="local")
    result = ask(settings, "bg", "and what to bring?", "en", ("steps of a visit",))
    assert result.question_used == "steps of a visit and what to bring?"
    assert (service.asked[0].language, service.asked[0].history) == ("en", ("steps of a visit",))
    assert service.keys == ["Bearer local"]


def test_a_source_comes_with_its_sections_only_in_its_own_version(service: Standin) -> None:
    settings = PageSettings(service.url)
    now = door.source(settings, "en", CitationLink("visit.en", 0, 3))
    assert (now.version, now.text) == (version_of(TEXTS["visit.en"]), TEXTS["visit.en"])
    assert [section.path for section in now.sections] == [
        ("Sales tools to bring",),
        ("The steps of a visit",),
    ]
    old = door.source(settings, "en", CitationLink("visit.en", 0, 3, OLD_VERSION))
    assert (old.version, old.sections) == (OLD_VERSION, ())


def test_a_dead_service_is_unreachable() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        dead = PageSettings(f"http://127.0.0.1:{held.getsockname()[1]}")
        assert trouble_of(dead).kind is TroubleKind.UNREACHABLE


def test_a_slow_service_is_slow(service: Standin) -> None:
    service.delay = 1.0
    assert trouble_of(PageSettings(service.url, seconds=0.2)).kind is TroubleKind.SLOW


def test_another_service_at_the_address_is_broken(service: Standin) -> None:
    service.nonsense = True
    assert trouble_of(PageSettings(service.url)).kind is TroubleKind.BROKEN


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ((503, "not_ready"), TroubleKind.STARTING),
        ((401, "unauthorized"), TroubleKind.SIGNED_OUT),
        ((403, "forbidden"), TroubleKind.NOT_ALLOWED),
        ((413, "too_large"), TroubleKind.TOO_LONG),
        ((410, "gone"), TroubleKind.GONE),
        ((404, "not_found"), TroubleKind.NOT_FOUND),
    ],
)
def test_problems_are_told_apart_by_their_code(service: Standin, fault: tuple[int, str], kind: TroubleKind) -> None:
    service.fault = fault
    assert trouble_of(PageSettings(service.url)) == door.Trouble(kind)


def test_other_problems_say_themselves(service: Standin) -> None:
    service.fault = (503, "index_mismatch")
    assert trouble_of(PageSettings(service.url)) == door.Trouble(
        TroubleKind.SAID, "title index_mismatch", "detail index_mismatch"
    )
