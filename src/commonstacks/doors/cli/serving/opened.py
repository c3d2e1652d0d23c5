"""Open a home and serve it: what ``stacks serve`` and ``stacks demo`` share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from commonstacks.doors.cli import frame
from commonstacks.doors.cli.serving import lock, port, running
from commonstacks.doors.cli.telling import say_json


def serve(
    host: str, asked: int, *, as_json: bool, stock: Callable[[str], str] | None = None
) -> int:
    """``stock`` fills the library first and gives a link to sign in with at the address given."""
    home = frame.home()
    frame.refuse_lost(home)
    with lock.alone(home) as sign:
        number = port.choose(host, asked)
        address = running.announce_address(host, number)
        sign(f"{address}/")
        link = ""

        def prepare() -> None:
            nonlocal link
            link = make_ready(stock, address)

        def ready() -> None:
            announce(f"{address}/", link, as_json=as_json)

        early = (home / frame.DATABASE).exists()
        return running.serve(host, number, early=early, prepare=prepare, ready=ready)


def make_ready(stock: Callable[[str], str] | None, address: str) -> str:
    frame.enter_new()
    from django.db import connection

    from commonstacks.flows import opening

    if stock is None:
        opening.init()
    link = stock(address) if stock else ""
    connection.close()
    return link


def announce(address: str, link: str, *, as_json: bool) -> None:
    if as_json:
        facts: dict[str, Any] = {"address": address}
        say_json(facts | ({"sign_in": link} if link else {}))
        return
    click.echo(f"Commonstacks is at {address}")
    if link:
        click.echo(f"Sign in once as the steward: {link}")
    click.echo("Stop it with Ctrl-C.")
