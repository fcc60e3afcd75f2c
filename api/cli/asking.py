"""`coach ask` and `coach search`."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.options import REFUSED, JsonFlag, LanguageOption, print_body, sound, wrong_usage
from kb.types import Language


def ask(
    question: Annotated[list[str], typer.Argument(metavar="QUESTION", help="In your own words.")],
    language: LanguageOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Ask; the answer comes with its sources. Exit code 3: the texts do not answer."""
    from pydantic import ValidationError

    from api.cli.backend import open_backend
    from api.schemas.ask import AskIn
    from kb.settings import load_settings

    try:
        asked = AskIn(question=sound(" ".join(question)), language=language.value if language else "auto")
    except ValidationError as error:
        raise wrong_usage(error) from error
    with open_backend(load_settings(), hint=not as_json) as backend:
        result = backend.ask(asked.question, asked.language)
    if as_json:
        print_body(result)
    else:
        from api.cli.answers import show_result

        show_result(result)
    if result.refusal is not None:
        raise typer.Exit(REFUSED)


def search(
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help="What to look for.")],
    language: Annotated[
        Language | None,
        typer.Option("--language", "-l", help="Only passages of this language."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100, help="How many at most.")] = 10,
    as_json: JsonFlag = False,
) -> None:
    """Passages nearest to a text, with their scores."""
    from pydantic import ValidationError

    from api.cli.backend import open_backend
    from api.schemas.search import SearchIn
    from kb.settings import load_settings

    try:
        wanted = SearchIn(text=sound(" ".join(text)), language=language.value if language else None, limit=limit)
    except ValidationError as error:
        raise wrong_usage(error) from error
    with open_backend(load_settings(), hint=not as_json) as backend:
        found = backend.search(wanted.text, wanted.language, wanted.limit)
    if as_json:
        print_body(found)
    else:
        from api.cli.answers import show_hits

        show_hits(found)
