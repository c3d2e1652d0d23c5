"""``stacks demo``: a library with something real in it."""

from __future__ import annotations

from functools import partial

import click

from commonstacks.doors.cli import frame
from commonstacks.doors.cli.progress import ProgressLine
from commonstacks.doors.cli.serving import opened
from commonstacks.doors.cli.telling import Told, aside
from commonstacks.workshop.killable import Progress


@click.command(cls=frame.Command)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--no-serve", is_flag=True, help="Fill the library and end.")
@click.option("--book", "books", multiple=True, help="Only this book of the shelf; repeatable.")
@click.pass_context
def command(
    context: click.Context, host: str, port: int, no_serve: bool, books: tuple[str, ...]
) -> Told | int:
    """Make a library, put the shelf of real datasets into it, and serve it."""
    stock = partial(stock_shelf, books=books)
    if not no_serve:
        as_json = bool(context.meta.get(frame.AS_JSON))
        return opened.serve(host, port, as_json=as_json, stock=stock)
    home = frame.enter_new()
    from commonstacks.doors.cli.serving import lock
    from commonstacks.flows import reading

    with lock.alone(home):
        stock()
    slugs = [card.slug for card in reading.shelf()]
    return Told(
        {"home": str(home), "published": slugs},
        (f"The demonstration library in {home} is ready.", "Open it with: stacks serve"),
    )


def stock_shelf(address: str = "", books: tuple[str, ...] = ()) -> str:
    """The shelf through the same flows as anybody's data; a link for the steward."""
    from commonstacks.flows import entry, opening

    line = ProgressLine()

    def show(says: str, progress: Progress | None) -> None:
        if progress is None:
            line.clear()
            aside(says)
        else:
            line.show(progress)

    steward = opening.demo(show, books)
    line.clear()
    return entry.sign_in_link(steward, address=address)
