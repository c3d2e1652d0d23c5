"""Shapes with their tables."""

from __future__ import annotations

import json

from tests.nasty.corpus import case, refused, table
from tests.nasty.making import dbf, point_blob, points, sqlite, zipped

PRJ = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
FIELDS = (("AGS", "C", 8, 0), ("NAME", "C", 12, 0), ("EINW", "N", 9, 0))
ROWS = (("05315000", "Köln", "1084831"), ("05314000", "Düren", "93323"))
PLACES = ((6.9583, 50.9413), (6.4800, 50.8000))
# A point may be shown as one shape or as two numbers.
SHAPED = (
    table("""
AGS      | NAME  | EINW    | ?
coded    | words | integer | ?
05315000 | Köln  | 1084831 | …
05314000 | Düren | 93323   | …
"""),
    table("""
AGS      | NAME  | EINW    | longitude | latitude
coded    | words | integer | longitude | latitude
05315000 | Köln  | 1084831 | 6.9583    | 50.9413
05314000 | Düren | 93323   | 6.48      | 50.8
"""),
)
FLAT = table(
    "AGS | NAME | EINW\ncoded | words | integer\n05315000 | Köln | 1084831\n05314000 | Düren | 93323"
)
SPOTS = (
    table("code | name | ?\ncoded | words | ?\n007 | Dom | …\n012 | Zoo | ∅"),
    table("? | code | name | ?\n? | coded | words | ?\n… | 007 | Dom | …\n… | 012 | Zoo | ∅"),
    table("""
code  | name  | longitude | latitude
coded | words | longitude | latitude
007   | Dom   | 6.9583    | 50.9413
012   | Zoo   | ∅         | ∅
"""),
)


