"""Files that are no text, told by their first bytes: what they are, and what to do with them."""

from __future__ import annotations

import re

from commonstacks.kit.errors import Refusal

_UNPACK = "Unpack it and add the table inside."
_LOOK = "Look for the table itself at the publisher."
_SAVE = "Save the table in it as CSV or as a workbook and add that."
_EXPORT = "Export the table as CSV and add that."
_WHOLE = "Add it as it is, not packed or renamed."
_KNOWN = (
    (b"%PDF-", "a PDF document", "Ask the publisher for the table behind it (CSV or Excel)."),
    (b"{\\rtf", "a text document (RTF)", _SAVE),
    (b"%!PS", "a PostScript document", "Ask the publisher for the table behind it."),
    (b"AT&TFORM", "a DjVu document", "Ask the publisher for the table behind it."),
    (b"PAR1", "a Parquet file", _WHOLE),
    (b"PARE", "a Parquet file with a password", "Ask the publisher for one without."),
    (b"FEA1", "an old Feather file (version 1)", "Save it again as Feather version 2 or Parquet."),
    (b"ARROW1", "an Arrow file", _WHOLE),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (xls)", "Save the sheet as CSV and add that."),
    (b"SQLite format 3\x00", "an SQLite database", _EXPORT),
    (b"PGDMP", "a dump of a PostgreSQL database", _EXPORT),
    (b"\x00\x01\x00\x00Standard ", "an Access database", "Export its tables as CSV and add those."),
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file", _EXPORT),
    (b"CDF\x01", "a NetCDF grid", _EXPORT),
    (b"CDF\x02", "a NetCDF grid", _EXPORT),
    (b"CDF\x05", "a NetCDF grid", _EXPORT),
    (b"GRIB", "a GRIB grid of the weather", _EXPORT),
    (b"$FL2@(#)", "an SPSS file", _EXPORT),
    (b"$FL3@(#)", "an SPSS file", _EXPORT),
    (b"<stata_dta>", "a Stata file", _EXPORT),
    (b"HEADER RECORD*******LIB", "a SAS transport file (XPORT)", _EXPORT),
    (b"**COMPRESSED** ", "a SAS transport file (CPORT)", _EXPORT),
    (b"MATLAB 5.0 MAT-file", "a MATLAB file", _EXPORT),
    (b"\x93NUMPY", "a NumPy file", _EXPORT),
    (b"RDX2\n", "a file of the R program", _EXPORT),
    (b"RDX3\n", "a file of the R program", _EXPORT),
    (b"RDA2\n", "a file of the R program", _EXPORT),
    (b"RDA3\n", "a file of the R program", _EXPORT),
    (b"X\n\x00\x00\x00\x02\x00", "a file of the R program (RDS)", _EXPORT),
    (b"X\n\x00\x00\x00\x03\x00", "a file of the R program (RDS)", _EXPORT),
    (b"fgb\x03fgb", "a FlatGeobuf map", "Save it as GeoPackage or GeoJSON and add that."),
    (b"LASF", "a cloud of points (LAS)", _LOOK),
    (b"Obj\x01", "an Avro file", _EXPORT),
    (b"ORC", "an ORC file", "Export the table as CSV or Parquet and add that."),
    (b"\x89PNG", "a picture (PNG)", _LOOK),
    (b"\xff\xd8\xff", "a picture (JPEG)", _LOOK),
    (b"GIF87a", "a picture (GIF)", _LOOK),
    (b"GIF89a", "a picture (GIF)", _LOOK),
    (b"II*\x00", "a picture (TIFF)", _LOOK),
    (b"MM\x00*", "a picture (TIFF)", _LOOK),
    (b"ID3", "a sound (MP3)", _LOOK),
    (b"OggS", "a sound (Ogg)", _LOOK),
    (b"\x7fELF", "a program", _LOOK),
    (b"MZ", "a program (Windows)", _LOOK),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "a link of Windows to another file", _LOOK),
    (b"\x00\x05\x16\x07", "a note of macOS about a file", "Add the file without “._”."),
    (b"\x00\x00\x00\x01Bud1", "a note of macOS about a folder", _LOOK),
    (b"\x00\x00\x27\x0a", "a part of a shapefile", "Add the zip archive with all its parts."),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"MSCF\x00", "a cabinet archive (CAB)", _UNPACK),
    (b"\x1f\x9d", "a compress archive (Z)", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
)
_WITHIN = (
    (8, b"DUCK", "a DuckDB database", _EXPORT),
    (12, bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011"), "a SAS file", _EXPORT),
    (456, b"SPSSPORT", "an SPSS file (portable)", _EXPORT),
    (257, b"ustar", "a tar archive", _UNPACK),
    (4, b"\x0a\x09OSMHeader", "a part of OpenStreetMap (PBF)", _LOOK),
    (4, b"ftyp", "a film or a picture (MP4, HEIC)", _LOOK),
    (8, b"WEBP", "a picture (WebP)", _LOOK),
)
_PATTERNS = (
    (rb"[\x6c-\x73][\x01\x02]\x01[\x00\x01]", "a Stata file", _EXPORT),
    (rb"A\n[23]\n\d{6}\n(?:131840|197888)\n", "a file of the R program (RDS)", _EXPORT),
    (rb"\x80[\x02-\x05](?:\x95.{7}\x00|[c}\]])", "a pickle of the Python program", _EXPORT),
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
        raise Refusal(f"The file is {known[0]}, not a text table.", known[1])
