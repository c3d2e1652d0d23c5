"""The immutable address of a view: its canonical JSON (RFC 8785), in base64url (RFC 4648 §5).

Nothing is compressed, so a token can never unpack into something large, and the page makes the
very same token in the browser without a library.
"""

from __future__ import annotations

import base64
import binascii
import re

from commonstacks.kit import digests
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views.spec import (
    LONGEST,
    SCHEMA,
    Chart,
    ViewSpec,
    chart_facts,
    facts_of,
    parse,
)


def token(spec: ViewSpec) -> str:
    """The last part of a view's address, at most ``LONGEST`` characters. Refuses longer views, and
    what ``parse`` refuses."""
    facts = facts_of(parse(facts_of(spec)))
    text = base64.urlsafe_b64encode(digests.canonical(facts)).rstrip(b"=").decode()
    if len(text) > LONGEST:
        raise Refusal(
            "This view is too long for an address.", "Choose fewer values, or a wider range."
        )
    return text


def from_token(text: str) -> ViewSpec:
    """The spec a token stands for. Refuses what ``token`` would not have written, letter by
    letter, so that one view has one address."""
    broken = Refusal(
        "This address does not lead to a view.",
        "Check that it was copied whole, or start from the dataset's page.",
    )
    if len(text) > LONGEST or re.fullmatch(r"[A-Za-z0-9_-]+", text) is None:
        raise broken
    try:
        written = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise broken from None
    spec = parse(written)
    if token(spec) != text:
        raise broken
    return spec


def spec_digest(spec: ViewSpec) -> str:
    """Hex SHA-256 of the whole spec: names one view."""
    return digests.of_facts(facts_of(spec))


def cube_digest(charts: tuple[Chart, ...], threshold: int = 1) -> str:
    """Hex SHA-256 of the charts alone: names their cube beside one table, whatever is filtered. A
    cube whose small cells are protected has another name."""
    facts = {"schema": SCHEMA, "charts": [chart_facts(chart) for chart in charts]}
    return digests.of_facts(facts | ({"threshold": threshold} if threshold > 1 else {}))
