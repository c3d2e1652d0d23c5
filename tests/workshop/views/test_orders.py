"""Rows of a view, sorted and searched: every page is a piece of one order."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import locked, orders, replies
from commonstacks.workshop.views.cells import OPEN, Policy
from commonstacks.workshop.views.orders import Sought, Wish, rows_page
from commonstacks.workshop.views.spec import ViewSpec, parse

ROWS = 2500
FACTS = {"schema": "commonstacks-view/1", "dataset": "d", "version": 1, "table": "0f" * 32}


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Rows 0 to 2,499: their number, a size that repeats and is missing in each tenth row, a word."""
    file = tmp_path_factory.mktemp("orders") / "table.parquet"
    sizes = [None if n % 10 == 0 else n * 7 % 100 for n in range(ROWS)]
    words = ["Oak" if n % 4 else "lime TREE" for n in range(ROWS)]
    pq.write_table(
        pa.table({"n": list(range(ROWS)), "size": sizes, "word": words}), file, row_group_size=300
    )
    return str(file)


def spec(**parts: object) -> ViewSpec:
    return parse({**FACTS, "charts": [{"kind": "ranked", "columns": ["word"]}], **parts})


def numbers(table: str, folder: Path, view: ViewSpec, wish: Wish) -> list[int]:
    page = rows_page(
        Sought(locked.connect([table]), [table], view, find=wish.find),
        folder,
        first=wish.first,
        limit=wish.limit,
    )
    return [int(row[0] or -1) for row in page.rows]


FALLING = sorted(
    range(ROWS), key=lambda n: (n % 10 == 0, -(n * 7 % 100) if n % 10 else 0, n)
)  # missing last, and what is equal as it stands in the file


@pytest.mark.parametrize("first", [1, 990, 2000, 2480])
def test_pages_near_and_deep_are_pieces_of_one_order(
    table: str, tmp_path: Path, first: int
) -> None:
    view = spec(sort={"column": "size", "falling": True})
    wanted = FALLING[first - 1 : first + 29]
    assert numbers(table, tmp_path, view, Wish(first, 30)) == wanted
    assert numbers(table, tmp_path, view, Wish(first, 30)) == wanted  # kept, or asked again
    assert len(list(tmp_path.glob("*.npy"))) == (1 if first + 29 > orders.STRAIGHT else 0)


def test_words_are_found_in_any_column_of_text_whatever_their_letters(
    table: str, tmp_path: Path
) -> None:
    limes = [n for n in range(ROWS) if n % 4 == 0]
    assert numbers(table, tmp_path, spec(), Wish(1, 20, "Tree")) == limes[:20]
    view = spec(filters=[{"column": "n", "from": 1000}])
    assert numbers(table, tmp_path, view, Wish(1, 3, "lime")) == [1000, 1004, 1008]
    page = rows_page(
        Sought(locked.connect([table]), [table], spec(), find="'; --%"), tmp_path, limit=5
    )
    assert (page.matching, page.total, page.rows) == (0, ROWS, ())


def test_only_the_newest_orders_are_kept(table: str, tmp_path: Path) -> None:
    for n in range(orders.KEPT + 3):
        numbers(table, tmp_path, spec(filters=[{"column": "n", "from": n}]), Wish(1500, 1))
    assert len(list(tmp_path.iterdir())) == orders.KEPT


def test_the_job_says_the_same_and_protects_people(table: str, tmp_path: Path) -> None:
    wish, view = Wish(1400, 2), spec(sort={"column": "size"})
    page = replies.read_page(orders.rows_reply([table], view, OPEN, wish, orders=str(tmp_path)))
    assert (page.first, page.matching, len(page.rows)) == (1400, ROWS, 2)
    with pytest.raises(Refusal, match="about people"):
        orders.rows_reply([table], view, Policy(5), wish, orders=str(tmp_path))


def test_what_cannot_be_asked_is_refused(table: str, tmp_path: Path) -> None:
    connection = locked.connect([table])
    with pytest.raises(Refusal, match="no column"):
        Sought(connection, [table], spec(sort={"column": "nothing"}))
    with pytest.raises(Refusal, match="too long to search"):
        Sought(connection, [table], spec(), find="x" * 201)
    with pytest.raises(Refusal, match="counted from 1"):
        rows_page(Sought(connection, [table], spec()), tmp_path, first=0)
