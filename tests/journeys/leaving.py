"""Somebody comes, speaks, and leaves.

Run as: python -m tests.journeys.leaving HOME come, then: python -m tests.journeys.leaving HOME go.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

EMAIL = "rosalind.okonkwo.4711@example.org"
PHONE = "+49-30-0004711"
NAME = "Rosalind Pennyfeather-Okonkwo"
PASSWORD = "eleven green bottles"


def main(home: str, what: str) -> None:
    os.environ["COMMONSTACKS_HOME"] = home
    os.environ["COMMONSTACKS_EMAIL_URL"] = f"file://{home}-letters"
    os.environ["DJANGO_SETTINGS_MODULE"] = "commonstacks.config.settings"
    import django

    django.setup()
    come(Path(home)) if what == "come" else go()
    print(what)


def come(home: Path) -> None:
    """Invited by the steward; signs in in every way; says something that is published."""
    from django.test import Client

    from commonstacks.flows import accounts, intake, opening

    steward = opening.init(email="steward@example.org", name="The steward")
    assert steward is not None
    invited = accounts.invite(
        email=EMAIL, role="contextualist", kind="library", name="", by=steward
    )
    browser = Client()
    link = re.sub(r"^https?://[^/]+", "", invited.link)
    assert browser.post(link, {"name": NAME}).status_code == 302
    person = accounts.person_line(account()).agent
    phone = {"contact-kind": "phone", "contact": PHONE}
    assert browser.post(f"/people/{person}/contacts", phone).status_code == 302
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    assert browser.post("/account/password/set/", passwords).status_code == 302
    half_done = Client().post("/account/login/code/", {"email": EMAIL})
    assert half_done.status_code == 302

    file = home.parent / "dogs.csv"
    file.write_text("tag,name\n1,Rex\n2,Pug\n")
    slug = intake.run_now(str(file), by=steward).result["dataset"]
    publish(slug)
    keep_view(slug)


def keep_view(slug: str) -> None:
    """With words that hold a number of theirs."""
    from commonstacks.flows import exploration, reading, saving

    lent = reading.lend(slug, None)
    picture = exploration.picture(lent)
    assert picture is not None
    saving.keep(slug, 1, picture.whole_token, f"Call {PHONE}.", by=account())


def publish(slug: str) -> None:
    from commonstacks.flows import answering
    from commonstacks.library.catalog.models import Dataset
    from tests.library import making

    making.answer_everything(Dataset.objects.get(slug=slug), account())
    answering.send_in(slug, reply="not told", told_on=None, why="A test.", by=account())
    assert answering.agree(slug, by=account()) == 1


def account() -> Any:
    from commonstacks.library.people.models import Account

    return Account.objects.select_related("agent").get(email=EMAIL)


def go() -> None:
    from django.test import Client

    browser = Client()
    signed_in = browser.post("/sign-in", {"login": EMAIL, "password": PASSWORD})
    assert signed_in.status_code == 302
    left = browser.post("/account/leave", {"name": "goes", "email": EMAIL})
    assert left.status_code == 302


if __name__ == "__main__":
    main(*sys.argv[1:3])
