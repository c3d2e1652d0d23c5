"""A library that has lived: a shelf, a second version, a renewed context, a third version, a stub.

Run as: python -m tests.journeys.living HOME SCRATCH.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

SECRET = "Zwetschgenkuchen-4711"
NAME = "Rosalind Pennyfeather-Okonkwo"


def main(home: str, scratch: str) -> None:
    os.environ["COMMONSTACKS_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "commonstacks.config.settings"
    import django

    django.setup()
    from commonstacks.flows import accession, answering, entry, intake, opening, reading, stocking
    from commonstacks.flows.answering import Given
    from commonstacks.flows.watching import Watch
    from commonstacks.workshop.portals.base import RemoteFile

    steward = opening.demo(lambda *_: None, ["us-postal-codes"])
    book = stocking.book("us-postal-codes")
    remote = book.releases[0]
    lines = (stocking.SHELF / book.slug / "zipcodes.csv").read_text().splitlines(keepends=True)

    def arrive(text: list[str]) -> None:
        file = Path(scratch) / "zipcodes.csv"
        file.write_text("".join(text))
        newer = replace(remote, files=(RemoteFile("zipcodes.csv", path=file),))
        accession.take(newer, account=steward, watch=Watch())

    arrive(lines[:30_000])
    desk = answering.desk(book.slug, steward)
    said = next(a for line in desk.lines for a in line.said if (a.question, a.voice) == ("A1", "X"))
    answering.answer(
        book.slug,
        "A1",
        Given(answer="Fewer postal codes than there were.", supersedes=said.id),
        by=steward,
    )
    answering.send_in(book.slug, reply="replied", told_on=None, why="They agreed.", by=steward)
    answering.agree(book.slug, by=steward)
    arrive(
        [line.rstrip("\n") + (",note\n" if at == 0 else ",x\n") for at, line in enumerate(lines)]
    )

    other = Path(scratch) / "secret.csv"
    other.write_text(f"name,value\n{SECRET},1\nplain,2\n")
    intake.run_now(str(other), by=steward)
    assert reading.waiting()[0].slug == "secret"
    keep_view(reading.find("secret").pk, steward)
    entry.first_steward(email="x@example.org", name=NAME)
    print("lived")


def keep_view(dataset: object, by: object) -> None:
    """With words that hold the secret, in the database and in the file of names."""
    from commonstacks.flows import names
    from commonstacks.kit import clock
    from commonstacks.kit.refs import Ref
    from commonstacks.library.explore import actions
    from commonstacks.library.people.models import Account

    assert isinstance(by, Account)
    ref = Ref("dataset", str(dataset))
    actions.save_view(
        dataset=ref, version=1, view="secret", words=f"{SECRET}!", by=by, now=clock.now()
    )
    names.keep()


if __name__ == "__main__":
    main(*sys.argv[1:3])
