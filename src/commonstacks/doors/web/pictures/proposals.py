"""A proposal as a page shows it: what it would change, where it stands, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from commonstacks.doors.web.pictures.words import Words, language, word
from commonstacks.flows.governed import Linked, ProposalPage
from commonstacks.library.governing import rules
from commonstacks.workshop.forms.form import Form

Facts = Mapping[str, Any]

STATES: Final[Mapping[str, Words]] = {
    "draft": lazily("Draft, only for you and the stewards"),
    "discussion": lazily("In discussion"),
    "consent": lazily("Before the circle"),
    "released": lazily("Part of the form"),
    "postponed": lazily("Put off"),
    "withdrawn": lazily("Taken back"),
    "rejected": lazily("Turned down"),
    "superseded": lazily("Replaced by another proposal"),
}
WEIGHTS: Final[Mapping[str, Words]] = {
    "patch": lazily("other words only"),
    "minor": lazily("small: something new that nobody has to answer"),
    "major": lazily("large: something is needed, taken away, renamed or narrowed"),
}
RELEASED: Final = lazily(
    "It is in release %(number)s. On %(day)s people look again whether it was right."
)
OBJECTED: Final = lazily(
    "Somebody objects. The proposer changes the proposal so that the harm is gone, "
    "and the circle is asked again."
)
GATES: Final[Mapping[str, Words]] = {
    "always": lazily("has to be answered before data are shown"),
    "people": lazily("has to be answered where the data are about people"),
    "": lazily("no longer has to be answered"),
}


@dataclass(frozen=True, slots=True)
class TouchedPicture:
    dataset: Linked
    opens: tuple[str, ...]
    incomplete: bool
    carried: int
    by_hand: tuple[tuple[str, int], ...]  # why, and how many statements


def touched_pictures(page: ProposalPage) -> tuple[TouchedPicture, ...]:
    if page.report is None:
        return ()
    return tuple(
        TouchedPicture(
            page.affected[each.key],
            each.opens,
            each.incomplete,
            each.carried,
            tuple((one.why, one.statements) for one in each.by_hand),
        )
        for each in page.report.touched
    )


def sentences(page: ProposalPage) -> tuple[str, ...]:
    """Each operation in a sentence, in order."""
    return tuple(sentence(each, page.form) for each in page.operations)


def sentence(operation: Facts, form: Form) -> str:
    at = {"question": asked(operation.get("question"), form), **told(operation)}
    return {
        "add": _("A new question: “%(ask)s”"),
        "add_term": _("A new word in the list “%(list)s”: %(label)s"),
        "reword": _("%(question)s in other words: “%(ask)s”"),
        "require": _("%(question)s %(gate)s"),
        "map_to": _("The answer to %(question)s goes to %(standard)s"),
        "deprecate": _("%(question)s is no longer asked"),
        "split": _("%(question)s becomes %(parts)s"),
        "merge": _("%(parts)s become one: “%(ask)s”"),
        "retype": _("%(question)s gets another kind of answer: %(kind)s"),
        "map_enum": _("In the list “%(list)s”: %(pairs)s"),
        "reword_term": _("“%(term)s” in the list “%(list)s” reads: %(label)s"),
        "rename": _("%(question)s is called %(to)s"),
        "move": _("%(question)s moves to part %(section)s"),
    }[operation["op"]] % at


def told(operation: Facts) -> dict[str, Any]:
    question = operation.get("question")
    written = question if isinstance(question, dict) else operation.get("into", {})
    ask = operation.get("ask") or (written.get("ask") if isinstance(written, dict) else {})
    term = operation.get("term")
    label = term["label"] if isinstance(term, dict) else operation.get("label", {})
    return {
        "ask": said(ask or operation.get("help", {})),
        "label": said(label),
        "list": str(operation.get("vocabulary", "")).replace("_", " "),
        "term": term if isinstance(term, str) else "",
        "gate": word(GATES, str(operation.get("gate", ""))),
        "standard": operation.get("standard", ""),
        "to": operation.get("to", ""),
        "section": operation.get("section", ""),
        "kind": operation.get("answer", {}).get("type", ""),
        "parts": parts(operation),
        "pairs": pairs(operation.get("to", "")),
    }


def parts(operation: Facts) -> str:
    if operation["op"] == "split":
        return " · ".join(f"“{said(each['ask'])}”" for each in operation["into"])
    return ", ".join(operation.get("questions", ()))


def pairs(to: Any) -> str:
    if not isinstance(to, dict):
        return ""
    return "; ".join(f"{old} → {new or _('nothing')}" for old, new in to.items())


def said(words: Mapping[str, str]) -> str:
    """In the language of the page, else as it was written first."""
    return words.get(language().partition("-")[0]) or next(iter(words.values()), "")


def asked(question: Any, form: Form) -> str:
    if isinstance(question, str) and form.has(question):
        return f"{question} “{form.question(question).ask.say(language())}”"
    return str(question) if isinstance(question, str) else ""


def next_step(page: ProposalPage) -> str:
    """One sentence that says what the proposal waits for."""
    steps = {"discussion": while_discussed, "consent": while_asked}
    if page.line.state in steps:
        return steps[page.line.state](page)
    if page.release is not None:
        known = {"number": page.release.number, "day": day(page.release.review_on)}
        return str(RELEASED) % known
    return page.reason


def while_discussed(page: ProposalPage) -> str:
    behind = len(page.behind)
    until = {"day": day(page.talk_until)}
    if page.line.weight == "patch":
        return _("Two stewards agree; it can be released after %(day)s.") % until
    missing = max(0, rules.ENDORSERS - behind)
    if missing:
        return _(
            "People speak about it until at least %(day)s. "
            "%(missing)s more have to stand behind it."
        ) % {**until, "missing": missing}
    return _("People speak about it until at least %(day)s. Then the circle is asked.") % until


def while_asked(page: ProposalPage) -> str:
    latest = page.rounds[-1]
    if latest.objections:
        return str(OBJECTED)
    if latest.open:
        return _("The circle may object until %(day)s. If nobody does, it is adopted.") % {
            "day": day(latest.closes_at)
        }
    return _("Nobody objected: it is adopted. A steward releases the form.")


def day(moment: Any) -> str:
    return date_format(moment, "j F Y") if moment else ""
