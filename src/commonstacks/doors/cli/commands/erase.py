"""``stacks erase``: take a dataset out of every byte; the reason stays."""

from __future__ import annotations

import click

from commonstacks.doors.cli import frame
from commonstacks.doors.cli.telling import Told
from commonstacks.kit.errors import Refusal


@click.command(cls=frame.Command)
@click.argument("slug")
@click.option("--reason", default="", help="Why, in a sentence. It stays public.")
@click.option("--yes", is_flag=True, help="It cannot be taken back, and I mean it.")
def command(slug: str, reason: str, yes: bool) -> Told:
    """Erase the dataset SLUG from the vault, the database and the index."""
    frame.enter()
    from commonstacks.flows import entry, reading, takedown

    dataset = reading.find(slug)
    title = dataset.title
    steward = entry.steward()
    if steward is None:
        raise Refusal("This library has no steward who could erase.", "Run: stacks init --email …")
    if not reason.strip():
        raise Refusal("Say why; the reason stays public.", "Add: --reason 'WHY'")
    if not yes:
        raise Refusal(
            "“{title}” would be erased from every version for good.",
            "If you mean it, add: --yes",
            title=title,
        )
    takedown.erase(dataset, reason=reason, by=steward)
    return Told(
        {"erased": slug, "reason": reason},
        (f"“{title}” is erased. Its address now says: {reason}",),
    )
