"""Lines to copy into other programs, ready-made for exactly these rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ADDRESS: Final = "{address}"


@dataclass(frozen=True, slots=True)
class Snippet:
    """``text`` fetches the rows in the form ``end`` from the place marked ``{address}`` in it, and
    shows how to cite them before it shows them. ``needs`` are packages that must be installed."""

    language: str
    end: str
    text: str
    needs: str = ""

    @property
    def around(self) -> tuple[str, ...]:
        """What stands before, between and behind the addresses."""
        return tuple(self.text.split(ADDRESS))

    def at(self, view: str) -> str:
        """The lines for the rows of ``view``, an address without a slash at its end."""
        return self.text.replace(ADDRESS, f"{view}/download.{self.end}")


_PYTHON = """from io import BytesIO
from urllib.request import urlopen

import pandas as pd
import pyarrow.parquet as pq

file = BytesIO(urlopen("{address}").read())
about = pq.read_schema(file).metadata
print(about[b"commonstacks:citation"].decode())
rows = pd.read_parquet(file)
print(rows)
"""
_R = """file <- tempfile(fileext = ".zip")
download.file("{address}", file, mode = "wb")
cat(readLines(unz(file, "CITATION.txt"), encoding = "UTF-8"), sep = "\\n")
rows <- read.csv(unz(file, "PATH"), check.names = FALSE, fileEncoding = "UTF-8")
str(rows)
"""
_DUCKDB = """SELECT decode(value) AS citation FROM parquet_kv_metadata('{address}')
WHERE decode(key) = 'commonstacks:citation';
SELECT * FROM read_parquet('{address}');
"""
_JAVASCRIPT = """const answer = await fetch("{address}");
const { citation, rows } = await answer.json();
console.log(citation);
console.table(rows.slice(0, 10));
"""


def snippets(path: str) -> tuple[Snippet, ...]:
    """Lines of Python, R, DuckDB and JavaScript (in a page, or node 18 and newer, as a module).

    ``path`` is where the table lies in the zip of the CSV (``bundle.Table.path``); its signs mean
    nothing in any of these languages.
    """
    return (
        Snippet("Python", "parquet", _PYTHON, "pandas, pyarrow"),
        Snippet("R", "csv.zip", _R.replace("PATH", path)),
        Snippet("DuckDB", "parquet", _DUCKDB),
        Snippet("JavaScript", "json", _JAVASCRIPT),
    )
