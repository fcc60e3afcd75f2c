from __future__ import annotations

import pytest

from ui.settings import DEFAULT_SECONDS, PageSettingsError, is_foreign, load_settings

pytestmark = pytest.mark.unit


def test_without_variables_the_page_looks_for_the_service_on_loopback() -> None:
    settings = load_settings({})
    assert (settings.api, settings.token, settings.seconds) == (
        "http://127.0.0.1:8000",
        None,
        DEFAULT_SECONDS,
    )


def test_variables_are_taken_and_trimmed() -> None:
    settings = load_settings({
        "FIELDCOACH_API": " https://coach.example:9/ ",
        "FIELDCOACH_SERVICE_TOKEN": " t ",
        "FIELDCOACH_API_SECONDS": "2.5",
    })
    assert (settings.api, settings.token, settings.seconds) == ("https://coach.example:9", "t", 2.5)


@pytest.mark.parametrize(
    "address", ["ftp://x", "127.0.0.1:8000", "http://", "http://x:0", "http://x:99999", "http://[", "x"]
)
def test_an_address_that_can_not_work_is_refused_by_name(address: str) -> None:
    with pytest.raises(PageSettingsError, match="FIELDCOACH_API:"):
        load_settings({"FIELDCOACH_API": address})


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon", "3601"])
def test_a_wait_that_can_not_work_is_refused_by_name(seconds: str) -> None:
    with pytest.raises(PageSettingsError, match="FIELDCOACH_API_SECONDS:"):
        load_settings({"FIELDCOACH_API_SECONDS": seconds})


def test_the_token_is_not_shown() -> None:
    assert "secret" not in repr(load_settings({"FIELDCOACH_SERVICE_TOKEN": "secret"}))


@pytest.mark.parametrize(
    ("address", "host", "foreign"),
    [
        ("127.0.0.1", "127.0.0.1:8501", False),
        ("127.0.0.1", "LocalHost:8501", False),
        ("::1", "[::1]:8501", False),
        ("127.0.0.1", "evil.example:8501", True),
        ("localhost", "127.0.0.1.evil.example", True),
        ("127.0.0.1", "[::1", True),
        ("127.0.0.1", None, False),
        ("0.0.0.0", "coach.example", False),
        (None, "coach.example", False),
    ],
)
def test_a_page_on_loopback_is_known_by_its_own_names_only(
    address: str | None, host: str | None, foreign: bool
) -> None:
    assert is_foreign(address, host) is foreign
