from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.handouts.citation import (
    bibtex,
    cite_version,
    cite_view,
    csl_json,
    sentence,
)
from commonstacks.workshop.handouts.story import Story

SEEN = date(2026, 12, 24)


def test_a_version_in_one_sentence(story: Story) -> None:
    assert sentence(cite_version(story, accessed=SEEN)) == (
        "Vega Datasets (2026). US postal codes and where they are "
        "(version 1, context revision 1, taken in 2026-11-21) [Data set]. "
        "The library of Example. https://library.example/d/us-postal-codes/v/1 "
        "(seen 2026-12-24)."
    )


def test_a_view_is_cited_by_its_own_address_and_words(story: Story) -> None:
    cited = cite_view(story, accessed=SEEN, shows="codes in California")
    assert "US postal codes and where they are: codes in California" in sentence(cited)
    assert "https://library.example/view/3f2a9c51d0" in sentence(cited)
    assert cited.key == "us-postal-codes-v1-3f2a9c51d0"


def test_a_view_without_an_address_is_refused(story: Story) -> None:
    with pytest.raises(Refusal, match="no address of its own"):
        cite_view(replace(story, view_address=""), accessed=SEEN, shows="codes")


def test_bibtex(story: Story) -> None:
    assert bibtex(cite_version(story, accessed=SEEN)) == (
        "@misc{us-postal-codes-v1,\n"
        "  author = {{Vega Datasets}},\n"
        "  title = {{US postal codes and where they are}},\n"
        "  year = {2026},\n"
        "  publisher = {{The library of Example}},\n"
        "  edition = {version 1, context revision 1},\n"
        "  note = {Data set, taken in 2026-11-21},\n"
        "  url = {https://library.example/d/us-postal-codes/v/1},\n"
        "  urldate = {2026-12-24}\n"
        "}\n"
    )


def test_bibtex_survives_odd_signs(story: Story) -> None:
    odd = replace(
        story, title="50% of {cats} & dogs_\\\nnext", landing_address="https://a.example/}{ x%20_"
    )
    written = bibtex(cite_version(odd, accessed=SEEN))
    title = r"  title = {{50\% of \{cats\} \& dogs\_\textbackslash{} next}},"
    assert title in written.split("\n")
    assert "  url = {https://a.example/%7D%7B%20x%20_}," in written.split("\n")


def test_csl_json(story: Story) -> None:
    assert json.loads(csl_json(cite_version(story, accessed=SEEN))) == [
        {
            "id": "us-postal-codes-v1",
            "type": "dataset",
            "title": "US postal codes and where they are",
            "author": [{"literal": "Vega Datasets"}],
            "publisher": "The library of Example",
            "version": "version 1, context revision 1",
            "issued": {"date-parts": [[2026, 11, 21]]},
            "accessed": {"date-parts": [[2026, 12, 24]]},
            "URL": "https://library.example/d/us-postal-codes/v/1",
        }
    ]
