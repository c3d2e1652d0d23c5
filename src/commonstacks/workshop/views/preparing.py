"""The first view of a table, prepared once, in a process that can be killed.

``cubes/views.json`` says which charts were made of which columns, because only the table itself
shows which columns name areas and which charts fit together; and which ``way`` they are counted:
by a cube, where nothing is said, or from bins (``binned``).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from commonstacks.kit import digests
from commonstacks.kit.errors import NotHeld
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.views import binned, cubes, outlines
from commonstacks.workshop.views.cells import OPEN, Policy
from commonstacks.workshop.views.first import MOST, candidates, first_view
from commonstacks.workshop.views.mapping import Maps, maps_of
from commonstacks.workshop.views.measuring import Named
from commonstacks.workshop.views.spec import Chart, chart_facts, chart_from
from commonstacks.workshop.views.tokens import cube_digest

SCHEMA = "commonstacks-views/1"
BINS = "bins"
_TRIES = 3


def prepare(
    folder: Path,
    profile: TableProfile,
    *,
    policy: Policy = OPEN,
    tell: Callable[[Progress], None] = ignore,
) -> bool:
    """Write the cube of the first view of ``folder/table.parquet`` into ``folder/cubes``, with the
    outlines of its map and ``views.json``.

    ``profile`` may name the columns of ``places.parquet`` too. Where the best charts together have
    too many combinations and all of them can be binned, their bins are written into ``folder/bins``
    instead; of other charts and of tables about people, one that makes too many gives way to the
    next. False where no column can be charted. What is there already, and whole, is left alone;
    what was made under another ``policy`` goes.
    """
    ready = _prepared(folder, profile, policy)
    if ready is not None and _whole(folder, ready):
        return bool(ready)
    tell(Progress(0, 2, "looking for a map"))
    maps = maps_of(folder / "table.parquet", profile)
    tell(Progress(1, 2, "preparing the first view"))
    if _threshold(folder) not in (None, policy.threshold):
        forget_others(folder, policy)
    if _facts(folder).get("columns", _columns(profile)) != _columns(profile):
        shutil.rmtree(folder / BINS, ignore_errors=True)  # they may name areas in another way
    charts, way = _build(folder, candidates(profile, maps.mapped), maps, policy, tell)
    facts = {
        "schema": SCHEMA,
        **({"threshold": policy.threshold} if policy.on else {}),
        **({"way": way} if way else {}),
        "columns": _columns(profile),
        "charts": [chart_facts(chart) for chart in charts],
    }
    cubes.replace_file(folder / "cubes" / "views.json", digests.canonical(facts))
    tell(Progress(2, 2, "preparing the first view"))
    return bool(charts)


def forget_others(folder: Path, policy: Policy) -> bool:
    """Removes what was prepared under another policy: cubes, bins, files that were taken along.
    True where there was any."""
    if _threshold(folder) in (None, policy.threshold):
        return False
    for made in ("cubes", BINS, "taken"):
        shutil.rmtree(folder / made, ignore_errors=True)
    return True


def ready(folder: Path, profile: TableProfile, policy: Policy = OPEN) -> bool:
    """Is the first view of this table prepared under this policy?"""
    return _prepared(folder, profile, policy) is not None


def charts_of(folder: Path, profile: TableProfile, policy: Policy = OPEN) -> tuple[Chart, ...]:
    """The charts that ``prepare`` made of this table; the first view by the profile alone where
    nothing is prepared yet."""
    ready = _prepared(folder, profile, policy)
    return first_view(profile) if ready is None else ready


def counted_from_bins(folder: Path, profile: TableProfile, policy: Policy = OPEN) -> bool:
    """Is the first view prepared under this policy, as bins? Otherwise a cube is meant."""
    return ready(folder, profile, policy) and bool(_facts(folder).get("way") == BINS)


def outlines_of(
    folder: Path, charts: tuple[Chart, ...], policy: Policy = OPEN
) -> outlines.Outlines | None:
    """The map's areas that ``prepare`` drew for these charts; ``None`` where they have no map."""
    return outlines.read(folder / "cubes", cube_digest(charts, policy.threshold))


