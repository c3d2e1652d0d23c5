"""How files come in, also the bad ones: a clear answer, and nothing kept is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonstacks.flows import intake, reading, wiring
from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people.models import Account, Role
from commonstacks.library.work.models import Job
from tests.journeys.conftest import Source
from tests.library import making

pytestmark = pytest.mark.django_db


def test_who_brought_it_is_credited_with_the_version(trees: Dataset, steward: Account) -> None:
    line = Contribution.objects.get(part="version 1")
    assert (line.agent, line.role, line.state) == (steward.agent, "curator", "confirmed")


def test_a_file_that_cannot_be_read_is_kept_and_says_why(steward: Account, tmp_path: Path) -> None:
    page = tmp_path / "table.csv"
    page.write_text("<!doctype html><html><body>Not found</body></html>")
    taken = intake.run_now(str(page), by=steward)
    assert (taken.state, taken.result["version"]) == ("done", 1)
    version = Version.objects.get()
    assert version.unreadable
    with wiring.vault().lend(str(version.dataset_id), 1, "table.csv") as kept:
        assert kept.read_bytes() == page.read_bytes()
    with pytest.raises(Refusal, match="web page"):
        reading.lend("table", steward)


def test_the_last_readable_version_is_lent(steward: Account, tmp_path: Path) -> None:
    file = tmp_path / "birds.csv"
    file.write_text("bird,seen\nrobin,1\nwren,2\n")
    intake.run_now(str(file), by=steward)
    file.write_text("<html><body>Service unavailable</body></html>")
    assert intake.run_now(str(file), by=steward).result["version"] == 2
    lent = reading.lend("birds", steward)
    assert (lent.version.number, lent.newest) == (1, 2)
    assert lent.versions[0].unreadable


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing.csv", "404"), ("../secret", "404")],
)
def test_a_dead_address_is_refused_with_its_answer(
    source: Source, steward: Account, name: str, reason: str
) -> None:
    ended = intake.run_now(source.address(name), by=steward)
    assert ended.state == "failed"
    assert reason in ended.reason
    assert ended.hint
    assert not Version.objects.exists()
    assert not Dataset.objects.exists()


def test_an_empty_file_is_refused(steward: Account, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    ended = intake.run_now(str(tmp_path / "empty.csv"), by=steward)
    assert (ended.state, "empty" in ended.reason) == ("failed", True)


def test_a_page_never_reads_a_path_of_this_machine(steward: Account) -> None:
    with pytest.raises(Refusal, match="not a web address"):
        intake.add_from_web("/etc/passwd", by=steward)
    with pytest.raises(Refusal, match="not a web address"):
        intake.add_from_web("file:///etc/passwd", by=steward)


def test_a_private_address_is_never_dialled(steward: Account) -> None:
    ended = intake.run_now("http://127.0.0.1/x.csv", by=steward)
    assert ended.state == "failed"
    assert "this machine" in ended.reason or "private" in ended.reason


def test_a_member_may_not_add(steward: Account) -> None:
    with pytest.raises(NotAllowed):
        intake.add("https://example.org/x.csv", by=making.account(Role.Name.MEMBER))


def test_a_second_click_is_one_job(steward: Account) -> None:
    first = intake.add("https://example.org/x.csv", by=steward)
    assert intake.add("https://example.org/x.csv", by=steward).id == first.id
    assert Job.objects.count() == 1


def test_a_title_names_a_new_dataset(steward: Account, tmp_path: Path) -> None:
    file = tmp_path / "x1.csv"
    file.write_text("a,b\n1,2\n")
    intake.run_now(str(file), by=steward, title="Bäume am Rhein")
    dataset = Dataset.objects.get()
    assert (dataset.slug, dataset.title) == ("baume-am-rhein", "Bäume am Rhein")


def test_the_visitor_says_which_library_asks(source: Source, steward: Account) -> None:
    source.files["a.csv"] = b"a,b\n1,2\n"
    assert intake.run_now(source.address("a.csv"), by=steward).state == "done"
    assert source.visitors[0].endswith("(+http://127.0.0.1:8000)")
