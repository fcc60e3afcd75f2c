"""The outermost group: every error of ours leaves as a sentence and an exit code, never as a trace."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from api.cli import messages
from api.cli.options import FAILED, WRONG_USAGE, print_body, wants_json
from kb.errors import FieldcoachError, InputError

if TYPE_CHECKING:
    from types import TracebackType

    from api.schemas.common import Problem

_USAGE_STATUSES = frozenset({400, 413, 415, 422})

# Typer lets Pydantic read the values, and hands on what it says with its word for a kind of error.
_KIND = "Value error, "


class CoachGroup(TyperGroup):
    """A group whose commands may raise what they like out of kb.errors, and OSError."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - the types of Typer's private click
        """Run the command; raise Exit with its code where it fails."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix(_KIND)
            raise
        except BrokenPipeError:
            # Whoever read our output has seen enough.
            raise
        except FieldcoachError as error:
            code = _show(ctx, error)
            raise typer.Exit(code) from error
        except OSError as error:
            sys.stderr.write(messages.SYSTEM_ERROR.format(what=error) + "\n")
            raise typer.Exit(FAILED) from error


def _show(context: typer.Context, error: FieldcoachError) -> int:
    from api.client import ProblemAnswer

    if isinstance(error, ProblemAnswer):
        problem, usage = error.problem, error.problem.status in _USAGE_STATUSES
    else:
        problem, usage = _problem(error), isinstance(error, InputError)
    if wants_json(context):
        print_body(problem)
    else:
        sys.stderr.write(f"{error}\n")
    return WRONG_USAGE if usage else FAILED


def _problem(error: FieldcoachError) -> Problem:
    from api.faults import INTERNAL, known_fault
    from api.problems import Wording

    problem = Wording().problem(known_fault(error) or INTERNAL, "en")
    # In this process nothing has to be hidden from whoever started it.
    return problem.model_copy(update={"code": error.code, "reason": problem.reason or str(error)})


def one_line(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A hook for what nobody foresaw: one line instead of a trace."""
    what = f"{kind.__name__}: {error}" if str(error) else kind.__name__
    sys.stderr.write(messages.UNEXPECTED.format(what=what) + "\n")
