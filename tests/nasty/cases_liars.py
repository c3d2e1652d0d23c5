"""Files that are not what their name says."""

from __future__ import annotations

import openpyxl

from tests.nasty.corpus import case, refused, table
from tests.nasty.making import gzipped, xlsx, zipped

CODES_CSV = "code,name\n001,Hull\n002,York\n003,Leeds\n"
CODES = table("code | name\ncoded | words\n001 | Hull\n002 | York\n003 | Leeds")
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"
SPREADSHEET_XML = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Worksheet ss:Name="A"><Table><Row><Cell><Data ss:Type="String">code</Data></Cell><Cell><Data ss:Type="String">name</Data></Cell></Row>'
    '<Row><Cell><Data ss:Type="String">001</Data></Cell><Cell><Data ss:Type="String">Hull</Data></Cell></Row></Table></Worksheet></Workbook>'
)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (("code", "name"), ("001", "Hull"), ("002", "York"), ("003", "Leeds")):
        book.active.append(row)
    return xlsx(book)


CASES = [
    case(
        "liar-error-page",
        "The portal's “not found” page, saved as the dataset.",
        "trees.csv",
        "<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>",
        refused("web page|HTML"),
    ),
    case(
        "liar-login-page",
        "A sign-in page without a doctype, blank lines first.",
        "trees.csv",
        "\n\n  <html lang='en'>\n<body><form action='/login'><input name='user'></form></body></html>",
        refused("web page|HTML"),
    ),
    case(
        "liar-lfs-pointer",
        "A Git LFS pointer instead of the file it points to.",
        "boundaries.csv",
        POINTER,
        refused("pointer|LFS"),
    ),
    case(
        "liar-lfs-pointer-zip",
        "A Git LFS pointer under the name of a zip.",
        "boundaries.zip",
        POINTER,
        refused("pointer|LFS"),
    ),
    case("liar-empty", "A file of 0 bytes.", "results.csv", b"", refused("empty")),
    case(
        "liar-blank",
        "A file of blanks and line ends only.",
        "results.csv",
        "\r\n  \r\n\t\r\n",
        refused("empty|blank|nothing"),
    ),
    case(
        "liar-bom-only",
        "A byte order mark and nothing else.",
        "results.csv",
        b"\xef\xbb\xbf",
        refused("empty|blank|nothing"),
    ),
    case(
        "liar-zeros",
        "Four kilobytes of NUL: a disk was full.",
        "results.csv",
        bytes(4096),
        refused("empty|zero|NUL|null|nothing|text|kind"),
    ),
    case("liar-workbook-as-csv", "A workbook named .csv.", "codes.csv", workbook(), CODES),
    case(
        "liar-csv-as-xls",
        "A CSV named .xls, so that Excel opens it.",
        "codes.xls",
        CODES_CSV,
        CODES,
    ),
    case("liar-csv-as-json", "A CSV named .json.", "codes.json", CODES_CSV, CODES),
    case(
        "liar-json-as-csv",
        "Records in JSON named .csv.",
        "codes.csv",
        '[{"code":"001","name":"Hull"},{"code":"002","name":"York"},{"code":"003","name":"Leeds"}]',
        CODES,
    ),
    case(
        "liar-gz-as-csv",
        "A gzipped CSV whose .gz the server has taken off.",
        "codes.csv",
        gzipped(CODES_CSV.encode()),
        CODES,
    ),
    case(
        "liar-zip-as-csv", "A zip named .csv.", "codes.csv", zipped({"codes.csv": CODES_CSV}), CODES
    ),
    case(
        "liar-tabs-as-xls",
        "Tabs and UTF-16 named .xls, the report generator's Excel.",
        "codes.xls",
        b"\xff\xfe" + CODES_CSV.replace(",", "\t").encode("utf-16-le"),
        CODES,
    ),
    case(
        "liar-pdf",
        "A PDF named .csv.",
        "report.csv",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
        refused("PDF"),
    ),
    case(
        "liar-picture",
        "A scanned table: a PNG named .xlsx.",
        "table.xlsx",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(60),
        refused("picture|image|PNG"),
    ),
    case(
        "liar-word",
        "A Word document named .csv: it is a zip too.",
        "table.csv",
        zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"}),
        refused("Word|document|word processor"),
    ),
    case(
        "liar-slides",
        "Slides named .xlsx.",
        "table.xlsx",
        zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p:presentation/>"}),
        refused("presentation|slides|PowerPoint"),
    ),
    case(
        "liar-feed",
        "An Atom feed named .csv.",
        "news.csv",
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>',
        refused("XML|feed"),
    ),
    case(
        "liar-access-denied",
        "A storage service's refusal in XML, saved as the dataset.",
        "rides.csv",
        '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
        refused("XML|error|denied"),
    ),
    case(
        "liar-json-error-as-csv",
        "An interface's error message in JSON under the name .csv.",
        "rides.csv",
        '{"success": false, "error": {"message": "Not found", "__type": "Not Found Error"}}',
        refused("error|no table|no rows|record|JSON"),
    ),
    case(
        "liar-cut-workbook",
        "A workbook whose download broke off.",
        "codes.xlsx",
        workbook()[:1500],
        refused("damaged|broken|complete|cut|zip|workbook|archive"),
    ),
    case(
        "liar-spreadsheet-xml",
        "A spreadsheet in XML of 2003 named .xls, from old report servers.",
        "codes.xls",
        SPREADSHEET_XML,
        table("code | name\ncoded | words\n001 | Hull"),
        refused("XML|2003"),
    ),
    case(
        "liar-script",
        "A program instead of its output: PHP source named .csv.",
        "export.php.csv",
        "<?php\nheader('Content-Type: text/csv');\necho $rows;\n?>\n",
        refused("PHP|program|script|source|code|table|web"),
    ),
]