def _prepared(folder: Path, profile: TableProfile, policy: Policy) -> tuple[Chart, ...] | None:
    facts = _facts(folder)
    if facts.get("schema") != SCHEMA or facts["columns"] != _columns(profile):
        return None
    if _threshold(folder) != policy.threshold:
        return None
    charts = tuple(chart_from(chart) for chart in facts["charts"])
    if facts.get("way") == BINS:
        return charts if binned.held(charts, folder / BINS) else None
    held = (folder / "cubes" / f"{cube_digest(charts, policy.threshold)}.json").exists()
    return charts if held or not charts else None


def _whole(folder: Path, charts: tuple[Chart, ...]) -> bool:
    """Is no file of the bins lost, if the first view is counted from bins?"""
    try:
        return _facts(folder).get("way") != BINS or bool(binned.open_bins(charts, folder / BINS))
    except NotHeld:
        return False


def _threshold(folder: Path) -> int | None:
    """Under which policy the folder was made; ``None`` where nothing is in it."""
    facts = _facts(folder)
    return int(facts.get("threshold", OPEN.threshold)) if facts else None


def _facts(folder: Path) -> dict[str, Any]:
    """What ``views.json`` says; nothing where it is not there."""
    try:
        found: dict[str, Any] = json.loads(
            (folder / "cubes" / "views.json").read_text(encoding="utf-8")
        )
    except FileNotFoundError:
        return {}
    return found


def _columns(profile: TableProfile) -> str:
    return digests.of_facts([[c.name, c.kind, c.scheme, c.sensitive] for c in profile.columns])


def _build(
    folder: Path,
    wanted: tuple[Chart, ...],
    maps: Maps,
    policy: Policy,
    tell: Callable[[Progress], None],
) -> tuple[tuple[Chart, ...], str]:
    """The charts that were made, and the way that they are counted if it is not a cube."""
    into = folder / "cubes"
    into.mkdir(parents=True, exist_ok=True)
    named = maps.names
    best = wanted[:MOST]
    binnable = not policy.on and all(chart.prepared and not chart.value for chart in best)
    cube = _fitting(folder / "table.parquet", wanted, named, policy, once=binnable)
    if cube is not None:
        cubes.write(cube, into)
        _draw(into, maps, cube.charts, cube.name)
        return cube.charts, ""
    if not (best and binnable):
        return (), ""
    binned.build(folder / "table.parquet", best, folder / BINS, named, tell=tell)
    _draw(into, maps, best, cube_digest(best))
    return best, BINS


def _draw(into: Path, maps: Maps, charts: tuple[Chart, ...], name: str) -> None:
    if maps.outlines and any(chart.kind == "areas" for chart in charts):
        cubes.replace_file(into / f"{name}.shapes.json", maps.outlines.to_json().encode())


def _fitting(
    parquet: Path,
    wanted: tuple[Chart, ...],
    named: Mapping[str, Named],
    policy: Policy,
    *,
    once: bool,
) -> cubes.Cube | None:
    """The cube of the first choice whose charts fit together; ``once``: of the best or none."""
    for charts in islice(_choices(wanted), 1 if once else None):
        try:
            return cubes.count(parquet, charts, named, policy)
        except cubes.TooManyCells:
            continue
    return None


def _choices(wanted: tuple[Chart, ...]) -> Iterator[tuple[Chart, ...]]:
    """The best charts; then with another last one; then fewer."""
    if wanted:
        yield wanted[:MOST]
    for last in wanted[MOST : MOST + _TRIES]:
        yield (*wanted[: MOST - 1], last)
    for fewer in range(min(MOST, len(wanted)) - 1, 0, -1):
        yield wanted[:fewer]
