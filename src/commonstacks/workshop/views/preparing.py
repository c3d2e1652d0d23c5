"""The first view of a table, prepared once, in a process that can be killed.

``cubes/views.json`` says which charts were made of which columns, because only the table itself
shows which columns name areas and which charts fit together.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from commonstacks.kit import digests
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.views import cubes, outlines
from commonstacks.workshop.views.cells import OPEN, Policy
from commonstacks.workshop.views.first import MOST, candidates, first_view
from commonstacks.workshop.views.mapping import Maps, maps_of
from commonstacks.workshop.views.measuring import Named
from commonstacks.workshop.views.spec import Chart, chart_facts, chart_from
from commonstacks.workshop.views.tokens import cube_digest

SCHEMA = "commonstacks-views/1"
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

    ``profile`` may name the columns of ``places.parquet`` too. A chart that together with the
    better ones has too many combinations gives way to the next. False where no column can be
    charted. What is there already is left alone; what was made under another ``policy`` goes.
    """
    ready = _prepared(folder, profile, policy)
    if ready is not None:
        return bool(ready)
    tell(Progress(0, 2, "looking for a map"))
    maps = maps_of(folder / "table.parquet", profile)
    tell(Progress(1, 2, "preparing the first view"))
    if _threshold(folder) not in (None, policy.threshold):
        forget_others(folder, policy)
    charts = _build(folder, candidates(profile, maps.mapped), maps, policy)
    facts = {
        "schema": SCHEMA,
        **({"threshold": policy.threshold} if policy.on else {}),
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
    for made in ("cubes", "bins", "taken"):
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


def outlines_of(
    folder: Path, charts: tuple[Chart, ...], policy: Policy = OPEN
) -> outlines.Outlines | None:
    """The map's areas that ``prepare`` drew for these charts; ``None`` where they have no map."""
    return outlines.read(folder / "cubes", cube_digest(charts, policy.threshold))


def _prepared(folder: Path, profile: TableProfile, policy: Policy) -> tuple[Chart, ...] | None:
    try:
        facts = json.loads((folder / "cubes" / "views.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if facts["schema"] != SCHEMA or facts["columns"] != _columns(profile):
        return None
    if _threshold(folder) != policy.threshold:
        return None
    charts = tuple(chart_from(chart) for chart in facts["charts"])
    held = (folder / "cubes" / f"{cube_digest(charts, policy.threshold)}.json").exists()
    return charts if held or not charts else None


def _threshold(folder: Path) -> int | None:
    """Under which policy the folder was made; ``None`` where nothing is in it."""
    try:
        facts = json.loads((folder / "cubes" / "views.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return int(facts.get("threshold", OPEN.threshold))


def _columns(profile: TableProfile) -> str:
    return digests.of_facts([[c.name, c.kind, c.scheme, c.sensitive] for c in profile.columns])


def _build(
    folder: Path, wanted: tuple[Chart, ...], maps: Maps, policy: Policy
) -> tuple[Chart, ...]:
    into = folder / "cubes"
    into.mkdir(parents=True, exist_ok=True)
    named = dict.fromkeys(list(maps.mapped.columns)[:1], maps.named)
    cube = _fitting(folder / "table.parquet", wanted, named, policy)
    if cube is None:
        return ()
    if maps.outlines and any(chart.kind == "areas" for chart in cube.charts):
        drawn = maps.outlines.to_json().encode()
        cubes.replace_file(into / f"{cube.name}.shapes.json", drawn)
    cubes.write(cube, into)
    return cube.charts


def _fitting(
    parquet: Path, wanted: tuple[Chart, ...], named: Mapping[str, Named], policy: Policy
) -> cubes.Cube | None:
    """The cube of the first choice whose charts fit together."""
    for charts in _choices(wanted):
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
