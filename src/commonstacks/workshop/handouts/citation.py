"""How to cite a dataset version or a view: a sentence, BibTeX and CSL-JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Final

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.handouts.story import Story

BIBTEX_SIGNS: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation names. ``issued`` is the day the version was taken in, ``accessed`` the
    day the citing person saw it; ``shows`` says in words what a view shows."""

    key: str
    author: str
    title: str
    library: str
    version: int
    revision: int
    issued: date
    accessed: date
    address: str
    shows: str = ""

    @property
    def edition(self) -> str:
        return f"version {self.version}, context revision {self.revision}"

    @property
    def name(self) -> str:
        """The title, with what is shown of it where a view is cited."""
        return f"{self.title}: {self.shows}" if self.shows else self.title


def cite_version(story: Story, *, accessed: date) -> Citation:
    """The citation of the whole version, by the address of its page."""
    return _cite(story, f"{story.slug}-v{story.version}", story.landing_address, accessed, "")


def cite_view(story: Story, *, accessed: date, shows: str) -> Citation:
    """The citation of what a view shows, by its immutable address. ``shows`` says it in words.

    Refuses a story without the address of a view.
    """
    if not story.view_address:
        raise Refusal("This view has no address of its own.", "Open the view, then cite it.")
    token = story.view_address.rstrip("/").rpartition("/")[2]
    readable = "".join(sign for sign in token if sign.isascii() and sign.isalnum())[:16]
    key = f"{story.slug}-v{story.version}-{readable}"
    return _cite(story, key, story.view_address, accessed, shows)


def sentence(citation: Citation) -> str:
    """One line of plain text; days are written as ISO dates."""
    return f"{lasting(citation).removesuffix('.')} (seen {citation.accessed})."


def lasting(citation: Citation) -> str:
    """The sentence as it stands inside a file that is kept: without the day somebody saw it."""
    return (
        f"{citation.author} ({citation.issued.year}). {citation.name} "
        f"({citation.edition}, taken in {citation.issued}) [Data set]. "
        f"{citation.library}. {citation.address}."
    )


def bibtex(citation: Citation) -> str:
    """A ``@misc`` entry that any BibTeX reads; special signs are escaped, addresses are not."""
    fields = {
        "author": f"{{{_escaped(citation.author)}}}",
        "title": f"{{{_escaped(citation.name)}}}",
        "year": str(citation.issued.year),
        "publisher": f"{{{_escaped(citation.library)}}}",
        "edition": _escaped(citation.edition),
        "note": f"Data set, taken in {citation.issued}",
        "url": _address(citation.address),
        "urldate": citation.accessed.isoformat(),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{citation.key},\n{lines}\n}}\n"


def csl_json(citation: Citation) -> str:
    """A CSL-JSON list of one item of type ``dataset`` (citationstyles.org, schema 1.0.2)."""
    item = {
        "id": citation.key,
        "type": "dataset",
        "title": citation.name,
        "author": [{"literal": citation.author}],
        "publisher": citation.library,
        "version": citation.edition,
        "issued": _day(citation.issued),
        "accessed": _day(citation.accessed),
        "URL": citation.address,
    }
    return f"{json.dumps([item], ensure_ascii=False, indent=2)}\n"


def _cite(story: Story, key: str, address: str, accessed: date, shows: str) -> Citation:
    return Citation(
        key=key,
        author=story.publisher,
        title=story.title,
        library=story.library,
        version=story.version,
        revision=story.revision,
        issued=story.version_on,
        accessed=accessed,
        address=address,
        shows=shows,
    )


def _escaped(text: str) -> str:
    return " ".join(text.translate(BIBTEX_SIGNS).split())


def _address(address: str) -> str:
    """Braces and spaces would end or break the field; an address may carry them escaped."""
    return address.replace("{", "%7B").replace("}", "%7D").replace(" ", "%20")


def _day(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
