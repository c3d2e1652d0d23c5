"""What is known of a column, and what is not shown of people."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import Stopped
from commonstacks.workshop import killable
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.history import keys
from commonstacks.workshop.tables.shape import Histogram, Reading, TableProfile

PEOPLE = """first_name,LastName,e-mail,phone,note,city
Ann,Lee,ann@example.org,412-555-0101,write to ann@example.org,Etna
Bob,Ray,bob@example.org,412-555-0102,none,Etna
Cid,Fox,cid@example.org,(412) 555-0103,none,Etna
"""


def read(tmp_path: Path, text: str) -> TableProfile:
    (tmp_path / "file.csv").write_text(text)
    return pack.read(tmp_path / "file.csv", tmp_path / "table", name="t")


def test_a_number_is_summed_up(tmp_path: Path) -> None:
    lines = "".join(f"{n},x\n" for n in [*range(100), 7, ""])
    column = read(tmp_path, "n,b\n" + lines).column("n")
    assert (column.kind, column.nulls, column.distinct, column.distinct_exact) == (
        "integer",
        1,
        100,
        True,
    )
    assert (column.minimum, column.maximum) == (0, 99)
    assert dict(column.quantiles)[0.5] == 49
    assert column.top[0] == (7, 2)
    assert column.histogram is not None
    assert sum(column.histogram.counts) == 101
    assert column.examples == ("0", "1", "2", "3", "4")


def test_far_values_do_not_flatten_the_histogram(tmp_path: Path) -> None:
    lines = "".join(f"{n % 100}\n" for n in range(1000))
    column = read(tmp_path, "n\n" + lines + "1000000\n").column("n")
    assert column.histogram is not None
    assert (column.histogram.edges[0], column.histogram.edges[-1]) == (0.0, 99.0)
    assert (column.histogram.below, column.histogram.above) == (0, 1)
    assert sum(column.histogram.counts) + column.histogram.above + column.histogram.below == 1001


def test_dates_have_edges_that_are_dates(tmp_path: Path) -> None:
    column = read(tmp_path, "d,n\n2020-01-01,1\n2020-01-21,2\n").column("d")
    assert (column.minimum, column.maximum) == ("2020-01-01", "2020-01-21")
    assert column.histogram == Histogram(
        tuple(f"2020-01-{day:02d}T00:00:00" for day in range(1, 22)), (1, *[0] * 18, 1)
    )


def test_words_for_missing_are_counted(tmp_path: Path) -> None:
    column = read(tmp_path, "n,b\n1,x\nN/A,x\nN/A,x\n-,x\n,x\n").column("n")
    assert (column.kind, column.nulls, column.missing) == ("integer", 4, (("N/A", 2), ("-", 1)))


def test_people_are_not_shown(tmp_path: Path) -> None:
    profile = read(tmp_path, PEOPLE)
    hidden = [column.name for column in profile.columns if column.sensitive]
    assert hidden == ["first_name", "LastName", "e-mail", "phone"]
    assert profile.column("e-mail").kind == "e-mail"
    assert profile.column("phone").kind == "telephone"
    assert profile.column("phone").examples == ("000-000-0000", "(000) 000-0000")
    shown = (tmp_path / "table/profile.json").read_text()
    for word in ("Ann", "Lee", "ann@example.org", "555"):
        assert word not in shown
    assert profile.column("note").examples == ("write to xxx@xxxxxxx.xxx", "none")


def test_the_profile_is_the_same_after_json(tmp_path: Path) -> None:
    profile = read(tmp_path, PEOPLE + "x\n\nDee,N/A,,,,\n")
    assert TableProfile.from_json(profile.to_json()) == profile
    assert TableProfile.from_json((tmp_path / "table/profile.json").read_text()) == profile
    reading = Reading("csv", (profile,))
    assert Reading.from_json(reading.to_json()) == reading


def test_keys_are_found(tmp_path: Path) -> None:
    profile = read(
        tmp_path,
        "id,name,year,branch,loans,lat,lon\n"
        "1,a,2001,Main,5,40.1,-80.1\n2,b,2001,East,5,40.2,-80.2\n"
        "3,c,2002,Main,5,40.3,-80.3\n4,d,2002,East,5,40.4,-80.4\n",
    )
    found = keys.candidates(tmp_path / "table/table.parquet", profile)
    assert found == (("id",), ("name",), ("year", "branch"))


def test_a_missing_cell_is_no_key(tmp_path: Path) -> None:
    profile = read(tmp_path, "id,n\n1,1\n,1\n3,1\n")
    assert keys.candidates(tmp_path / "table/table.parquet", profile) == ()


def test_reading_again_replaces_the_table(tmp_path: Path) -> None:
    read(tmp_path, "a,b\n1,2\n")
    (tmp_path / "table/left over").write_text("")
    assert read(tmp_path, "a,b\n1,2\n3,4\n").rows == 2
    assert sorted(path.name for path in (tmp_path / "table").iterdir()) == [
        "profile.json",
        "set_aside.jsonl",
        "table.parquet",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file.csv", "table"]


def test_a_table_is_known_by_its_bytes_and_its_reading() -> None:
    first = pack.table_digest("ab", "1")
    assert len(first) == 64
    assert first == pack.table_digest("ab", "1")
    assert len({first, pack.table_digest("ab", "2"), pack.table_digest("ac", "1")}) == 3


def test_row_groups_are_sensible(tmp_path: Path) -> None:
    read(tmp_path, "a,b\n" + "1,x\n" * 250_000)
    file = pq.ParquetFile(tmp_path / "table/table.parquet")
    assert file.metadata.num_row_groups == 3
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def _die_while(what: str, source: str, into: str, *, tell: Callable[[Progress], None]) -> None:
    def listen(progress: Progress) -> None:
        if progress.what == what:
            os.kill(os.getpid(), signal.SIGKILL)

    pack.read(Path(source), Path(into), name="t", tell=listen)


@pytest.mark.parametrize("what", ["looking", "reading", "typing", "writing", "counting"])
def test_a_kill_leaves_nothing_half(what: str, tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text("a,b\n1,x\n2,y\n")
    derived = tmp_path / "derived"
    with pytest.raises(Stopped):
        killable.run(
            _die_while,
            what,
            str(tmp_path / "file.csv"),
            str(derived / "t"),
            seconds=60,
            megabytes=4000,
        )
    assert not (derived / "t").exists()
    assert pack.sweep(derived) == 1
    assert list(derived.iterdir()) == []


def test_it_reads_in_a_killable_process_with_little_memory(tmp_path: Path) -> None:
    seen: list[Progress] = []
    (tmp_path / "file.csv").write_text("a,b\n" + "1,x\n" * 300_000)
    profile = killable.run(
        pack.read,
        tmp_path / "file.csv",
        tmp_path / "table",
        name="t",
        seconds=60,
        megabytes=2000,
        on_progress=seen.append,
    )
    assert profile.rows == 300_000
    assert json.loads((tmp_path / "table/profile.json").read_text())["rows"] == 300_000
    assert {progress.what for progress in seen} >= {"looking", "reading", "typing", "counting"}


def test_milliseconds_in_a_column_named_for_a_time_are_a_time(tmp_path: Path) -> None:
    profile = read(tmp_path, "time,count\n1517966773840,1517966773840\n1517966037750,1\n")
    assert [column.kind for column in profile.columns] == ["datetime", "integer"]
    assert profile.column("time").maximum == "2018-02-07T01:26:13.840000"
    assert profile.steps[-1].says.startswith("time: numbers of 13 digits read as milliseconds")


def test_words_that_come_often_are_categories_though_there_are_many(tmp_path: Path) -> None:
    lines = "".join(f"w{n % 300},t{n % 400}\n" for n in range(7000))
    profile = read(tmp_path, "often,seldom\n" + lines)
    assert [column.kind for column in profile.columns] == ["category", "text"]


def test_names_of_states_and_codes_by_their_name(tmp_path: Path) -> None:
    states = ("Ohio", "Utah", "Iowa", "Texas", "Maine")
    lines = "".join(f"{name},{n},10{n}\n" for n, name in enumerate(states))
    profile = read(tmp_path, "where,NEIGNO,POLYID\n" + lines)
    assert [column.kind for column in profile.columns] == ["place name", "code", "identifier"]
