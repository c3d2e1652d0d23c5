"""Places in tables: coordinates and names."""

from __future__ import annotations

from tests.nasty.corpus import case, table

CASES = [
    case(
        "place-lon-lat",
        "Longitude and latitude with decimal commas.",
        "baeder.csv",
        "Bad;Längengrad;Breitengrad\nAgrippabad;6,9571;50,9325\nZollstock;6,9401;50,9066\nHöhenberg;7,0385;50,9433\n",
        table("""
Bad        | Längengrad        | Breitengrad
words      | longitude/decimal | latitude/decimal
Agrippabad | 6.9571            | 50.9325
Zollstock  | 6.9401            | 50.9066
Höhenberg  | 7.0385            | 50.9433
"""),
    ),
    case(
        "place-pair-in-a-cell",
        "Latitude and longitude in one cell in parentheses: the older US portals.",
        "crimes.csv",
        'id,Location\n1,"(41.8842, -87.6324)"\n2,"(41.7508, -87.6056)"\n3,\n',
        table("""
id | Location
?  | coordinates
1  | (41.8842, -87.6324)
2  | (41.7508, -87.6056)
3  | ∅
"""),
    ),
    case(
        "place-wkt",
        "Points as well-known text in a column.",
        "points.csv",
        "name,the_geom\nDom,POINT (6.9583 50.9413)\nZoo,POINT (6.9731 50.9582)\n",
        table("""
name  | the_geom
words | ?
Dom   | …
Zoo   | …
"""),
    ),
    case(
        "place-degrees-minutes",
        "Degrees, minutes and seconds with their signs.",
        "brunnen.csv",
        "Brunnen;Lage\nA;50°56'29\"N 6°57'30\"O\nB;50°55'01\"N 6°56'12\"O\n",
        table("""
Brunnen | Lage
words   | words
A       | 50°56'29"N 6°57'30"O
B       | 50°55'01"N 6°56'12"O
"""),
    ),
    case(
        "place-ruined-by-excel",
        "A German Excel has put points for thousands into longitudes: they are lost, but stay visible.",
        "standorte.csv",
        "Standort;Länge;Breite\nA;6.957.123;50.941.278\nB;6.940.155;50.906.631\nC;7.038.547;50.943.312\n",
        table(
            """
Standort | Länge     | Breite
words    | words     | words
A        | 6.957.123 | 50.941.278
B        | 6.940.155 | 50.906.631
C        | 7.038.547 | 50.943.312
""",
            words=("ambiguous|could|coordinate|longitude|thousand",),
        ),
        table(
            """
Standort | Länge   | Breite
words    | number  | number
A        | 6957123 | 50941278
B        | 6940155 | 50906631
C        | 7038547 | 50943312
""",
            words=("ambiguous|could|coordinate|longitude|thousand",),
        ),
    ),
    case(
        "place-utm",
        "Metres of the UTM grid, with the zone in front of the easting.",
        "kanal.csv",
        "Schacht;Rechtswert;Hochwert\nS1;32356120,25;5645310,5\nS2;32356188,75;5645298,0\n",
        table("""
Schacht | Rechtswert  | Hochwert
words   | decimal     | decimal
S1      | 32356120.25 | 5645310.5
S2      | 32356188.75 | 5645298
"""),
    ),
    case(
        "place-shape-in-a-cell",
        "GeoJSON with all its quotes doubled inside a CSV cell: Canadian cities' exports.",
        "parks.csv",
        '_id,park,geometry\n1,North,"{""type"": ""Point"", ""coordinates"": [-79.38, 43.65]}"\n2,South,"{""type"": ""Point"", ""coordinates"": [-79.41, 43.70]}"\n',
        table("""
_id | park  | geometry
?   | words | ?
1   | North | …
2   | South | …
"""),
    ),
    case(
        "place-name-is-a-number",
        "A district named 8 Mile and one named 1.: names, not numbers.",
        "districts.csv",
        "district,people\n1.,16000\n2.,105000\n8 Mile,3000\n10.,210000\n",
        table("""
district | people
words    | integer
1.       | 16000
2.       | 105000
8 Mile   | 3000
10.      | 210000
"""),
    ),
    case(
        "place-ordinal-districts",
        "Vienna's districts are 1., 2. and 3.: the point is part of the name.",
        "bezirke.csv",
        "Bezirk;Einwohner\n1.;16620\n2.;108269\n3.;98398\n",
        table("Bezirk | Einwohner\nwords | integer\n1. | 16620\n2. | 108269\n3. | 98398"),
        table("Bezirk | Einwohner\ninteger | integer\n1 | 16620\n2 | 108269\n3 | 98398"),
    ),
]
