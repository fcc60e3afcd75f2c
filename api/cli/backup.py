"""`coach backup` and `coach restore`: always in this process, on the files of FIELDCOACH_HOME."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import messages
from api.cli.options import JsonFlag, print_body

ForceFlag = Annotated[bool, typer.Option("--force", help="Replace what is there.")]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write: NAME.tar.gz.", dir_okay=False)],
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Write texts, journal, saved results and keys into one archive; the service may go on running."""
    from api.schemas.housekeeping import BackupOut
    from ingest.run_lock import run_lock
    from kb.errors import InputError, NotFound
    from kb.maintenance import back_up
    from kb.settings import load_settings

    home = load_settings().home
    if not home.is_dir():
        raise NotFound(messages.NO_HOME.format(home=home))
    if not file.parent.is_dir():
        raise InputError(messages.OUTPUT_FOLDER.format(folder=file.parent))
    with run_lock(home):
        done = back_up(home, file, force=force)
    if as_json:
        print_body(BackupOut(file=str(file), files=done.files, bytes=done.bytes))
    else:
        typer.echo(messages.BACKED_UP.format(file=file, files=done.files, megabytes=done.bytes / 1e6))


def restore(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An archive of `coach backup`.", exists=True, dir_okay=False)
    ],
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Put an archive in place of what FIELDCOACH_HOME holds; stop the service first. What was there is set aside."""
    from api.schemas.housekeeping import RestoreOut
    from api.service_record import find_service
    from ingest.run_lock import run_lock
    from kb.errors import Busy
    from kb.maintenance import restore as put_back
    from kb.settings import load_settings

    home = load_settings().home
    service = find_service(home)
    if service is not None:
        with service:
            raise Busy(messages.STOP_FIRST.format(home=home, address=service.address))
    with run_lock(home):
        done = put_back(file, home, force=force)
    aside = str(done.aside) if done.aside else None
    if as_json:
        print_body(RestoreOut(home=str(home), files=done.files, bytes=done.bytes, aside=aside))
        return
    typer.echo(messages.RESTORED.format(home=home, files=done.files, megabytes=done.bytes / 1e6))
    if aside:
        typer.echo(messages.SET_ASIDE.format(aside=aside))
