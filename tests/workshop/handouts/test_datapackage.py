from __future__ import annotations

import io
import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry
from referencing.jsonschema import DRAFT7

from commonstacks.kit.digests import canonical, of_facts
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.handouts import bundle
from commonstacks.workshop.handouts.datapackage import Resource, as_json, descriptor, of_files
from commonstacks.workshop.handouts.story import Licence, Story, TableColumn, context_facts
from tests.workshop.handouts import shelf

CSV = Resource("data/zipcodes.csv", "csv", "text/csv", typed=True)
STANDARD = Path(os.environ.get("COMMONSTACKS_STANDARDS", "../shared/standards")) / "data-package"


def test_the_context_travels_whole(story: Story) -> None:
    read: dict[str, Any] = json.loads(as_json(story, CSV))
    assert of_facts(read["commonstacks:context"]) == of_facts(context_facts(story))
    assert len(read["commonstacks:context"]["gaps"]) == len(story.gaps)
    assert read["description"] == story.lead


def test_codes_are_never_declared_as_numbers(story: Story) -> None:
    (resource,) = _resources(story, CSV)
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    assert types == {
        "zip_code": "string", "latitude": "number", "longitude": "number",
        "city": "string", "state": "string", "county": "string",
    }  # fmt: skip


def test_cells_as_published_are_declared_as_text(story: Story) -> None:
    (resource,) = _resources(story, replace(CSV, typed=False))
    assert {field["type"] for field in resource["schema"]["fields"]} == {"string"}
    assert resource["schema"]["fields"][1]["commonstacks:kind"] == "latitude"


def test_no_licence_is_claimed_where_none_is_stated(story: Story) -> None:
    assert descriptor(story, CSV)["licenses"] == [
        {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    assert "licenses" not in descriptor(replace(story, licence=Licence("none_stated")), CSV)
    rights = Licence("stated", "http://rightsstatements.org/vocab/NoC-US/1.0/")
    assert descriptor(replace(story, licence=rights), CSV)["licenses"] == [
        {"path": "http://rightsstatements.org/vocab/NoC-US/1.0/"}
    ]


def test_who_is_not_named_is_still_there(story: Story) -> None:
    assert {"title": "1 contributor not named", "roles": ["collector"]} in descriptor(story, CSV)[
        "contributors"
    ]  # type: ignore[operator]  # a JSON list


def test_a_column_name_is_the_one_in_the_file(story: Story) -> None:
    odd = replace(story, columns=(TableColumn("=cmd", "text"),))
    (resource,) = _resources(odd, CSV)
    assert resource["schema"]["fields"][0]["name"] == "'=cmd"


@pytest.mark.skipif(not STANDARD.is_dir(), reason="the published schemas are not here")
@pytest.mark.parametrize("licence", [None, Licence("none_stated")])
def test_it_keeps_to_the_published_standard(story: Story, licence: Licence | None) -> None:
    story = replace(story, licence=licence) if licence else story
    schemas = [json.loads(path.read_text()) for path in STANDARD.glob("*-2.0.json")]
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], DRAFT7.create_resource(schema)) for schema in schemas if "$id" in schema
    )
    for name, facts in (
        ("datapackage", descriptor(story, CSV)),
        ("dataresource", _resources(story, CSV)[0]),
        ("tableschema", _resources(story, CSV)[0]["schema"]),
    ):
        schema = json.loads((STANDARD / f"{name}-2.0.json").read_text())
        checker = jsonschema.Draft7Validator(
            schema, registry=registry, format_checker=jsonschema.FormatChecker()
        )
        assert [error.message for error in checker.iter_errors(facts)] == []


@pytest.mark.parametrize("name", shelf.TOLD)
def test_frictionless_finds_nothing_to_say(name: str) -> None:
    from frictionless import Package

    story = shelf.told(name)
    for made in (of_files(story), descriptor(story, CSV)):
        read = json.loads(json.dumps(made))
        assert [error.message for error in Package.metadata_validate(read)] == []
        assert Package.from_descriptor(read).custom["commonstacks:context"] == json.loads(
            json.dumps(context_facts(story))
        )


def test_frictionless_reads_the_rows_of_a_download(story: Story, tmp_path: Path) -> None:
    """The whole ZIP, unpacked: every row by the types that the descriptor declares."""
    from frictionless import validate

    rows = [
        ("00501", "40.922326", "-72.637078", "Holtsville", "NY", "Suffolk"),
        ("99999", None, "-1e3", "=HYPERLINK(1)", "@x", 'Q"uote,\nd'),
    ]
    header = [column.name for column in story.columns]
    table = bundle.csv_table("zipcodes.csv", header, rows, typed=True)
    packed = io.BytesIO(b"".join(bundle.bundle(story, table)))
    zipfile.ZipFile(packed).extractall(tmp_path)
    report = validate(str(tmp_path / "datapackage.json"))
    assert report.flatten(["type", "note"]) == []
    assert report.stats["tasks"] == 1


def test_the_files_as_they_came_are_named_with_their_digests(story: Story) -> None:
    address = "https://library.example/file/zipcodes.csv"
    (file,) = story.files
    lent = replace(story, files=(replace(file, address=address),))
    assert of_files(lent)["resources"] == [
        {
            "name": "1-zipcodes.csv",
            "title": "zipcodes.csv",
            "path": address,
            "format": "csv",
            "mediatype": "text/csv",
            "bytes": 2018388,
            "hash": f"sha256:{file.sha256}",
        }
    ]
    with pytest.raises(Refusal, match="no files to describe"):
        of_files(story)


def test_the_same_story_gives_the_same_bytes(story: Story) -> None:
    assert as_json(story, CSV) == as_json(story, CSV)
    assert canonical(context_facts(story)) == canonical(context_facts(story))


def _resources(story: Story, resource: Resource) -> list[dict[str, Any]]:
    return descriptor(story, resource)["resources"]  # type: ignore[return-value]  # JSON values
