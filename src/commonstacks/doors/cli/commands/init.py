"""``stacks init``: an empty folder becomes a library."""

from __future__ import annotations

import click

from commonstacks.doors.cli import frame
from commonstacks.doors.cli.telling import Told
from commonstacks.kit.errors import Refusal


@click.command(cls=frame.Command)
@click.option("--email", default="", help="The address of the first steward.")
@click.option("--name", default="", help="The name of the first steward.")
@click.option("--link", is_flag=True, help="Print a link that signs the steward in once.")
def command(email: str, name: str, link: bool) -> Told:
    """Make the library's folder, and its first steward. Can be repeated."""
    if email and "@" not in email:
        raise Refusal(
            "“{email}” is not an e-mail address.", "Write it like ada@example.org", email=email
        )
    home = frame.enter_new()
    from commonstacks.doors.cli.serving import lock
    from commonstacks.flows import entry, opening

    served = lock.served_at(home)
    if served is None:
        steward = opening.init(email=email, name=name)
    else:  # a library that is open already has nothing missing
        opening.ready()
        steward = entry.steward()
    if link and steward is None:
        raise Refusal(
            "There is no steward yet who could sign in.",
            "Run: stacks init --link --email YOUR@ADDRESS --name YOUR-NAME",
        )
    at = (served or "").rstrip("/")
    address = entry.sign_in_link(steward, address=at) if link and steward else ""
    facts = {"home": str(home), "steward": steward.agent.name if steward else None}
    lines = [f"The library in {home} is ready."]
    if steward is None:
        lines.append("It has no steward yet: stacks init --email YOUR@ADDRESS --name YOUR-NAME")
    if address:
        facts["sign_in"] = address
        lines.append(f"Sign in once with: {address}")
    return Told(facts, tuple(lines))
