"""JSON in the shapes portals hand out."""

from __future__ import annotations

import json

from tests.nasty.corpus import case, refused, table

TREES = table("""
id    | species | height
coded | words   | decimal
007   | Oak     | 12.5
008   | Lime    | ∅
012   | Ash     | 9
""")
RECORDS = [
    {"id": "007", "species": "Oak", "height": 12.5},
    {"id": "008", "species": "Lime", "height": None},
    {"id": "012", "species": "Ash", "height": 9},
]
LINES = "".join(json.dumps(record) + "\n" for record in RECORDS)

CASES = [
    case(
        "json-records",
        "A list of records; codes as strings with zeros.",
        "trees.json",
        json.dumps(RECORDS),
        TREES,
    ),
    case(
        "json-lines-named-json", "One record a line, but named .json.", "trees.json", LINES, TREES
    ),
    case(
        "json-bom",
        "A byte order mark before JSON, from Windows servers; the standard forbids it.",
        "trees.json",
        b"\xef\xbb\xbf" + json.dumps(RECORDS, indent=2).encode(),
        TREES,
    ),
    case(
        "json-keys-differ",
        "Keys that are left out when empty, and one that comes late.",
        "calls.json",
        json.dumps(
            [
                {"id": 1, "kind": "noise"},
                {"id": 2},
                {"id": 3, "kind": "waste", "closed": "2024-05-01"},
            ]
        ),
        table("""
id | kind  | closed
?  | words | date
1  | noise | ∅
2  | ∅     | ∅
3  | waste | 2024-05-01
"""),
    ),
    case(
        "json-ckan-answer",
        "The answer of a CKAN data store, saved as a file: rows under result.records.",
        "datastore_search.json",
        json.dumps(
            {
                "help": "https://example.org/help",
                "success": True,
                "result": {
                    "fields": [{"id": "id", "type": "text"}, {"id": "species", "type": "text"}],
                    "records": [{"id": "007", "species": "Oak"}, {"id": "008", "species": "Lime"}],
                    "total": 2,
                },
            }
        ),
        table("id | species\ncoded | words\n007 | Oak\n008 | Lime"),
    ),
    case(
        "json-results-member",
        "Rows under “results” beside a count: Opendatasoft and many others.",
        "records.json",
        json.dumps({"total_count": 3, "results": RECORDS}),
        TREES,
    ),
    case(
        "json-socrata-rows",
        "Socrata's rows.json: names far away under meta.view.columns, rows as bare lists.",
        "rows.json",
        json.dumps(
            {
                "meta": {
                    "view": {
                        "name": "Trees",
                        "columns": [
                            {"name": "id", "dataTypeName": "text"},
                            {"name": "species", "dataTypeName": "text"},
                        ],
                    }
                },
                "data": [["007", "Oak"], ["008", "Lime"]],
            }
        ),
        table("id | species\ncoded | words\n007 | Oak\n008 | Lime"),
    ),
    case(
        "json-census-lists",
        "The US census: a list of lists, the first of them the header, all strings.",
        "acs.json",
        json.dumps(
            [["NAME", "POP", "state"], ["Alabama", "5024279", "01"], ["Alaska", "733391", "02"]]
        ),
        table("""
NAME    | POP     | state
words   | integer | coded
Alabama | 5024279 | 01
Alaska  | 733391  | 02
"""),
    ),
    case(
        "json-arcgis-features",
        "An ArcGIS answer: attributes and geometry a floor deeper, not GeoJSON.",
        "query.json",
        json.dumps(
            {
                "objectIdFieldName": "OBJECTID",
                "geometryType": "esriGeometryPoint",
                "features": [
                    {
                        "attributes": {"OBJECTID": 1, "PLZ": "01067"},
                        "geometry": {"x": 13.73, "y": 51.05},
                    },
                    {
                        "attributes": {"OBJECTID": 2, "PLZ": "01069"},
                        "geometry": {"x": 13.74, "y": 51.04},
                    },
                ],
            }
        ),
        table("OBJECTID | PLZ | ?\n? | coded | ?\n1 | 01067 | …\n2 | 01069 | …"),
        table(
            "OBJECTID | PLZ | ? | ?\n? | coded | ? | ?\n1 | 01067 | 13.73 | 51.05\n2 | 01069 | 13.74 | 51.04"
        ),
        table("? | PLZ\n? | coded\n1 | 01067\n2 | 01069"),
    ),
    case(
        "json-arcgis-error",
        "An error message of a map server under the name of the dataset.",
        "query.json",
        '{"error":{"code":400,"message":"Invalid or missing input parameters.","details":[]}}',
        refused("error|no table|no rows|record"),
    ),
    case(
        "json-columns-of-rows",
        "What pandas writes by default: each column an object of row numbers.",
        "frame.json",
        '{"town":{"0":"Hull","1":"York"},"count":{"0":20,"1":31}}',
        table("town | count\nwords | integer\nHull | 20\nYork | 31"),
        refused("record|row|table"),
    ),
    case(
        "json-nested",
        "An object within each record: address.street and address.zip are wanted, nothing is lost.",
        "sites.json",
        json.dumps(
            [
                {"id": "01", "address": {"street": "Elm", "zip": "02139"}},
                {"id": "02", "address": {"street": "Oak", "zip": "00501"}},
            ]
        ),
        table("id | ? | ?\ncoded | words | coded\n01 | Elm | 02139\n02 | Oak | 00501"),
        table("id | address\ncoded | ?\n01 | …\n02 | …"),
    ),
    case(
        "json-big-numbers",
        "Ids beyond 2^53, which JavaScript rounds.",
        "ids.json",
        '[{"id": 9007199254740993, "town": "Hull"}, {"id": 9007199254740995, "town": "York"}]',
        table("id | town\n? | words\n9007199254740993 | Hull\n9007199254740995 | York"),
    ),
    case(
        "json-nan",
        "NaN and Infinity, which JSON has not, from a Python script.",
        "rain.json",
        '[{"day": "2024-05-01", "rain": 1.5}, {"day": "2024-05-02", "rain": NaN}, {"day": "2024-05-03", "rain": 2.5}]',
        table("day | rain\ndate | decimal\n2024-05-01 | 1.5\n2024-05-02 | ∅\n2024-05-03 | 2.5"),
        refused("NaN|JSON"),
    ),
    case(
        "json-lines-one-broken",
        "One line of a log of records is cut off; the others are good.",
        "log.ndjson",
        '{"id": "01", "kind": "noise"}\n{"id": "02", "kin\n{"id": "03", "kind": "waste"}\n',
        table("id | kind\ncoded | words\n01 | noise\n03 | waste", aside=1),
        refused("line 2|JSON"),
    ),
    case(
        "json-cut",
        "A list of records that ends in the middle: half a dataset is no dataset.",
        "trees.json",
        json.dumps(RECORDS)[:-20],
        refused("JSON|end|cut|complete|broken"),
    ),
    case(
        "json-mixed-types",
        "A count that is a number here and a word there.",
        "counts.json",
        '[{"site": "A", "count": 12}, {"site": "B", "count": "n/a"}, {"site": "C", "count": "7"}]',
        table(
            "site | count\nwords | integer\nA | 12\nB | ∅\nC | 7",
            missing=(("count", "n/a"),),
        ),
    ),
]
