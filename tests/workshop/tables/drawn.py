"""Tiny files with shapes, made for the tests."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from commonstacks.workshop.tables import spatial

SQUARE = "POLYGON ((0 0, 0 1, 1 1, 1 0, 0 0))"
WEB_MERCATOR = """PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",\
DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],\
UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],\
PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],\
PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],\
PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]"""


def shapefile(tmp_path: Path, query: str, **more: str) -> dict[str, bytes]:
    """The parts of a shapefile by their endings; ``more`` adds some ("prj") as text."""
    folder = tmp_path / "drawn"
    folder.mkdir(exist_ok=True)
    target = folder / "x.shp"
    with spatial.connect() as connection:
        connection.execute(
            f"COPY ({query}) TO '{target}' (FORMAT GDAL, DRIVER 'ESRI Shapefile',"
            " LAYER_CREATION_OPTIONS 'ENCODING=UTF-8')"
        )
    parts = {path.suffix[1:]: path.read_bytes() for path in folder.glob("x.*")}
    for path in folder.glob("x.*"):
        path.unlink()
    return parts | {ending: text.encode() for ending, text in more.items()}


def packed(**layers: dict[str, bytes]) -> bytes:
    """A zip of shapefiles."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, parts in layers.items():
            for ending, content in parts.items():
                archive.writestr(f"some folder/{name}.{ending}", content)
    return file.getvalue()