def feature(code: str, name: str, place: tuple[float, float] | None) -> dict[str, object]:
    shape = {"type": "Point", "coordinates": list(place)} if place else None
    return {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": shape}


FEATURES = [feature("007", "Dom", PLACES[0]), feature("012", "Zoo", None)]


def shapefile(encoding: str, mark: int, cpg: str | None) -> bytes:
    shp, shx = points(PLACES)
    members: dict[str, bytes | str] = {
        "orte.shp": shp,
        "orte.shx": shx,
        "orte.dbf": dbf(FIELDS, ROWS, mark, encoding),
        "orte.prj": PRJ,
    }
    return zipped(members | ({"orte.cpg": cpg} if cpg else {}))


def kml(*placemarks: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>Orte</name>'
        + "".join(placemarks)
        + "</Folder></Document></kml>"
    )


def placemark(name: str, code: str, x: float, y: float) -> str:
    return (
        f"<Placemark><name>{name}</name><ExtendedData><Data name='code'><value>{code}</value></Data></ExtendedData>"
        f"<Point><coordinates>{x},{y},0</coordinates></Point></Placemark>"
    )


KML = kml(placemark("Dom", "007", *PLACES[0]), placemark("Zoo", "012", *PLACES[1]))
KML_TABLES = (
    table("name | code | ?\nwords | coded | ?\nDom | 007 | …\nZoo | 012 | …"),
    table(
        "? | code | longitude | latitude\nwords | coded | ? | ?\nDom | 007 | 6.9583 | 50.9413\nZoo | 012 | 6.48 | 50.8"
    ),
    table("""
?     | ?     | code  | longitude | latitude | ?
words | words | coded | ?         | ?        | ?
Orte  | Dom   | 007   | 6.9583    | 50.9413  | 0
Orte  | Zoo   | 012   | 6.48      | 50.8     | 0
"""),
    table("? | ? | code | ?\nwords | ? | coded | ?\nDom | ∅ | 007 | …\nZoo | ∅ | 012 | …"),
)

CASES = [
    case(
        "geo-geojson",
        "GeoJSON with codes as strings and one place without a shape.",
        "orte.geojson",
        json.dumps({"type": "FeatureCollection", "features": FEATURES}),
        *SPOTS,
    ),
    case(
        "geo-geojson-named-json",
        "The same under .json: a shape is a shape.",
        "orte.json",
        json.dumps({"features": FEATURES, "type": "FeatureCollection"}),
        *SPOTS,
    ),
    case(
        "geo-geojson-lines",
        "One feature a line, as streaming tools write it.",
        "orte.geojsonl",
        "".join(json.dumps(each) + "\n" for each in FEATURES),
        *SPOTS,
    ),
    case(
        "geo-geojson-empty",
        "A collection with no features: the filter of a map found nothing.",
        "orte.geojson",
        '{"type": "FeatureCollection", "features": []}',
        refused("no feature|empty|no row|nothing|no place|no shape"),
        (),
        table("? | ?\n? | ?"),
    ),
    case(
        "geo-shapefile-1252",
        "A zipped shapefile whose .cpg says 1252: umlauts in the table.",
        "orte.zip",
        shapefile("cp1252", 0, "1252"),
        *SHAPED,
    ),
    case(
        "geo-shapefile-utf8",
        "The same in UTF-8, as newer programs write it.",
        "orte.zip",
        shapefile("utf-8", 0, "UTF-8"),
        *SHAPED,
    ),
    case(
        "geo-shapefile-code-page-mark",
        "No .cpg; only one byte in the dBase header (0x57) says Windows-1252.",
        "orte.zip",
        shapefile("cp1252", 0x57, None),
        *SHAPED,
    ),
    case(
        "geo-shapefile-alone",
        "The .shp without its companions: the table is somewhere else.",
        "orte.shp",
        points(PLACES)[0],
        refused("zip|dbf|companion|beside|files"),
    ),
    case(
        "geo-dbase",
        "A dBase table alone, from the time of DOS (code page 850 by its mark).",
        "ORTE.DBF",
        dbf(FIELDS, ROWS, 0x02, "cp850"),
        FLAT,
        refused("dBase|dbf"),
    ),
    case(
        "geo-kml",
        "KML with the facts in ExtendedData: Google's maps and many cities.",
        "orte.kml",
        KML,
        *KML_TABLES,
    ),
    case(
        "geo-kmz",
        "KMZ: the same in a zip called doc.kml.",
        "orte.kmz",
        zipped({"doc.kml": KML}),
        *KML_TABLES,
    ),
    case(
        "geo-geopackage",
        "A GeoPackage with one layer; codes as text.",
        "orte.gpkg",
        sqlite(
            "PRAGMA application_id = 1196444487",
            "PRAGMA user_version = 10300",
            "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)",
            f"INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, '{PRJ}', '')",
            "CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT, description TEXT, last_change DATETIME NOT NULL DEFAULT '2024-01-01T00:00:00Z', min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER)",
            "INSERT INTO gpkg_contents VALUES ('orte', 'features', 'orte', '', '2024-01-01T00:00:00Z', 6, 50, 7, 51, 4326)",
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL)",
            "INSERT INTO gpkg_geometry_columns VALUES ('orte', 'geom', 'POINT', 4326, 0, 0)",
            "CREATE TABLE orte (fid INTEGER PRIMARY KEY AUTOINCREMENT, geom POINT, code TEXT, name TEXT)",
            f"INSERT INTO orte (geom, code, name) VALUES ({point_blob(*PLACES[0])}, '007', 'Dom'), ({point_blob(*PLACES[1])}, '012', 'Zoo')",
        ),
        table("code | name | ?\ncoded | words | ?\n007 | Dom | …\n012 | Zoo | …"),
        table("? | code | name | ?\n? | coded | words | ?\n1 | 007 | Dom | …\n2 | 012 | Zoo | …"),
        table("""
? | code  | name  | longitude | latitude
? | coded | words | longitude | latitude
1 | 007   | Dom   | 6.9583    | 50.9413
2 | 012   | Zoo   | 6.48      | 50.8
"""),
    ),
    case(
        "geo-topojson",
        "TopoJSON: shapes from shared arcs, numbers to be unfolded.",
        "kreise.topojson",
        json.dumps(
            {
                "type": "Topology",
                "transform": {"scale": [0.001, 0.001], "translate": [6.0, 50.0]},
                "objects": {
                    "kreise": {
                        "type": "GeometryCollection",
                        "geometries": [
                            {
                                "type": "Polygon",
                                "arcs": [[0]],
                                "properties": {"AGS": "05315", "name": "Köln"},
                            }
                        ],
                    }
                },
                "arcs": [[[0, 0], [500, 0], [0, 500], [-500, 0], [0, -500]]],
            }
        ),
        table("AGS | name | ?\ncoded | words | ?\n05315 | Köln | …"),
        table("? | ? | AGS | name | ?\n? | ? | coded | words | ?\n… | ∅ | 05315 | Köln | …"),
    ),
    case(
        "geo-gml",
        "GML from a feature service of a German state.",
        "wfs.gml",
        '<?xml version="1.0"?><wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" numberReturned="1"><wfs:member><ort><name>Dom</name></ort></wfs:member></wfs:FeatureCollection>',
        refused("GML|XML"),
    ),
    case(
        "geo-service-exception",
        "An exception report of a map service under the name of the dataset.",
        "orte.geojson",
        '<?xml version="1.0" encoding="UTF-8"?>\n<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="2.0.0"><ows:Exception exceptionCode="NoApplicableCode"><ows:ExceptionText>Timeout</ows:ExceptionText></ows:Exception></ows:ExceptionReport>',
        refused("XML|error|exception"),
    ),
]
