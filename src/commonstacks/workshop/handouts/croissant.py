"""Croissant 1.1 with the Responsible AI vocabulary 1.0 (MLCommons), and the context inside."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from commonstacks.workshop.handouts import citation, told
from commonstacks.workshop.handouts.datapackage import TYPES
from commonstacks.workshop.handouts.linked import Node, beside, filled, iri, licence_id, ref
from commonstacks.workshop.handouts.story import (
    CONTEXT_KEY,
    HeldFile,
    Story,
    TableColumn,
)
from commonstacks.workshop.tables.harmless import harmless

VERSION: Final = "http://mlcommons.org/croissant/1.1"
RAI: Final = "http://mlcommons.org/croissant/RAI/1.0"
MEDIA_TYPE: Final = f'application/ld+json; profile="{VERSION}"'
OWN_TERMS: Final = (
    "annotation", "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty",
    "excludes", "extract", "field", "fileObject", "fileProperty", "fileSet", "format", "includes",
    "isArray", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "readLines",
    "recordSet", "references", "regex", "repeated", "replace", "samplingRate", "sdVersion",
    "separator", "source", "subField", "transform", "unArchive", "value",
)  # fmt: skip
CONTEXT: Final[Node] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "commonstacks": "urn:commonstacks:",
    "conformsTo": "dct:conformsTo",
    "name": {"@container": "@language"},
    "description": {"@container": "@language"},
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in OWN_TERMS},
}
TABULAR: Final = ("text/csv", "text/tab-separated-values", "application/vnd.apache.parquet")
DATA_TYPES: Final = {
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
}


def dataset(story: Story) -> Node:
    """The dataset version as JSON-LD: its files, its table as a record set, and the RAI fields.

    Croissant wants a licence: where none is stated, exactly that is said.
    """
    return filled(
        {
            "@context": CONTEXT,
            "@type": "sc:Dataset",
            "name": story.title,
            "description": told.described(story),
            "conformsTo": [VERSION, RAI],
            "url": story.landing_address,
            "identifier": story.landing_address,
            "license": licence(story),
            "usageInfo": "\n".join(told.words(story, "G2", "G4")),
            "conditionsOfAccess": "\n".join(told.words(story, "G5")),
            "creator": _organisation(story.publisher or story.library),
            "publisher": _organisation(story.library),
            "datePublished": story.version_on.isoformat(),
            "version": str(story.version),
            "sdVersion": str(story.revision),
            "citeAs": citation.bibtex(citation.cite_version(story, accessed=story.version_on)),
            "isLiveDataset": False,
            "prov:wasDerivedFrom": ref(story.address),
            **rai(story),
            "distribution": [
                *(_file(file) for file in story.files if file.address),
                *packed(story),
            ],
            "recordSet": record_sets(story),
            CONTEXT_KEY: beside(story),
        }
    )


def rai(story: Story) -> Node:
    """The answers and gaps in the fields of the RAI vocabulary; absences as sentences."""
    missing = (*told.gaps(story, "D1"), *told.words(story, "D1", "D2"))
    left_out = told.gaps(story, "C1")
    return {
        "rai:dataCollection": "\n".join(told.words(story, "B1", "B6")),
        "rai:dataCollectionType": list(_kinds(story)),
        "rai:dataCollectionMissingData": "\n".join(missing),
        "rai:dataCollectionRawData": "\n".join(told.words(story, "B8")),
        "rai:dataPreprocessingProtocol": list(told.words(story, "B7")),
        "rai:dataBiases": [*left_out, *told.words(story, "C1", "C2")],
        "rai:dataLimitations": [
            *left_out,
            *told.never(story),
            *told.words(story, "E1", "E3", "E6"),
        ],
        "rai:dataUseCases": list(told.uses(story)),
        "rai:dataSocialImpact": "\n".join(told.words(story, "F5", "F9")),
        "rai:personalSensitiveInformation": list(
            told.words(story, "F1", "F2", "F3", "F5", "F6", "F7")
        ),
        "rai:dataReleaseMaintenancePlan": "\n".join(
            told.words(story, "H1", "H2", "H3", "H4", "H5")
        ),
    }


def licence(story: Story) -> object:
    """The address of the licence; where none is stated, a work that says so."""
    none = {"@type": "sc:CreativeWork", "name": told.licence_line(story)}
    return licence_id(story) or none


def _kinds(story: Story) -> tuple[str, ...]:
    vocabulary = story.form.vocabulary("collection_kinds")
    return tuple(vocabulary.label(kind) for kind in told.blanks(story, "B1", "kind"))


def _organisation(name: str) -> Node:
    return {"@type": "sc:Organization", "name": name}


def _id(file: HeldFile) -> str:
    return f"file/{quote(file.name)}"


def _file(file: HeldFile) -> Node:
    return filled(
        {
            "@type": "cr:FileObject",
            "@id": _id(file),
            "name": file.name,
            "contentUrl": iri(file.address),
            "contentSize": f"{file.size} B",
            "encodingFormat": file.media_type or "application/octet-stream",
            "sha256": file.sha256,
        }
    )


def packed(story: Story) -> list[Node]:
    """The table as a file of the CSV download, where no file as it came is the table itself.

    The ZIP is made when it is asked for, so it has no digest, which Croissant wants of a
    ``FileObject``: a ``FileSet`` says where the table lies.
    """
    made = next((each for each in story.downloads if each.form == "csv"), None)
    if made is None or tabular(story):
        return []
    return [
        {
            "@type": "cr:FileSet",
            "@id": "table",
            "name": "table",
            "description": f"In the ZIP with its context at {made.address}",
            "includes": made.path,
            "encodingFormat": made.media_type,
        }
    ]


def tabular(story: Story) -> HeldFile | None:
    """The one file as it came, if it is text with a line of names, or Parquet."""
    lent = [file for file in story.files if file.address]
    return lent[0] if len(lent) == 1 and lent[0].media_type in TABULAR else None


def record_sets(story: Story) -> list[Node]:
    """The rows of the table, column by column; left out where there is nothing to read."""
    file = tabular(story)
    if file:
        source = {"fileObject": {"@id": _id(file)}}
    elif packed(story):
        source = {"fileSet": {"@id": "table"}}
    else:
        return []
    return [
        {
            "@type": "cr:RecordSet",
            "@id": "rows",
            "name": "rows",
            "description": f"The rows of the table: {story.rows}",
            "field": [
                _field(story, column, source, guarded=file is None) for column in story.columns
            ],
        }
    ]


def _field(story: Story, column: TableColumn, source: Node, *, guarded: bool) -> Node:
    """A column with the gaps that name it. ``guarded``: as the CSV download writes its name."""
    notes = [gap.text for gap in story.gaps if column.name in gap.named_columns]
    kind = DATA_TYPES.get(TYPES.get(column.kind, ""), "sc:Text")
    return {
        "@type": "cr:Field",
        "@id": f"rows/{quote(column.name, safe='')}",
        "name": column.name,
        "description": ". ".join([column.kind, *notes]),
        "dataType": kind,
        "source": {
            **source,
            "extract": {"column": harmless(column.name) if guarded else column.name},
        },
    }
