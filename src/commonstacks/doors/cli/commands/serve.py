"""``stacks serve``: open the library to readers."""

from __future__ import annotations

import click

from commonstacks.doors.cli import frame
from commonstacks.doors.cli.serving import opened


@click.command(cls=frame.Command)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.pass_context
def command(context: click.Context, host: str, port: int) -> int:
    """Serve the pages and the API, and do the work that waits."""
    return opened.serve(host, port, as_json=bool(context.meta.get(frame.AS_JSON)))
