"""One dataset version as other programs want it: DCAT, Croissant, DataCite, PROV and more."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.flows import addressed
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import NotHeld
from commonstacks.workshop.handouts import exports
from commonstacks.workshop.handouts.exports import Export


@dataclass(frozen=True, slots=True)
class Exported:
    """``media_type`` is complete, as a browser wants it."""

    name: str
    media_type: str
    text: str


def listed() -> tuple[Export, ...]:
    """Every form there is, for links and lists."""
    return exports.EXPORTS


def export(lent: Lent, name: str) -> Exported:
    """One of them. Needs a published story."""
    wanted = exports.called(name)
    if wanted is None:
        names = ", ".join(each.name for each in exports.EXPORTS)
        raise NotHeld(
            "There is no export called {name}.", "Choose: {names}.", name=name[:40], names=names
        )
    charset = "; charset=utf-8" if wanted.media_type.startswith("text/") else ""
    return Exported(name, f"{wanted.media_type}{charset}", wanted.make(addressed.told(lent)))
