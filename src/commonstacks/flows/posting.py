"""One letter with the news of the day, through Django's mail. It says that, never what was said."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonstacks.flows import wiring
from commonstacks.flows.noticing import News


def sentence(news: News) -> str:
    """What happened, in plain words."""
    number, questions = {"number": news.number}, ", ".join(news.questions)
    return {
        "new version": _("Version %(number)s has come.") % number,
        "stale": _("These answers may no longer hold: %s.") % questions,
        "review opened": _("Its story was sent in; somebody has to read it."),
        "returned": _("Its story came back, with reasons."),
        "published": _("Revision %(number)s of its story is published.") % number,
        "dispute": _("Somebody disputes an answer: %s.") % questions,
        "reply": _("The publisher has replied."),
    }[news.kind]


def send(address: str, news: tuple[News, ...], token: str) -> None:
    """To one person; raises ``OSError`` where no mail could be sent."""
    library = wiring.library_address()
    stop = f"{library}/notices/letters/{token}"
    lines = [f"{each.title}\n{sentence(each)}\n{library}/datasets/{each.slug}" for each in news]
    end = _("You get this letter because you asked for it. To get no more:")
    EmailMessage(
        subject=subject(len(news)),
        body="\n\n".join([*lines, f"-- \n{end}\n{stop}"]) + "\n",
        to=[address],
        headers={"List-Unsubscribe": f"<{stop}>"},
    ).send()


def subject(count: int) -> str:
    news = ngettext("%(count)s piece of news", "%(count)s pieces of news", count)
    return f"{wiring.library_name()}: {news % {'count': count}}"
