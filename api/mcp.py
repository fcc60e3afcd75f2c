"""`/mcp`: the Model Context Protocol over streamable HTTP, without sessions, answered in plain JSON.

Keys, hosts and origins are judged by the same layers and the same Access as every other route.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp_types import Tool as ListedTool
from pydantic import ValidationError
from starlette.datastructures import Headers

from api.faults import fault_of
from api.middleware import JSON_LIMIT
from api.problems import Fault, preferred_language
from api.security import Caller
from api.tools import tools
from api.validation import fault_of_fields
from kb.errors import FieldcoachError

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from api.dependencies import Service

PATH = "/mcp"

_INSTRUCTIONS = (
    "Grounded answers and materials for sales teams in Chinese, Korean, Bulgarian and English. Every line is quoted "
    "from the handbook and cites its source; a refusal means that the handbook does not have it."
)
_CALLER = "fieldcoach_caller"
# Nothing is changed by any tool, and nothing outside the library is reached.
_READING = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)


class McpDoor:
    """An ASGI app for one path; `running` must be entered while it is called."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._tools = {tool.name: tool for tool in tools()}
        self._server: Server[Any] = Server(
            "fieldcoach",
            title="Fieldcoach",
            version=service.version,
            instructions=_INSTRUCTIONS,
            on_list_tools=self._list,
            on_call_tool=self._call,
        )
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve until the end of the block."""
        # Theirs can be run once; an app may be started again.
        self._manager = StreamableHTTPSessionManager(
            self._server, json_response=True, stateless=True, max_request_body_size=JSON_LIMIT
        )
        async with self._manager.run():
            yield
        self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one message; raises FaultError where a key is missing or wrong."""
        caller = self._service.access.caller(Headers(scope=scope).get("authorization"))
        scope.setdefault("state", {})[_CALLER] = caller
        if self._manager is None:
            raise RuntimeError("The door is closed: its service has not been started.")
        await self._manager.handle_request(scope, receive, send)

    async def _list(
        self, context: ServerRequestContext[Any, Request], _params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        """What this caller may use."""
        caller = _caller_of(context)
        return ListToolsResult(
            tools=[
                ListedTool(
                    name=tool.name,
                    title=tool.title,
                    description=tool.description,
                    input_schema=tool.body.model_json_schema(),
                    annotations=_READING,
                )
                for tool in self._tools.values()
                if tool.allows(caller)
            ]
        )

    async def _call(self, context: ServerRequestContext[Any, Request], params: CallToolRequestParams) -> CallToolResult:
        tool = self._tools.get(params.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"There is no tool {params.name[:100]!r}.")
        call = partial(tool.call, params.arguments or {}, _caller_of(context), self._service)
        try:
            output = await to_thread.run_sync(call)
        except ValidationError as error:
            return self._failed(context, fault_of_fields(error.errors()))
        except FieldcoachError as error:
            return self._failed(context, fault_of(error))
        return CallToolResult(
            content=[TextContent(type="text", text=output.text)],
            structured_content=output.body.model_dump(mode="json"),
        )

    def _failed(self, context: ServerRequestContext[Any, Request], fault: Fault) -> CallToolResult:
        """A problem body as a failed call, so that the program that called can mend it."""
        accepted = context.request.headers.get("accept-language") if context.request is not None else None
        problem = self._service.wording.problem(fault, preferred_language(accepted), PATH)
        notes = [problem.detail, problem.reason or "", *(f"{one.field}: {one.message}" for one in problem.errors)]
        return CallToolResult(
            content=[TextContent(type="text", text="\n".join(note for note in notes if note))],
            structured_content=problem.model_dump(mode="json"),
            is_error=True,
        )


def _caller_of(context: ServerRequestContext[Any, Request]) -> Caller:
    """Who sent this message; `__call__` has put them there."""
    if context.request is None:
        raise RuntimeError("A message came in that is not of a request.")
    caller: Caller = context.request.scope["state"][_CALLER]
    return caller
