from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from commonstacks.workshop.handouts.schema_org import dataset, for_page
from commonstacks.workshop.handouts.story import Licence, Story, context_facts
from tests.workshop.handouts import shelf


def test_a_page_links_the_context_that_it_tells_anyway(story: Story) -> None:
    address = "https://library.example/api/v1/datasets/x/context"
    made: dict[str, Any] = json.loads(for_page(replace(story, context_address=address)))
    assert made["subjectOf"]["url"] == address
    assert made["subjectOf"]["abstract"] == " ".join(gap.text for gap in story.gaps)
    assert "commonstacks:context" not in made


def test_it_is_a_dataset_with_its_context_in_plain(story: Story) -> None:
    made: dict[str, Any] = dataset(story)
    assert made["@type"] == "Dataset"
    assert made["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert made["creditText"] == story.attribution
    assert "Nobody was asked" in made["subjectOf"]["text"]
    assert made["commonstacks:context"]["@value"]["revision"] == context_facts(story)["revision"]


def test_people_and_organisations_are_named_as_what_they_are(story: Story) -> None:
    kinds = {role["contributor"]["name"]: role["contributor"]["@type"] for role in _roles(story)}
    assert kinds["GeoNames"] == "Organization"
    assert kinds["1 contributor not named"] == "Thing"


def test_no_sign_in_it_can_end_the_script_element(story: Story) -> None:
    wild = replace(story, title="</script><script>alert('&')</script>\u2028")
    text = for_page(wild)
    assert set("<>&\u2028") & set(text) == set()
    assert json.loads(text)["name"] == wild.title


def test_nothing_empty_is_claimed(story: Story) -> None:
    assert "license" not in dataset(replace(story, licence=Licence("none_stated")))


def test_files_downloads_places_and_times_are_named() -> None:
    made: dict[str, Any] = dataset(shelf.told("bird-strikes"))
    page = "https://library.example/datasets/bird-strikes/v/1"
    assert [each["contentUrl"] for each in made["distribution"]] == [
        f"{page}/file/birdstrikes.csv",
        f"{page}/download/csv",
        f"{page}/download/parquet",
    ]
    assert made["spatialCoverage"] == [
        {
            "@type": "Place",
            "name": "United States",
            "sameAs": "https://sws.geonames.org/6252001/",
        }
    ]
    assert made["temporalCoverage"] == "1990-01/2002-07"
    assert made["usageInfo"].startswith(
        "Licence: http://rightsstatements.org/vocab/NoC-US/1.0/ (Stated)"
    )


def _roles(story: Story) -> list[dict[str, Any]]:
    return dataset(story)["contributor"]  # type: ignore[return-value]  # JSON values
