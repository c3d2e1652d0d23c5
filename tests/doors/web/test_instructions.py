"""People correct how a file is read, look at what changed, and trust a version: through pages."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from commonstacks.flows import later
from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.people.models import Account
from tests.doors.web import library
from tests.doors.web.library import DOGS, text_of

MORE = DOGS.replace("0007,Rex,Pug", "0007,Rex,Poodle") + "\n0060,Rex,Pug,Oak Street"


@pytest.fixture
def two(dogs: str, steward: Account, tmp_path: Path) -> str:
    library.take_in(tmp_path, steward, MORE)
    return dogs


def test_the_page_says_every_step_and_takes_a_correction(writer: Client, dogs: str) -> None:
    page = text_of(writer.get(f"/datasets/{dogs}/reading"))
    assert "breed" in page
    answered = writer.post(
        f"/datasets/{dogs}/reading", {"column-2": "breed", "as-2": "text", "missing-2": "Mixed"}
    )
    assert answered.status_code == 302, text_of(answered)
    job = later.next_job("test")
    assert job is not None
    later.perform(job)
    assert json.loads(Dataset.objects.get().reading) == {
        "as:breed": "text",
        "missing:breed": "Mixed",
    }
    columns = json.loads(Version.objects.get().tables.get().profile)["columns"]
    breed = next(column for column in columns if column["name"] == "breed")
    assert (breed["kind"], breed["nulls"]) == ("text", 30)


def test_what_means_nothing_is_refused_on_the_page(writer: Client, dogs: str) -> None:
    answered = writer.post(f"/datasets/{dogs}/reading", {"encoding": "klingon"})
    assert answered.status_code == 422
    assert "klingon" in text_of(answered)
    assert Dataset.objects.get().reading in ("", "{}")


def test_visitors_correct_nothing(client: Client, dogs: str) -> None:
    assert client.post(f"/datasets/{dogs}/reading", {"encoding": "utf-8"}).status_code == 403
    assert client.post(f"/datasets/{dogs}/v/1/trust").status_code in (302, 403)


def test_changed_rows_are_handed_out_with_the_story(writer: Client, two: str) -> None:
    library.publish(writer, two)
    page = text_of(writer.get(f"/datasets/{two}/changes/2"))
    assert "<b>1</b> added" in page
    answered = writer.get(f"/datasets/{two}/changes/2/download/csv")
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answered.streaming_content)))
    (name,) = [name for name in packed.namelist() if name.endswith("v1-to-v2.csv")]
    rows = packed.read(name).decode("utf-8-sig").splitlines()
    assert [row for row in rows if "Poodle" in row]
    assert any("Oak Street" in row for row in rows)
    assert any("context" in name for name in packed.namelist())
    assert writer.get(f"/datasets/{two}/changes/2/download/xlsx").status_code == 404


def test_a_version_in_doubt_waits_for_a_person(
    writer: Client, dogs: str, steward: Account, tmp_path: Path
) -> None:
    library.take_in(tmp_path, steward, "\n".join(DOGS.splitlines()[:2]))
    assert Version.objects.get(number=2).doubt
    page = text_of(writer.get(f"/datasets/{dogs}"))
    assert "I looked: version 2 is right" in page
    assert writer.post(f"/datasets/{dogs}/v/2/trust").status_code == 302
    assert Version.objects.get(number=2).trusted is True
    assert "I looked" not in text_of(writer.get(f"/datasets/{dogs}"))
    assert writer.post(f"/datasets/{dogs}/v/1/trust").status_code == 404
