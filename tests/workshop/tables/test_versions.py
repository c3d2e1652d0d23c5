"""Real histories: each pair of versions that follow each other, and which kind of change it is.

The kinds were decided by reading the files side by side, not by what the rules said of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import pytest

from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.history import diff, keys, suspicion
from commonstacks.workshop.tables.history.difference import Difference
from commonstacks.workshop.tables.shape import TableProfile

REAL = Path(os.environ.get("COMMONSTACKS_REAL_DATA", "../shared/data")) / "tables"
FOLDERS = (
    "newcastle-libraries/monthly-issues-by-branch/versions",
    "cologne/bundestag-2013-stimmbezirk/versions",
    "pittsburgh/food-access-map/versions",
    "world/country-codes/versions",
    "world/dataportals-org/versions",
    "cologne/aed-register/versions",
    "cologne/osm-pois/school-versions",
    "germany/rki-7-day-incidence/versions",
    "pittsburgh/fish-fry-map/versions",
    "pittsburgh/healthy-ride-stations",
)
pytestmark = pytest.mark.real

Version = tuple[Path, TableProfile]
Versions = Callable[[str], list[Version]]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """All versions of a folder, oldest first; all are read once, a file on each processor."""
    if not REAL.exists():
        pytest.skip(f"{REAL} is not here")
    scratch = tmp_path_factory.mktemp("versions")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        at_work = [
            (folder, into, pool.submit(pack.read, file, into, name=file.stem))
            for folder in FOLDERS
            for file in sorted((REAL / folder).iterdir())
            for into in [scratch / folder / file.stem]
        ]
        read = [(folder, into / "table.parquet", work.result()) for folder, into, work in at_work]
    return lambda wanted: [(path, profile) for folder, path, profile in read if folder == wanted]


def compare(old: Version, new: Version) -> Difference:
    return diff.compare(old[0], new[0], old_profile=old[1], new_profile=new[1])


def kinds(history: list[Version]) -> list[str]:
    """One line a pair: when the older one was published, when the newer one, the kind."""
    return [
        f"{old[1].name.partition('__')[0]} {new[1].name.partition('__')[0]} "
        + compare(old, new).kind
        for old, new in pairwise(history)
    ]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


def test_library_loans_grow_by_columns(versions: Versions) -> None:
    """Every release adds the months since the one before; no library comes or goes.

    Thrice the newest months had been published empty and were filled in with the next release:
    13 of 19 rows changed, but nothing that stood there was touched, so the news is the new shape.
    """
    history = versions(FOLDERS[0])
    assert kinds(history) == lines("""
        2017-01-13T145046 2017-04-19T173204 reshaped
        2017-04-19T173204 2017-07-14T144120 reshaped
        2017-07-14T144120 2017-12-06T145704 reshaped
        2017-12-06T145704 2018-04-11T170512 reshaped
        2018-04-11T170512 2018-09-05T145931 reshaped
        2018-09-05T145931 2019-01-25T154312 reshaped
        2019-01-25T154312 2019-07-16T164224 reshaped
        2019-07-16T164224 2019-11-18T164203 reshaped
        2019-11-18T164203 2023-09-26T141558 reshaped
        2023-09-26T141558 2024-05-24T132656 reshaped
        2024-05-24T132656 2024-09-06T164230 reshaped
    """)
    found = compare(history[7], history[8])
    assert (found.key, found.changed, found.columns_changed) == (
        ("Library",),
        13,
        (("2019-06", 13),),
    )
    assert "13 rows changed (only 2019-06), all only filled in where nothing was" in found.summary
    assert keys.stable(history)[0] == ("Library",)


def test_an_election_begins_with_a_test_publication(versions: Versions) -> None:
    """In August all 1,024 districts "had reported" for an election held in September.

    The first real release has 176 of them and empties the rest, so the two cannot both be true.
    From then on districts come in within minutes: rows are filled and corrected, none comes or
    goes. The final result of October corrects 35 districts.
    """
    history = versions(FOLDERS[1])
    assert kinds(history) == lines("""
        2013-08-15T140210 2013-09-22T191435 suspicious
        2013-09-22T191435 2013-09-22T191901 corrected
        2013-09-22T191901 2013-09-22T192226 corrected
        2013-09-22T192226 2013-09-22T193854 corrected
        2013-09-22T193854 2013-09-22T195402 corrected
        2013-09-22T195402 2013-09-22T201102 corrected
        2013-09-22T201102 2013-09-22T202803 corrected
        2013-09-22T202803 2013-09-22T204301 corrected
        2013-09-22T204301 2013-09-22T205802 corrected
        2013-09-22T205802 2013-09-22T215602 corrected
        2013-09-22T215602 2013-09-22T221301 corrected
        2013-09-22T221301 2013-09-22T224702 corrected
        2013-09-22T224702 2013-10-09T191724 corrected
    """)
    found = compare(history[0], history[1])
    assert (found.key, found.changed) == (("Nr",), 1024)
    assert found.suspicion.startswith("Most numbers of before are missing or 0 now, in Anz")
    assert suspicion.of_table(history[2][1], [history[1][1]]) == ""
    assert ("Nr",) in keys.stable(history)


def test_the_food_map_gives_its_numbers_to_other_places(versions: Versions) -> None:
    """``id`` is unique in every release and belongs to other places in the next one.

    In a third of the places at first, later in nearly all; places are told apart by name and
    address, of which few are alike. The two releases of one December day hold the same places:
    only the time of publication in each row is another.
    """
    history = versions(FOLDERS[2])
    assert kinds(history) == lines("""
        2021-04-13T224744 2021-04-27T231734 renumbered
        2021-04-27T231734 2021-05-02T194219 renumbered
        2021-05-02T194219 2021-05-25T005948 renumbered
        2021-05-25T005948 2021-07-14T223739 renumbered
        2021-07-14T223739 2021-08-12T005317 renumbered
        2021-08-12T005317 2021-08-22T131748 renumbered
        2021-08-22T131748 2021-08-29T003346 renumbered
        2021-08-29T003346 2021-10-20T222549 renumbered
        2021-10-20T222549 2021-12-29T150027 renumbered
        2021-12-29T150027 2021-12-29T153601 identical
        2021-12-29T153601 2022-05-19T014650 renumbered
        2022-05-19T014650 2022-06-22T183308 renumbered
        2022-06-22T183308 2022-08-28T114110 renumbered
    """)
    found = compare(history[2], history[3])
    assert (found.same + found.changed + found.removed, found.columns_removed) == (1577, ("X",))
    assert found.same + found.changed + found.added == 1513
    assert (found.key, found.left_out) == (("name",), ("id",))
    again = compare(history[9], history[10])
    assert (again.same, again.left_out) == (1314, ("timestamp",))
    assert ("id",) not in keys.stable(history)


def test_country_codes_are_edited_by_hand(versions: Versions) -> None:
    """Twice only cells are corrected, told apart by the codes that never change.

    Between, columns are renamed, added and moved while a quarter of the rows changes: several
    things at once. In 2024 another tool wrote codes without their leading zeros ("039" became
    "39.0") and put countries in twice; in 2026 that was taken back.
    """
    history = versions(FOLDERS[3])
    assert kinds(history) == lines("""
        2013-12-09T120346 2015-01-20T134421 corrected
        2015-01-20T134421 2016-07-29T125935 mixed
        2016-07-29T125935 2017-10-18T145550 mixed
        2017-10-18T145550 2019-04-04T140028 mixed
        2019-04-04T140028 2024-10-09T125713 mixed
        2024-10-09T125713 2026-05-08T095243 mixed
        2026-05-08T095243 2026-05-15T144959 corrected
    """)
    found = compare(history[1], history[2])
    assert ("currency_name", "ISO4217-currency_name") in found.columns_renamed
    assert (found.added, found.removed, found.changed) == (2, 0, 73)


def test_portals_come_go_and_are_corrected(versions: Versions) -> None:
    """Volunteers add, correct and remove entries between any two releases; ``name`` stays.

    Some names are there twice, so those few are compared whole. Once a column for notes on the
    licence came, while one row in eight got another value and others only other spaces: there the
    new column is the news.
    """
    history = versions(FOLDERS[4])
    assert kinds(history) == lines("""
        2015-11-18T123947 2016-07-27T212128 mixed
        2016-07-27T212128 2017-05-25T095655 mixed
        2017-05-25T095655 2018-04-12T140114 mixed
        2018-04-12T140114 2018-04-14T130043 mixed
        2018-04-14T130043 2020-07-07T180551 mixed
        2020-07-07T180551 2022-02-11T183854 mixed
        2022-02-11T183854 2022-07-18T102411 reshaped
        2022-07-18T102411 2025-06-08T133650 mixed
        2025-06-08T133650 2026-06-14T140945 mixed
    """)
    found = compare(history[6], history[7])
    assert (found.key, found.columns_added) == (("name",), ("license_notes",))
    assert (found.same, found.added, found.removed, found.changed) == (448, 4, 1, 148)


def test_defibrillators_are_completed_by_volunteers(versions: Versions) -> None:
    """Rows stay and are filled in and corrected; ``id`` came with the second release.

    One number was given to two devices, so these two are compared whole. Three releases bring
    columns and little else; where a row or two came along with the corrections, or 41 addresses
    were rewritten with the new columns, several things changed.
    """
    history = versions(FOLDERS[5])
    assert kinds(history) == lines("""
        2014-01-20T111538 2014-02-02T163447 mixed
        2014-02-02T163447 2014-02-08T092050 reshaped
        2014-02-08T092050 2014-02-10T151147 corrected
        2014-02-10T151147 2014-02-19T200724 corrected
        2014-02-19T200724 2014-03-10T120741 mixed
        2014-03-10T120741 2014-03-20T182342 corrected
        2014-03-20T182342 2014-04-01T202914 corrected
        2014-04-01T202914 2014-04-01T212508 mixed
        2014-04-01T212508 2014-06-03T233720 reshaped
        2014-06-03T233720 2014-06-18T150432 mixed
        2014-06-18T150432 2014-06-21T194253 corrected
        2014-06-21T194253 2014-06-25T110135 mixed
        2014-06-25T110135 2014-12-07T182635 reshaped
    """)
    found = compare(history[2], history[3])
    assert (found.key, found.same, found.changed, found.loose) == (("id",), 123, 14, 2)


def test_schools_of_a_map_come_and_go(versions: Versions) -> None:
    """Mappers draw, redraw and delete: a few schools come, go or move between any two days.

    The map's own ``id`` is stable, so a school that moved is one change and not two. Twice a
    school vanished and nothing else happened.
    """
    assert kinds(versions(FOLDERS[6])) == lines("""
        2013-11-29T092515 2013-12-01T115440 removed
        2013-12-01T115440 2013-12-09T075540 mixed
        2013-12-09T075540 2013-12-15T142016 removed
        2013-12-15T142016 2013-12-23T145624 mixed
        2013-12-23T145624 2013-12-30T090905 mixed
        2013-12-30T090905 2014-01-06T081129 mixed
        2014-01-06T081129 2014-01-16T120153 mixed
    """)


def test_the_incidence_is_calculated_anew_each_time(versions: Versions) -> None:
    """Late reports change the running total of nearly every earlier day, so no past row holds.

    New days are appended as well, but who cites an old figure must know that it is another one
    now. Once the first day's 7 rows vanished; once the population of all 12,593 rows changed.
    """
    history = versions(FOLDERS[7])
    assert kinds(history) == lines("""
        2022-09-30T185005 2023-04-14T055049 recalculated
        2023-04-14T055049 2023-10-31T055056 recalculated
        2023-10-31T055056 2024-05-14T073016 recalculated
        2024-05-14T073016 2024-12-05T073025 recalculated
        2024-12-05T073025 2025-07-06T073018 recalculated
        2025-07-06T073018 2026-01-23T080449 recalculated
        2026-01-23T080449 2026-08-22T073337 recalculated
    """)
    found = [compare(old, new) for old, new in (history[:2], history[4:6])]
    assert [each.removed for each in found] == [7, 0]
    assert [(each.same, each.added, each.changed) for each in found] == [
        (287, 1379, 6720),
        (0, 1491, 12593),
    ]
    assert keys.stable(history)[0] == ("Meldedatum", "Altersgruppe")


def test_a_new_season_of_fish_fries(versions: Versions) -> None:
    """Last year's map gave way to this year's: most venues left, others came, columns too.

    86 addresses are in both, most of them under a new ``id``, but they are the lesser part of the
    table: more than a new numbering happened.
    """
    history = versions(FOLDERS[8])
    assert kinds(history) == ["2026-02-12T190830 2026-02-24T180100 mixed"]
    found = compare(*history)
    assert (found.key, found.changed) == (("venue_address",), 86)


def test_bicycle_stations_are_published_again_each_quarter(versions: Versions) -> None:
    """Four of six quarters repeat the file byte for byte or in all its values.

    In 2016 three columns got other names while 29 of 50 stations were moved, renamed or counted
    anew, which is more than a new shape; in 2017 two stations came and one was corrected.
    """
    history = versions(FOLDERS[9])
    assert [line.rpartition(" ")[2] for line in kinds(history)] == [
        "identical",
        "identical",
        "identical",
        "mixed",
        "identical",
        "mixed",
    ]
    found = compare(history[3], history[4])
    assert dict(found.columns_renamed) == {
        "StationNum": "Station #",
        "StationName": "Station Name",
        "RackQnty": "# of Racks",
    }
    assert (found.key, found.same, found.changed) == (("Station #",), 21, 29)
