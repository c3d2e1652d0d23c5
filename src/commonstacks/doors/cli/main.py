"""The ``stacks`` command: parse, call a flow, print. Exit 0 fine, 1 no, 2 refused."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from importlib import import_module

import click
from click.exceptions import NoArgsIsHelpError

from commonstacks.doors.cli import telling
from commonstacks.doors.cli.frame import home_option
from commonstacks.doors.cli.telling import Told
from commonstacks.kit.errors import Refusal

log = logging.getLogger(__name__)

COMMANDS = (
    "demo",
    "init",
    "serve",
    "add",
    "collect",
    "read",
    "diff",
    "status",
    "search",
    "versions",
    "export",
    "verify",
    "rebuild",
    "erase",
)
BROKEN = 70  # neither "no" nor "refused": the program itself failed, and says where
STOPPED = 130  # what shells expect of a program that was ended with Ctrl-C


class Commands(click.Group):
    """One file a command, read only when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(
            f"commonstacks.doors.cli.commands.{cmd_name}"
        ).command
        return command


@click.group(name="stacks", cls=Commands, params=[home_option()])
def stacks() -> None:
    """The civic data library: keeps every version, and lends it only with its story."""


def main() -> None:
    try:
        code = run(sys.argv[1:])
    except Exception:
        log.exception("This is a fault of ours")
        code = BROKEN
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command and say how it ended, in the one way its reader asked for."""
    as_json = "--json" in arguments
    try:
        told = stacks.main(list(arguments), prog_name="stacks", standalone_mode=False)
    except Refusal as refusal:
        return telling.refuse(refusal, as_json=as_json)
    except click.UsageError as error:
        return telling.refuse(misused(error), as_json=as_json)
    except click.ClickException as error:
        return telling.refuse(Refusal(error.format_message()), as_json=as_json)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return STOPPED
    return telling.tell(told, as_json=as_json) if isinstance(told, Told) else int(told or 0)


def misused(error: click.UsageError) -> Refusal:
    if isinstance(error, NoArgsIsHelpError):  # nothing was asked: its message is the help
        return Refusal(error.format_message())
    path = error.ctx.command_path if error.ctx else "stacks"
    return Refusal("{trouble}", "See: {path} --help", trouble=error.format_message(), path=path)
