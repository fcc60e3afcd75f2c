"""Reads the texts where needed, starts service and page, and ends both together."""

from __future__ import annotations

import os
import secrets
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import httpx
import typer

from api.cli import messages
from api.cli.environment import quiet_environment
from api.cli.options import DONE, FAILED
from api.cli.ports import port_problem
from api.cli.processes import (
    Child,
    Died,
    end,
    our_module,
    signals_as_interrupt,
    start,
    undisturbed,
    wait_until,
    watch,
)
from api.client import Client
from api.keys import KeyStore
from api.security import check_start, is_loopback
from api.service_record import address_of, find_service
from kb.errors import ServiceError, SettingsError
from kb.settings import Settings

# The first import of torch from a cold disk takes up to 16 s (stack.md, section 1); a busy machine is slower.
_SERVICE_SECONDS = 180.0
_PAGE_SECONDS = 60.0
# An empty library stays empty until someone adds texts; an index that is being switched does not take longer.
_REASON_SECONDS = 3.0

_TOKEN = "FIELDCOACH_SERVICE_TOKEN"  # noqa: S105 - the variable's name


def launch(settings: Settings) -> int:
    """Run everything until Ctrl-C (0) or a failure (1); raises SettingsError where it can't begin."""
    check(settings)
    children: list[Child] = []
    with signals_as_interrupt():
        try:
            read_texts(settings)
            _run(settings, children)
        except KeyboardInterrupt:
            typer.echo("\n" + messages.ENDING)
            code = DONE
        except Died as error:
            typer.echo(f"\n{error}", err=True)
            code = FAILED
        finally:
            with undisturbed():
                end(children)
    typer.echo(messages.ENDED)
    return code


def check(settings: Settings) -> None:
    """Raise SettingsError for whatever stands in the way, before anything is started."""
    check_start(KeyStore(settings.home), settings.host)
    running = find_service(settings.home)
    if running is not None:
        running.close()
        raise SettingsError(messages.ALREADY_RUNNING.format(home=settings.home, address=running.address))
    if settings.api_port == settings.page_port:
        raise SettingsError(messages.SAME_PORTS.format(port=settings.api_port))
    ports = (
        (settings.api_port, "API_PORT", "--api-port"),
        (settings.page_port, "PAGE_PORT", "--page-port"),
    )
    found = [port_problem(settings.host, port, name, option) for port, name, option in ports]
    if any(found):
        raise SettingsError("\n".join(problem for problem in found if problem))


def read_texts(settings: Settings) -> None:
    """Ingest in a child, so that the model's memory goes with it; nothing is embedded the second time."""
    if not settings.corpus.exists():
        typer.echo(messages.NO_TEXTS_YET.format(corpus=settings.corpus))
        return
    command = our_module("ingest", os.getpid(), str(settings.corpus))
    # In our own session, unlike the others: it draws its progress on this terminal.
    process = subprocess.Popen(command, env=environment_of(settings))  # noqa: S603 - our own interpreter
    try:
        code = process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise
    if code:
        typer.echo(messages.READING_FAILED if code > 0 else messages.READING_STOPPED, err=True)


def _run(settings: Settings, children: list[Child]) -> None:
    """Start both, wait for both, say where they are, and watch them; raises Died or KeyboardInterrupt."""
    typer.echo(messages.STARTING)
    token = secrets.token_urlsafe(32)
    api, page = (address_of(settings.host, port) for port in (settings.api_port, settings.page_port))
    open_to_local = is_loopback(settings.host) and not KeyStore(settings.home).issued()
    environment = environment_of(settings) | {_TOKEN: token}
    logs = settings.home / "logs"
    command = our_module("service", os.getpid(), settings.host, str(settings.api_port))
    told = service_environment(environment, settings, page)
    service = start("service", command, told, logs / "service.log")
    children.append(service)
    environment = page_environment(environment, api, token if open_to_local else None)
    command = our_module("page", os.getpid(), str(page_script()), settings.host, str(settings.page_port))
    children.append(start("page", command, environment, logs / "page.log"))
    with Client(api, token, seconds=10.0) as client, httpx.Client(trust_env=False, timeout=2.0) as browser:
        wait_until(service, lambda: service_answers(client), _SERVICE_SECONDS, others=children)
        wait_until(children[1], lambda: page_answers(browser, page), _PAGE_SECONDS, others=children)
        _wait_until_ready(client, children)
    _say(api, page, open_to_local=open_to_local)
    watch(children)


def _wait_until_ready(client: Client, children: list[Child]) -> None:
    """Wait while the model is loaded; a reason that lasts is told, and the rest is served all the same."""
    reasons: list[tuple[float, str]] = []

    def settled() -> bool:
        try:
            reason = client.not_ready()
        except ServiceError:
            # Too busy loading to answer.
            return False
        if reason is None:
            reasons.clear()
            return True
        reasons.append((time.monotonic(), reason))
        return reasons[-1][0] - reasons[0][0] > _REASON_SECONDS

    wait_until(children[0], settled, _SERVICE_SECONDS, others=children)
    if reasons:
        typer.echo(messages.NOT_READY.format(reason=reasons[-1][1]), err=True)


def service_answers(client: Client) -> bool:
    """Whether the API is served."""
    try:
        client.health()
    except ServiceError:
        return False
    return True


def page_answers(browser: httpx.Client, address: str) -> bool:
    """Whether the page is served."""
    try:
        return browser.get(f"{address}/_stcore/health").is_success
    except httpx.HTTPError:
        return False


def environment_of(settings: Settings) -> dict[str, str]:
    """What every child is started with."""
    return quiet_environment() | {
        "FIELDCOACH_HOME": str(settings.home),
        "FIELDCOACH_HOST": settings.host,
        "FIELDCOACH_API_PORT": str(settings.api_port),
        "FIELDCOACH_PAGE_PORT": str(settings.page_port),
    }


def service_environment(environment: dict[str, str], settings: Settings, page: str) -> dict[str, str]:
    """What the service is started with: also where the page is, unless other machines reach it elsewhere."""
    if settings.page_address is not None or settings.host in {"0.0.0.0", "::", ""}:  # noqa: S104
        return environment
    return environment | {"FIELDCOACH_PAGE_ADDRESS": page}


def page_environment(environment: dict[str, str], api: str, token: str | None) -> dict[str, str]:
    """What the page is started with. Without `token`, whoever uses the page needs a key of their own.

    The local token makes its holder an admin: a page that others can reach must not have it.
    """
    kept = {name: value for name, value in environment.items() if name != _TOKEN}
    return kept | {"FIELDCOACH_API": api} | ({_TOKEN: token} if token is not None else {})


def page_script() -> Path:
    """The file that Streamlit starts; raises SettingsError where the page is not installed."""
    found = find_spec("ui")
    if found is None or found.origin is None:
        raise SettingsError("The page is not installed: there is no package ui. Run `make up` again.")
    return Path(found.origin).with_name("server.py")


def _say(api: str, page: str, *, open_to_local: bool) -> None:
    typer.echo(f"\n{messages.RUNNING}\n\n  {messages.PAGE}  {page}\n  {messages.API}   {api}\n")
    typer.echo(messages.TRY_THESE)
    for question in messages.TRY:
        typer.echo(f"  {question}")
    if not open_to_local:
        typer.echo("\n" + messages.KEY_NEEDED)
    typer.echo("\n" + messages.END)
