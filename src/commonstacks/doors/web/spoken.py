"""What the floors below say in English, in the language of the page.

A Refusal brings its sentence as a form with facts: the form is translated and filled anew. What
was kept as text (why a file could not be read, why work failed) is recognised by the forms of the
catalogue, and filled anew with what stands in their places. What nobody translated stays English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from string import Formatter
from typing import Any, Final

from django.utils.formats import date_format, get_format
from django.utils.translation import get_language, gettext
from django.utils.translation.trans_real import translation
from django.views.i18n import JavaScriptCatalog

from commonstacks.doors.web.clauses import in_clauses
from commonstacks.kit.errors import Refusal

LONGEST: Final = 600  # signs of a kept sentence that is looked up
DIGITS: Final = "-?[0-9][0-9,.]*"
NUMBER: Final = re.compile(r"[0-9.,]+")


class Places(Formatter):
    """Fills a form with numbers and days as the page's language writes them."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, date):
            return date_format(value, "DATETIME_FORMAT" if "%H" in format_spec else "DATE_FORMAT")
        if not format_spec:
            return str(value)
        text = value if isinstance(value, str) else format(value, format_spec)
        signs = {",": get_format("THOUSAND_SEPARATOR"), ".": get_format("DECIMAL_SEPARATOR")}
        return text.translate(str.maketrans(signs)) if NUMBER.fullmatch(text) else text


def reason(refusal: Refusal) -> str:
    return said(refusal.form, refusal.facts, refusal.reason)


def hint(refusal: Refusal) -> str:
    return said(refusal.hint_form, refusal.facts, refusal.hint)


def said(form: str, facts: Mapping[str, object], english: str) -> str:
    translated = gettext(form)
    if translated == form:
        return sentence(english)
    return filled(translated, facts) if facts else translated


def filled(translated: str, facts: Mapping[str, object]) -> str:
    """A place whose name begins with ``what`` holds words of ours."""
    ours = {name: sentence(str(fact)) for name, fact in facts.items() if name.startswith("what")}
    return Places().vformat(translated, (), {**facts, **ours})


def sentence(kept: str) -> str:
    """A kept English sentence in the language of the page, if its form is known."""
    language = get_language() or "en"
    if language.startswith("en") or len(kept) > LONGEST:
        return kept
    return recognised(kept, language)


@lru_cache(maxsize=2_000)
def recognised(kept: str, language: str) -> str:
    def known(text: str) -> str | None:
        return known_form(text, language)

    return known(kept) or in_clauses(kept, known) or kept


def known_form(kept: str, language: str) -> str | None:
    translated = gettext(kept) if kept else ""
    if translated != kept:
        return translated
    for form, pattern, specs in patterns(language):
        if found := pattern.fullmatch(kept):
            facts = {name: value(text, specs[name]) for name, text in found.groupdict().items()}
            return filled(gettext(form), facts)
    return None


def value(text: str, spec: str) -> object:
    return datetime.strptime(text, spec) if "%" in spec else text  # noqa: DTZ007  # only shown


@lru_cache
def patterns(language: str) -> list[tuple[str, re.Pattern[str], dict[str, str]]]:
    """Every translated form with places, as a pattern; the one with most words of its own first."""
    view = JavaScriptCatalog()
    view.translation = translation(language)
    forms = [form for form in view.get_catalog() if re.search(r"\{[a-z_]+(:[^}]*)?\}", form)]
    return [pattern(form) for form in sorted(forms, key=own_letters, reverse=True)]


def pattern(form: str) -> tuple[str, re.Pattern[str], dict[str, str]]:
    parts, specs = "", dict[str, str]()
    for literal, name, spec, _ in Formatter().parse(form):
        parts += re.escape(literal)
        if name in specs:
            parts += f"(?P={name})"
        elif name:
            parts += f"(?P<{name}>{DIGITS if spec == ',' else '.+?'})"
            specs[name] = spec or ""
    return form, re.compile(parts), specs


def own_letters(form: str) -> int:
    return sum(len(literal) for literal, *_ in Formatter().parse(form))
