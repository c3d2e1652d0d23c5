"""Files that are no text, told by their first bytes: what they are, and what to do with them."""

from __future__ import annotations

import re

from commonstacks.kit.errors import Refusal, phrase

_UNPACK = phrase("Unpack it and add the table inside.")
_LOOK = phrase("Look for the table itself at the publisher.")
_SAVE = phrase("Save the table in it as CSV or as a workbook and add that.")
_EXPORT = phrase("Export the table as CSV and add that.")
_WHOLE = phrase("Add it as it is, not packed or renamed.")
_KNOWN = (
    (
        b"%PDF-",
        phrase("a PDF document"),
        phrase("Ask the publisher for the table behind it (CSV or Excel)."),
    ),
    (b"{\\rtf", phrase("a text document (RTF)"), _SAVE),
    (
        b"%!PS",
        phrase("a PostScript document"),
        phrase("Ask the publisher for the table behind it."),
    ),
    (b"AT&TFORM", phrase("a DjVu document"), phrase("Ask the publisher for the table behind it.")),
    (b"PAR1", phrase("a Parquet file"), _WHOLE),
    (
        b"PARE",
        phrase("a Parquet file with a password"),
        phrase("Ask the publisher for one without."),
    ),
    (
        b"FEA1",
        phrase("an old Feather file (version 1)"),
        phrase("Save it again as Feather version 2 or Parquet."),
    ),
    (b"ARROW1", phrase("an Arrow file"), _WHOLE),
    (
        b"\xd0\xcf\x11\xe0",
        phrase("an old Excel workbook (xls)"),
        phrase("Save the sheet as CSV and add that."),
    ),
    (b"SQLite format 3\x00", phrase("an SQLite database"), _EXPORT),
    (b"PGDMP", phrase("a dump of a PostgreSQL database"), _EXPORT),
    (
        b"\x00\x01\x00\x00Standard ",
        phrase("an Access database"),
        phrase("Export its tables as CSV and add those."),
    ),
    (b"\x89HDF\r\n\x1a\n", phrase("an HDF5 file"), _EXPORT),
    (b"CDF\x01", phrase("a NetCDF grid"), _EXPORT),
    (b"CDF\x02", phrase("a NetCDF grid"), _EXPORT),
    (b"CDF\x05", phrase("a NetCDF grid"), _EXPORT),
    (b"GRIB", phrase("a GRIB grid of the weather"), _EXPORT),
    (b"$FL2@(#)", phrase("an SPSS file"), _EXPORT),
    (b"$FL3@(#)", phrase("an SPSS file"), _EXPORT),
    (b"<stata_dta>", phrase("a Stata file"), _EXPORT),
    (b"HEADER RECORD*******LIB", phrase("a SAS transport file (XPORT)"), _EXPORT),
    (b"**COMPRESSED** ", phrase("a SAS transport file (CPORT)"), _EXPORT),
    (b"MATLAB 5.0 MAT-file", phrase("a MATLAB file"), _EXPORT),
    (b"\x93NUMPY", phrase("a NumPy file"), _EXPORT),
    (b"RDX2\n", phrase("a file of the R program"), _EXPORT),
    (b"RDX3\n", phrase("a file of the R program"), _EXPORT),
    (b"RDA2\n", phrase("a file of the R program"), _EXPORT),
    (b"RDA3\n", phrase("a file of the R program"), _EXPORT),
    (b"X\n\x00\x00\x00\x02\x00", phrase("a file of the R program (RDS)"), _EXPORT),
    (b"X\n\x00\x00\x00\x03\x00", phrase("a file of the R program (RDS)"), _EXPORT),
    (
        b"fgb\x03fgb",
        phrase("a FlatGeobuf map"),
        phrase("Save it as GeoPackage or GeoJSON and add that."),
    ),
    (b"LASF", phrase("a cloud of points (LAS)"), _LOOK),
    (b"Obj\x01", phrase("an Avro file"), _EXPORT),
    (b"ORC", phrase("an ORC file"), phrase("Export the table as CSV or Parquet and add that.")),
    (b"\x89PNG", phrase("a picture (PNG)"), _LOOK),
    (b"\xff\xd8\xff", phrase("a picture (JPEG)"), _LOOK),
    (b"GIF87a", phrase("a picture (GIF)"), _LOOK),
    (b"GIF89a", phrase("a picture (GIF)"), _LOOK),
    (b"II*\x00", phrase("a picture (TIFF)"), _LOOK),
    (b"MM\x00*", phrase("a picture (TIFF)"), _LOOK),
    (b"ID3", phrase("a sound (MP3)"), _LOOK),
    (b"OggS", phrase("a sound (Ogg)"), _LOOK),
    (b"\x7fELF", phrase("a program"), _LOOK),
    (b"MZ", phrase("a program (Windows)"), _LOOK),
    (b"L\x00\x00\x00\x01\x14\x02\x00", phrase("a link of Windows to another file"), _LOOK),
    (
        b"\x00\x05\x16\x07",
        phrase("a note of macOS about a file"),
        phrase("Add the file without “._”."),
    ),
    (b"\x00\x00\x00\x01Bud1", phrase("a note of macOS about a folder"), _LOOK),
    (
        b"\x00\x00\x27\x0a",
        phrase("a part of a shapefile"),
        phrase("Add the zip archive with all its parts."),
    ),
    (b"BZh", phrase("a bzip2 archive"), _UNPACK),
    (b"\xfd7zXZ\x00", phrase("an xz archive"), _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", phrase("a 7-Zip archive"), _UNPACK),
    (b"Rar!", phrase("a RAR archive"), _UNPACK),
    (b"MSCF\x00", phrase("a cabinet archive (CAB)"), _UNPACK),
    (b"\x1f\x9d", phrase("a compress archive (Z)"), _UNPACK),
    (b"\x28\xb5\x2f\xfd", phrase("a Zstandard archive"), _UNPACK),
)
_WITHIN = (
    (8, b"DUCK", phrase("a DuckDB database"), _EXPORT),
    (12, bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011"), phrase("a SAS file"), _EXPORT),
    (456, b"SPSSPORT", phrase("an SPSS file (portable)"), _EXPORT),
    (257, b"ustar", phrase("a tar archive"), _UNPACK),
    (4, b"\x0a\x09OSMHeader", phrase("a part of OpenStreetMap (PBF)"), _LOOK),
    (4, b"ftyp", phrase("a film or a picture (MP4, HEIC)"), _LOOK),
    (8, b"WEBP", phrase("a picture (WebP)"), _LOOK),
)
_PATTERNS = (
    (rb"[\x6c-\x73][\x01\x02]\x01[\x00\x01]", phrase("a Stata file"), _EXPORT),
    (rb"A\n[23]\n\d{6}\n(?:131840|197888)\n", phrase("a file of the R program (RDS)"), _EXPORT),
    (rb"\x80[\x02-\x05](?:\x95.{7}\x00|[c}\]])", phrase("a pickle of the Python program"), _EXPORT),
)
_LETTERS = frozenset(
    {b"PAR1", b"PARE", b"FEA1", b"ARROW1", b"ORC", b"BZh", b"Rar!", b"PGDMP", b"GRIB", b"LASF"}
    | {b"ID3", b"OggS", b"MZ", b"MATLAB 5.0 MAT-file", b"AT&TFORM", b"DUCK", b"ftyp", b"WEBP"}
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def begins(head: bytes, magic: bytes, at: int = 0) -> bool:
    """Whether these bytes stand there; where they are letters, a table may have them too."""
    return head.startswith(magic, at) and (magic not in _LETTERS or bool(_CONTROL.search(head)))


def refuse(head: bytes) -> None:
    """Takes the first kilobytes of a file; refuses what programs alone can read, by its name."""
    if head.startswith(b"PK\x03\x04"):
        raise Refusal("The file is a zip archive, not a text table.", _UNPACK)
    known = next(((what, hint) for magic, what, hint in _KNOWN if begins(head, magic)), None)
    known = known or next(
        ((what, hint) for at, magic, what, hint in _WITHIN if begins(head, magic, at)), None
    )
    known = known or next(
        ((what, hint) for form, what, hint in _PATTERNS if re.match(form, head, re.DOTALL)), None
    )
    if known:
        raise Refusal("The file is {what}, not a text table.", known[1], what=known[0])
