"""What every command shares: ``--home`` before or after its name, ``--json``, a way into a home."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from commonstacks.kit.errors import Refusal

HOME = "COMMONSTACKS_HOME"
DATABASE = "db.sqlite3"
AS_JSON = "commonstacks.as_json"


def go_home(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """The settings are read from the environment once, so this must come before them."""
    if value:
        os.environ[HOME] = str(Path(value).expanduser().absolute())


def remember(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    context.meta[AS_JSON] = value


def home_option() -> click.Option:
    return click.Option(
        ["--home"],
        metavar="PATH",
        expose_value=False,
        callback=go_home,
        help=f"The folder of the library. Also {HOME}. Default: ~/.commonstacks",
    )


def json_option() -> click.Option:
    return click.Option(
        ["--json"],
        is_flag=True,
        expose_value=False,
        callback=remember,
        help="Print one JSON object and nothing else on standard output.",
    )


class Plain(click.Command):
    """A command that needs no library."""

    def __init__(self, *arguments: Any, **facts: Any) -> None:
        super().__init__(*arguments, **facts)
        self.params += [json_option()]


class Command(click.Command):
    def __init__(self, *arguments: Any, **facts: Any) -> None:
        super().__init__(*arguments, **facts)
        self.params += [home_option(), json_option()]


def home() -> Path:
    """The folder the settings name. Refuses settings that cannot be read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonstacks.config.settings")
    from django.conf import settings

    try:
        return Path(settings.HOME)
    except SystemExit as wrong:
        raise Refusal(str(wrong), "Change or remove that setting.") from None


def enter() -> Path:
    """Into a home that is there already."""
    folder = home()
    refuse_lost(folder)
    if not (folder / DATABASE).exists():
        raise Refusal("There is no library in {folder} yet.", "Run: stacks init", folder=folder)
    unlock()
    from commonstacks.flows import opening

    opening.ready()
    return folder


def enter_new() -> Path:
    """Into a home that may still have to be made."""
    folder = home()
    refuse_lost(folder)
    unlock()
    return folder


def refuse_lost(folder: Path) -> None:
    """Beginning anew beside a vault would forget whose names belong to what it holds."""
    if (folder / "vault").exists() and not (folder / DATABASE).exists():
        raise Refusal(
            "The library in {folder} has lost its database; the vault is there.",
            "Run: stacks rebuild",
            folder=folder,
        )


def unlock() -> None:
    import django

    django.setup()
