"""Checklists, plays, role descriptions and training modules for commands: by the service, or in this process."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from kb.types import Material, Refusal, Role

if TYPE_CHECKING:
    from api.client import MaterialFile
    from api.doors import Coach
    from api.schemas.materials import FileFormatName, Order
    from api.schemas.results import ResultOut


class Making(Protocol):
    """What commands ask for; api.client.Client is one."""

    def make(self, order: Order) -> ResultOut:
        """A material, or a refusal."""
        ...

    def make_file(self, form: FileFormatName, order: Order) -> MaterialFile | ResultOut:
        """The same as a file; the result itself where it is a refusal."""
        ...


class MakingInProcess:
    """The same without a service, as the library's admin; `page` is the address for links in files."""

    def __init__(self, coach: Callable[[], Coach], page: str | None) -> None:
        self._coach_of = coach
        self._page = page

    def make(self, order: Order) -> ResultOut:
        """A material, or a refusal."""
        from api.presenters import result_out

        return result_out(*self._result(order))

    def make_file(self, form: FileFormatName, order: Order) -> MaterialFile | ResultOut:
        """The same as a file; raises UnsupportedFormat and RenderError."""
        from api.client import MaterialFile
        from api.files import file_of
        from api.presenters import result_out
        from kb.renderers import FileForm

        result, milliseconds = self._result(order)
        if isinstance(result, Refusal):
            return result_out(result, milliseconds)
        file = file_of(result, FileForm(form), self._page)
        return MaterialFile(file.name, file.media_type, file.data)

    def _result(self, order: Order) -> tuple[Material | Refusal, float]:
        from api.requests import result_for

        coach = self._coach_of()
        begun = perf_counter()
        result = result_for(order, Role.ADMIN, coach)
        return result, (perf_counter() - begun) * 1000
