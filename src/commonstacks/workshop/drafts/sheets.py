"""A file that documents a dataset, of any kind that is known, as drafts for its context."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from commonstacks.kit.errors import Refusal, phrase
from commonstacks.workshop.drafts import datasheet, placing, questionnaire, records
from commonstacks.workshop.drafts.draft import Cell, Draft, Sheet
from commonstacks.workshop.drafts.licences import Word, weigh
from commonstacks.workshop.forms.evidence import Evidence
from commonstacks.workshop.forms.form import Form

MOST: Final = 1_000_000  # characters
IMPORTED: Final = ("datasheet", "croissant", "dcat-us", "datapackage", "questionnaire")


def read(text: str, form: Form, evidence: Evidence, *, wanted: Iterable[str] = ()) -> Sheet:
    """What a documentation file says to the questions of ``form``.

    Takes a datasheet in Markdown, Croissant with RAI, DCAT-US 1.1 or 3, a Data Package or a
    questionnaire of 2019, as text of at most a million characters; ``evidence`` names it,
    ``wanted`` are titles and addresses by which a dataset is found in a list of several. Refuses
    what is none of them, and a list in which the dataset is not found.
    """
    if len(text) > MOST:
        raise Refusal("This is longer than a million characters.", "Give only the documentation.")
    if text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
        return of_markdown(text, form, evidence)
    record = one_record(parsed(text), frozenset(wanted))
    if questionnaire.is_one(record):
        title, cells = str(record.get(questionnaire.TITLE, "")), questionnaire.cells(record)
        return placing.sheet("questionnaire", title, cells, form, evidence)
    return of_record(record, kind_of(record), form, evidence)


def of_record(record: Mapping[str, Any], kind: str, form: Form, evidence: Evidence) -> Sheet:
    """Drafts from one record of a known kind (mapping.FORMATS), such as a portal's own."""
    cells = cells_of(record, kind)
    made = placing.sheet(kind, title_of(record), cells, form, evidence)
    if kind not in OWES_LICENCE or any(draft.question == "G1" for draft in made.drafts):
        return made
    silent = Draft("G1", weigh(()).answer(), replace(evidence, note=NO_FIELD))
    return replace(made, drafts=(*made.drafts, silent))


OWES_LICENCE: Final = frozenset({"ckan", "dcat-us", "datapackage"})
NO_FIELD: Final = "No field of it speaks of a licence."


def licence_words(record: Mapping[str, Any], kind: str) -> list[Word]:
    """What a record of a known kind says on the licence, every place for itself."""
    return placing.licence_words(kind, cells_of(record, kind))


def cells_of(record: Mapping[str, Any], kind: str) -> list[Cell]:
    cells = [cell for cell in records.cells(record) if cell.label != "title"]
    return ckan(cells) if kind == "ckan" else cells


def ckan(cells: Iterable[Cell]) -> list[Cell]:
    """CKAN's extras and the fields a portal added itself are found under one name."""
    known = ("license", "notes", "organization", "publisher", "extras.")
    return [
        cell
        if cell.label.startswith(known)
        else Cell(f"extras.{cell.label}", cell.text, cell.entry, cell.personal)
        for cell in cells
    ]


def of_markdown(text: str, form: Form, evidence: Evidence) -> Sheet:
    title, cells = datasheet.cells(text)
    if not any(datasheet.headings_known(cell.label) for cell in cells):
        raise Refusal(
            "This does not look like a documentation that can be read here.",
            "It can be a datasheet in Markdown, or JSON: Croissant, DCAT-US, Data Package.",
        )
    return placing.sheet("datasheet", title, cells, form, evidence)


def parsed(text: str) -> Any:
    try:
        return json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise Refusal("This begins like JSON and is none.", "Copy the whole file.") from error


def one_record(found: Any, wanted: frozenset[str]) -> Mapping[str, Any]:
    """The record itself, or the one of a list that has a wanted title, identifier or address."""
    listed = found.get("dataset") if isinstance(found, Mapping) else found
    if isinstance(found, Mapping) and not isinstance(listed, list):
        return found
    entries = [each for each in (listed or ()) if isinstance(each, Mapping)]
    if len(entries) == 1:
        return entries[0]
    named = [each for each in entries if wanted & set(names(each))]
    if len(named) != 1:
        raise Refusal(
            phrase("This lists {count} datasets with the title of this one.")
            if named
            else phrase("This lists {count} datasets, and none of them has the title of this one."),
            "Give only the part about this dataset.",
            count=len(named or entries),
        )
    return named[0]


def names(record: Mapping[str, Any]) -> list[str]:
    keys = ("title", "name", "identifier", "landingPage", "url", "@id", questionnaire.TITLE)
    return [said for key in keys if (said := records.leaf(record.get(key)))]


def kind_of(record: Mapping[str, Any]) -> str:
    """Which kind of JSON it is, by what only that kind has."""
    said = json.dumps([record.get("@context"), record.get("conformsTo")]).casefold()
    if "recordSet" in record or "mlcommons.org/croissant" in said or rai(record):
        return "croissant"
    if isinstance(record.get("resources"), list):
        return "datapackage"
    if "contactPoint" in record or "accessLevel" in record or "dcat" in said:
        return "dcat-us"
    raise Refusal(
        "This JSON is of no kind that can be read here.",
        "It can be Croissant, DCAT-US, a Data Package or a questionnaire of 2019.",
    )


def rai(record: Mapping[str, Any]) -> bool:
    return any(str(key).startswith("rai:") for key in record)


def title_of(record: Mapping[str, Any]) -> str:
    return next((said for key in ("title", "name") if (said := records.leaf(record.get(key)))), "")
