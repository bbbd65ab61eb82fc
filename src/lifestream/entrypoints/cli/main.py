"""The command line: ``lifestream``. Imports wait until Ctrl-C is answered with a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lifestream.errors import InputError, LifeStreamError

EXIT_FAILED, EXIT_USAGE, EXIT_STOPPED = 1, 2, 130
STOPPED = "Stopped. What was finished is kept. Run the same command again to go on where it stopped."


class UsageError(InputError):
    """What was written on the command line cannot be meant."""


@contextmanager
def usage() -> Iterator[None]:
    """Within this, what cannot be used is what was written on the command line.

    Raises:
        UsageError: it is.
    """
    try:
        yield
    except InputError as error:
        raise UsageError(error.message, remedy=error.remedy) from error


def run(translate: Callable[[list[str]], list[str]] = list) -> None:
    """Run the command line; an error of ours, or Ctrl-C at any time, is a sentence and not a traceback.

    ``translate`` turns the arguments into those of the present form.
    """
    try:
        from lifestream.entrypoints.cli.app import app

        app(translate(sys.argv[1:]))
    except KeyboardInterrupt:
        _stop()
    except SystemExit as end:
        if end.code == EXIT_STOPPED:  # what typer makes of Ctrl-C
            _stop()
        raise
    except LifeStreamError as error:
        if os.environ.get("LIFESTREAM_DEBUG"):
            raise
        _say(error)
        sys.exit(EXIT_USAGE if isinstance(error, UsageError) else EXIT_FAILED)


def _stop() -> None:
    """Say how to go on, and end: threads that imports or commands began are not waited for."""
    print(f"\n{STOPPED}", file=sys.stderr, flush=True)  # noqa: T201 (rich may be half imported)
    os._exit(EXIT_STOPPED)


def _say(error: LifeStreamError) -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console(stderr=True)
    console.print(f"[bold red]Error:[/] {escape(error.message)}", highlight=False)
    if error.remedy:
        console.print(f"[bold]What to do:[/] {escape(error.remedy)}", highlight=False)
