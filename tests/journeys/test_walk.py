"""One dataset walks through the whole library: from a portal's address to a cited view."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from django.test import Client

from commonstacks.flows import (
    answering,
    exploration,
    handing_out,
    intake,
    reading,
    stocking,
    upkeep,
)
from commonstacks.flows.answering import Given
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import Refusal
from commonstacks.library.people.models import Account
from tests.journeys.conftest import Source

pytestmark = pytest.mark.django_db

SHELF = stocking.book("us-postal-codes")


def test_a_csv_becomes_a_cited_view(source: Source, steward: Account, client: Client) -> None:
    reader = client

    # A librarian pastes the address of a real CSV; the bytes are kept, read, profiled, recorded.
    source.files["zipcodes.csv"] = original = (
        stocking.SHELF / "us-postal-codes/zipcodes.csv"
    ).read_bytes()
    assert take_in(source, steward) == ("zipcodes", 1, True)
    lent = reading.lend("zipcodes", steward)
    assert (lent.profile.rows, lent.profile.set_aside) == (42_049, 0)
    assert lent.profile.column("zip_code").minimum == "00501"

    # Until its story is told, the public sees the stub, and nothing more through any door.
    assert_only_the_stub(reader)

    # The form is answered; the gate refuses while questions are open, and lists them.
    with pytest.raises(Refusal) as refused:
        send_in(steward)
    assert len(refused.value.questions) == 21
    tell_the_story(steward)
    send_in(steward)
    assert answering.agree("zipcodes", by=steward) == 1

    # Now it is found by a word and by its place, and by no other place.
    assert found(reader, q="postal") == ["zipcodes"]
    assert found(reader, place="United States") == ["zipcodes"]
    assert found(reader, place="Texas") == ["zipcodes"]
    assert found(reader, place="Germany") == found(reader, place="Atlantis") == []

    # The page opens with the story, long before the table.
    page = text_of(reader, "/datasets/zipcodes")
    assert (
        page.index("It is an old copy")
        < page.index("People who get their mail at US military")
        < page.index("Rows by place")
        < page.index("Holtsville")
    )

    # One chart filters the other. The address of a view holds what it shows.
    lent = reading.lend("zipcodes", None)
    view = address_of(lent, {"c0": ["1"]})
    assert rows_of(original, "TX") == 2_670
    assert "2,670" in text_of(reader, view)

    # It is cited and taken away, and its context travels with it.
    cited = handing_out.citation(lent, view.rpartition("/")[2])
    assert cited.address.endswith(view)
    assert "version 1, context revision 1" in cited.text
    taken = taken_away(reader, 1)
    assert taken["data/zipcodes.csv"].count(b"\r\n") == 42_050
    assert b"00501," in taken["data/zipcodes.csv"]
    assert json.loads(taken["context.json"])["revision"] == 1

    # The publisher replaces the file: a new version, its changes, and answers that went stale.
    source.files["zipcodes.csv"] = changed(original)
    assert take_in(source, steward) == ("zipcodes", 2, True)
    lent = reading.lend("zipcodes", None)
    assert (lent.version.number, lent.profile.rows) == (2, 42_049 - 2_670)
    assert "2,670" in lent.version.change
    assert {"B9", "E1"} <= {mark.question for mark in lent.stale}
    assert "Written for version 1" in text_of(reader, "/datasets/zipcodes")

    # The old view still shows the old numbers.
    assert "2,670" in text_of(reader, view)
    assert taken_away(reader, 1)["data/zipcodes.csv"] == taken["data/zipcodes.csv"]

    # The same bytes again make no version, and every byte is where it was put.
    assert take_in(source, steward) == ("zipcodes", 2, False)
    assert upkeep.verify(lambda _: None).ok


def take_in(source: Source, by: Account) -> tuple[str, int, bool]:
    done = intake.run_now(source.address("zipcodes.csv"), by=by)
    assert (done.reason, done.result["unreadable"]) == ("", [])
    return done.result["dataset"], done.result["version"], done.result["new"]


def send_in(by: Account) -> None:
    answering.send_in("zipcodes", reply="not told", told_on=None, why="A trial.", by=by)


def tell_the_story(by: Account) -> None:
    """The documented context of this very file, said question by question."""
    assert SHELF.context is not None
    for each in SHELF.context.statements:
        answering.answer(
            "zipcodes",
            each.question,
            Given(
                answer=each.answer,
                absence=each.absence,
                voice=each.voice,
                note=each.note,
                asked_of=each.asked_of,
                asked_on=each.asked_on,
                evidence=[evidence.as_facts() for evidence in each.evidence],
            ),
            by=by,
        )
    for gap in SHELF.context.gaps:
        answering.add_gap("zipcodes", gap.to_json(), by=by)


def assert_only_the_stub(reader: Client) -> None:
    """The title and how many questions are open; no column, row, file name or profile."""
    stub = text_of(reader, "/datasets/zipcodes")
    assert "21" in stub
    secrets = ("zip_code", "latitude", "42,049", "zipcodes.csv", "Holtsville")
    assert [secret for secret in secrets if secret in stub.replace("/zipcodes.csv", "")] == []
    for door in (
        "v/1/rows",
        "v/1/cube.json",
        "v/1/cube.arrow",
        "v/1/download/csv",
        "v/1/file/zipcodes.csv",
        "v/1/cite",
    ):
        assert reader.get(f"/datasets/zipcodes/{door}").status_code == 403, door
    assert reader.get("/api/v1/datasets/zipcodes").status_code == 403
    assert reader.get("/api/v1/datasets/zipcodes/v/1/rows").status_code == 403
    assert found(reader) == []


def found(reader: Client, q: str = "", place: str = "") -> list[str]:
    answer = reader.get("/api/v1/datasets", {"q": q, "place": place}).json()
    return [result["slug"] for result in answer["results"]]


def text_of(reader: Client, address: str) -> str:
    answer = reader.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def address_of(lent: Lent, fields: dict[str, list[str]]) -> str:
    token = exploration.token_of_form(lent, fields)
    return f"/datasets/{lent.slug}/v/{lent.version.number}/view/{token}"


def rows_of(data: bytes, state: str) -> int:
    """Counted by hand, without the library."""
    return sum(row["state"] == state for row in csv.DictReader(io.StringIO(data.decode())))


def taken_away(reader: Client, version: int) -> dict[str, bytes]:
    answer = reader.get(f"/datasets/zipcodes/v/{version}/download/csv")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as archive:  # type: ignore[arg-type]
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes) -> bytes:
    """The file without Texas, and with a column more."""
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    out = io.StringIO()
    writer = csv.DictWriter(out, [*rows[0], "country"], lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "country": "US"} for row in rows if row["state"] != "TX")
    return out.getvalue().encode()
