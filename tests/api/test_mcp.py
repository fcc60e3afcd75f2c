"""`/mcp`: bare messages through every layer, and the protocol's own client over a real socket."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from fastapi.testclient import TestClient
from mcp.client.client import Client as McpClient
from mcp.client.streamable_http import streamable_http_client

from api.keys import KeyStore
from api.tools import tools
from kb.errors import StoreError
from kb.types import ChecklistTask, Language, Role, RoleProfile
from tests.api.fake_pipeline import FakePipeline
from tests.api.fakes import FakeCoach
from tests.api.live import serving

pytestmark = pytest.mark.unit

HEADERS = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
ALL = ["ask", "search", "checklist", "role_description", "training_module"]


def message(method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}


def send(client: TestClient, body: object, **headers: str) -> Any:
    response = client.post("/mcp", json=body, headers=HEADERS | headers)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    assert "mcp-session-id" not in response.headers
    return response.json()


def call(client: TestClient, name: str, arguments: dict[str, Any], **headers: str) -> Any:
    return send(client, message("tools/call", name=name, arguments=arguments), **headers)["result"]


def test_a_handshake_says_who_answers(client: TestClient) -> None:
    hello = message(
        "initialize", protocolVersion="2025-06-18", capabilities={}, clientInfo={"name": "test", "version": "1"}
    )
    result = send(client, hello)["result"]
    assert (result["serverInfo"]["name"], result["protocolVersion"]) == ("fieldcoach", "2025-06-18")
    assert "tools" in result["capabilities"]
    assert "refusal" in result["instructions"]


def test_tools_are_listed_with_their_schemas(client: TestClient) -> None:
    listed = send(client, message("tools/list"))["result"]["tools"]
    assert [tool["name"] for tool in listed] == ALL
    schemas = {tool["name"]: tool["inputSchema"] for tool in listed}
    assert schemas["ask"]["required"] == ["question"]
    assert schemas["training_module"]["properties"]["minutes"]["minimum"] == 10
    assert all(tool["annotations"]["readOnlyHint"] for tool in listed)
    assert "$defs" not in json.dumps(schemas)


def test_ask_gives_text_and_body(client: TestClient, coach: FakeCoach) -> None:
    result = call(client, "ask", {"question": "재고?", "language": "ko"})
    assert not result.get("isError")
    assert result["content"][0]["text"].startswith("1. 😀 창고 재고를 센다. [1]")
    assert result["structuredContent"]["citations"][0]["document"] == "stock.ko"
    assert coach.asked[0].role is Role.ADMIN


def test_a_refusal_is_no_error(client: TestClient) -> None:
    result = call(client, "ask", {"question": "😶"})
    assert not result.get("isError")
    assert result["content"][0]["text"].startswith("Ask me.")
    assert result["structuredContent"]["kind"] == "refusal"


def test_the_other_tools(client: TestClient, coach: FakeCoach) -> None:
    hits = call(client, "search", {"text": "stock", "language": "bg", "limit": 3})
    assert "stock.bg#check" in hits["content"][0]["text"]
    assert coach.searched == [("stock", Language.BG, 3, Role.ADMIN)]
    made = call(client, "checklist", {"task": "visit", "context": "new product"})
    assert "Count the warehouse." in made["content"][0]["text"]
    assert made["structuredContent"]["kind"] == "checklist"
    call(client, "role_description", {"title": "rep"})
    module = call(client, "training_module", {"topic": "stock", "seed": 3})
    assert len(module["structuredContent"]["quiz"]) == 5
    assert coach.made[:2] == [
        ChecklistTask("visit", "new product", None, Role.ADMIN),
        RoleProfile("rep", role=Role.ADMIN),
    ]


@pytest.mark.parametrize(
    ("name", "arguments", "code", "korean"),
    [
        ("ask", {"question": " "}, "empty_question", "질문을 적어"),
        ("ask", {}, "invalid_request", "question"),
        ("training_module", {"topic": "x", "minutes": 0}, "invalid_minutes", "10분에서 480분"),
        ("checklist", {"task": "x", "language": "fr"}, "unknown_language", "zh, ko, bg, en"),
    ],
)
def test_wrong_arguments_come_back_as_a_failed_call(
    client: TestClient, coach: FakeCoach, name: str, arguments: dict[str, Any], code: str, korean: str
) -> None:
    result = call(client, name, arguments, **{"Accept-Language": "ko"})
    assert result["isError"] is True
    assert result["structuredContent"]["code"] == code
    assert korean in result["content"][0]["text"]
    assert (coach.asked, coach.made) == ([], [])


def test_what_goes_wrong_inside_is_not_told(client: TestClient, coach: FakeCoach) -> None:
    coach.error = StoreError("/secret/place is full")
    result = call(client, "ask", {"question": "x"})
    assert (result["isError"], result["structuredContent"]["code"]) == (True, "store")
    assert "secret" not in json.dumps(result)


def test_an_unknown_tool_is_an_error_of_the_protocol(client: TestClient) -> None:
    body = send(client, message("tools/call", name="rm", arguments={}))
    assert body["error"]["code"] == -32602


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.REP, ALL[:3]),
        (Role.MANAGER, ALL[:4]),
        (Role.HR, [*ALL[:3], "training_module"]),
        (Role.ADMIN, ALL),
    ],
)
def test_roles(client: TestClient, coach: FakeCoach, keys: KeyStore, role: Role, names: list[str]) -> None:
    bearer = {"Authorization": f"Bearer {keys.issue('agent', role).text}"}
    listed = send(client, message("tools/list"), **bearer)["result"]["tools"]
    assert [tool["name"] for tool in listed] == names
    for tool in ("role_description", "training_module"):
        arguments = {"title": "rep"} if tool == "role_description" else {"topic": "x"}
        result = call(client, tool, arguments, **bearer)
        assert result.get("isError", False) is (tool not in names)
        if tool not in names:
            assert result["structuredContent"]["code"] == "forbidden"
    assert {order.role for order in coach.made} <= {role}


def test_the_same_doors_as_every_other_route(client: TestClient, keys: KeyStore) -> None:
    foreign = client.post("/mcp", json=message("tools/list"), headers=HEADERS | {"Host": "evil.example"})
    assert foreign.json()["code"] == "foreign_host"
    page = client.post("/mcp", json=message("tools/list"), headers=HEADERS | {"Origin": "http://evil.example"})
    assert page.json()["code"] == "foreign_origin"
    for method in ("GET", "DELETE"):
        assert client.request(method, "/mcp", headers=HEADERS).status_code == 405
    keys.issue("agent", Role.REP)
    closed = client.post("/mcp", json=message("tools/list"), headers=HEADERS)
    assert (closed.status_code, closed.json()["code"]) == (401, "unauthorized")
    assert closed.headers["www-authenticate"].startswith("Bearer")


def test_what_is_no_message(client: TestClient) -> None:
    assert client.post("/mcp", content=b"{", headers=HEADERS | {"Content-Type": "application/json"}).status_code == 400
    assert client.post("/mcp", json={"no": "message"}, headers=HEADERS).status_code == 400
    assert client.post("/mcp", content=b"x" * 4_000_001, headers=HEADERS).status_code == 413
    endless = (b" " * 500_000 for _ in range(20))
    unannounced = client.post("/mcp", content=endless, headers=HEADERS | {"Content-Type": "application/json"})
    assert (unannounced.status_code, unannounced.json()["code"]) == (413, "too_large")


def test_tool_names_are_the_contract_s() -> None:
    assert [tool.name for tool in tools()] == ALL


@pytest.mark.integration
@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_the_protocol_s_own_client(home: Path, coach: FakeCoach, pipeline: FakePipeline, mode: str) -> None:
    async def talk(address: str) -> None:
        headers = {"Authorization": "Bearer live-token"}
        async with httpx2.AsyncClient(headers=headers, trust_env=False) as http:
            transport = streamable_http_client(f"{address}/mcp", http_client=http)
            async with McpClient(transport, mode=mode) as client:
                assert [tool.name for tool in (await client.list_tools()).tools] == ALL
                answer = await client.call_tool("ask", {"question": "库存？", "language": "zh"})
                assert answer.structured_content["language"] == "zh"
                failed = await client.call_tool("training_module", {"topic": "x", "minutes": 1})
                assert failed.is_error

    with serving(home, coach, pipeline) as address:
        anyio.run(talk, address)
    assert [question.language for question in coach.asked] == [Language.ZH]
