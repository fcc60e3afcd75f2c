from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.addresses import OnePart

pytestmark = pytest.mark.unit

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def visitor(base: str = "") -> TestClient:
    async def page(request: Request) -> PlainTextResponse:
        return PlainTextResponse("the page")

    app = Starlette(
        routes=[Route("/{path:path}", page, methods=["GET", "POST"])],
        middleware=[Middleware(OnePart, base=base)],
    )
    return TestClient(app, "http://127.0.0.1:8501", follow_redirects=False)


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/library/x", "/library-x"),
        ("/library/x/y/?lang=bg&text=a%20b", "/library-x-y?lang=bg&text=a%20b"),
        ("/библиотека/x", "/%D0%B1%D0%B8%D0%B1%D0%BB%D0%B8%D0%BE%D1%82%D0%B5%D0%BA%D0%B0-x"),
        ("/a/%0d%0aSet-Cookie:x", "/a-%0D%0ASet-Cookie%3Ax"),
        ("/" + "a/" * 100, "/" + ("a-" * 100)[:80]),
    ],
)
def test_several_parts_become_one(asked: str, led_to: str) -> None:
    answer = visitor().get(asked, headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (307, led_to)


@pytest.mark.parametrize("asked", ["//evil.com/x", "/%2Fevil.com/x", "/\\evil.com/x", "/..//evil.com/x"])
def test_nobody_is_led_away(asked: str) -> None:
    answer = visitor().get("http://127.0.0.1:8501" + asked, headers=HTML)
    place = answer.headers.get("location", "/")
    assert place.startswith("/")
    assert not place.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "asked",
    ["/", "/library", "/library/", "/static/js/x.js", "/_stcore/health", "/library/_stcore/health", "/media/a/b.pdf"],
)
def test_what_is_there_is_left_alone(asked: str) -> None:
    assert visitor().get(asked, headers=HTML).text == "the page"


def test_only_who_reads_it_is_led_elsewhere() -> None:
    assert visitor().get("/library/x", headers={"Accept": "*/*"}).text == "the page"
    assert visitor().post("/library/x", headers=HTML).text == "the page"


def test_a_page_below_a_part_of_its_own_keeps_it() -> None:
    coach = visitor("coach/")
    assert coach.get("/coach/library", headers=HTML).text == "the page"
    assert coach.get("/coach/library/x", headers=HTML).headers["location"] == "/coach/library-x"
    assert coach.get("/other/library/x", headers=HTML).text == "the page"
