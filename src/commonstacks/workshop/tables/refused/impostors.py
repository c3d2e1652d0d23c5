"""Text that is no table: programs, mails, calendars, answers of servers, told by its begin."""

from __future__ import annotations

import re

from commonstacks.kit.errors import Refusal, phrase

_OUTPUT = phrase("Open its address in a browser, and save what it gives: the table.")
_EXPORT = phrase("Export the table as CSV and add that.")
_LOOK = phrase("Look for the table itself at the publisher.")
_OTHER = phrase("Look for a CSV of the same table.")
_AGAIN = phrase("Fetch it again, or ask the publisher for JSON that follows the standard.")
_MAIL = (
    r"(?:Received|Return-Path|Delivered-To|MIME-Version|Message-ID|From|To|Subject|Date"
    r"|X-[\w-]+|Content-Type|DKIM-Signature|Reply-To|Snapshot-Content-Location): "
)
_BLOCK_COMMENT = r"(?>/\*.*?\*/)"
_KNOWN = (
    (
        r"\s*+<\?(?:php\b|=)",
        phrase("a program (PHP source), not the table that it writes"),
        _OUTPUT,
    ),
    (r"\s*+<%", phrase("a program (source of a web page, ASP or JSP), not a table"), _OUTPUT),
    (r"#!\s?/", phrase("a program (a script), not a table"), _OUTPUT),
    (
        (
            rf"(?:\s*+(?://[^\n]*+\n|{_BLOCK_COMMENT}))*+\s*+(?:[\"']use strict[\"']"
            r"|function\s+\w+\s*\(|(?:var|let|const)\s+[\w$]+\s*=|!?\(function\s*\("
            r"|(?:window|document)\.[\w.]+\s*[=(]"
            r"|import\s+(?:[\w$]+|\{[^}]*\}|\*\s+as\s+\w+)\s+from\s+['\"])"
        ),
        phrase("a program (JavaScript source), not a table"),
        _OUTPUT,
    ),
    (
        (
            r"(?:\s*+(?:#[^\n,;\t]*+\n|\"\"\".*?\"\"\"))*+\s*+"
            r"(?:import [\w.]+(?: as \w+)?\s*\n|from [\w.]+ import [^\n]+\n)"
            r"\s*(?:import |from \w|def |class |#|@|[\w.]+ ?= ?|[\w.]+\()"
        ),
        phrase("a program (Python source), not a table"),
        _OUTPUT,
    ),
    (
        rf"\s*+(?:{_BLOCK_COMMENT}\s*+)?[\w$.]++\(\s*+[\[{{]",
        phrase("JSON inside a call of a program (JSONP), not plain JSON"),
        phrase("Ask the same address without its “callback”."),
    ),
    (
        (
            rf"(?:\s*+(?:--[^\n]*+\n|{_BLOCK_COMMENT};?))*+\s*+(?:SET (?:NAMES\b|\w+\s*=)"
            r"|CREATE (?:TABLE|DATABASE|SCHEMA)\b|INSERT INTO\b|DROP TABLE\b|PRAGMA \w+ *="
            r"|BEGIN TRANSACTION;|USE `)"
        ),
        phrase("a dump of a database (SQL), not a table"),
        _EXPORT,
    ),
    (
        r"HTTP/[\d.]+ \d{3}[^\n]*\n[\w-]+: ",
        phrase("an answer of a web server with its header lines, not a table"),
        phrase("Fetch it again without the header lines (curl: without -i)."),
    ),
    (r"BEGIN:VCALENDAR\b", phrase("a calendar (iCalendar), not a table"), _OTHER),
    (r"BEGIN:VCARD\b", phrase("an address book (vCard), not a table"), _OTHER),
    (
        (
            r"(?=(?:[^\n]*\n){0,30}?(?:Received|Return-Path|MIME-Version|Message-ID): )"
            rf"(?:{_MAIL}[^\n]*\n(?:[ \t][^\n]*\n)*){{3}}"
        ),
        phrase("a mail or a saved web page (MIME), not a table"),
        phrase("Open it, and save the table that is in it or attached to it."),
    ),
    (
        r"(?:\s*+#[^\n]*+\n)*+\s*+@?(?:prefix|PREFIX)\s+[\w-]*:\s*<",
        phrase("linked data (Turtle, RDF), not a table"),
        _OTHER,
    ),
    (
        r"(?:<[^>\s]+>|_:\w+) <[^>\s]+> [^\n]+ \.\r?\n",
        phrase("linked data (N-Triples, RDF), not a table"),
        _OTHER,
    ),
    (
        r"%YAML |---\r?\n(?:- )?[\w\"'-]+:[ \r\n]",
        phrase("a list of settings (YAML), not a table"),
        _OTHER,
    ),
    (
        rf"\s*+(?:[\[{{]\s*+)?(?:(?://[^\n]*+\n|{_BLOCK_COMMENT})\s*+)++[\[{{\"]",
        phrase("JSON with comments, which JSON does not allow"),
        _AGAIN,
    ),
    (
        r"\s*+(?:\[\s*+)?\{\s*+'[^'\n]*'\s*:",
        phrase("a value of a Python program, and no JSON: its quotes are single"),
        _AGAIN,
    ),
    (r"\[InternetShortcut\]", phrase("a link to a web page (a shortcut), not a table"), _LOOK),
    (
        r"data:[\w.+-]+/[\w.+-]+[;,]",
        phrase("an address that holds a file in itself (data:)"),
        _LOOK,
    ),
    (r"-----BEGIN [A-Z0-9 ]+-----", phrase("encrypted or signed (PEM, PGP), not a table"), _LOOK),
    (
        r"(?:GEOGCS|PROJCS|GEOGCRS|PROJCRS)\[\"",
        phrase("the coordinate system of a shapefile (prj), not a table"),
        phrase("Add the zip archive with all parts of the shapefile."),
    ),
    (
        r"!table\r?\n!version",
        phrase("a part of a MapInfo map"),
        phrase("Save it as GeoPackage, and add that."),
    ),
    (r"\\documentclass|\\begin\{", phrase("a text document (LaTeX), not a table"), _OTHER),
    (
        r"d\d+:announce",
        phrase("a torrent: it says where a file is"),
        phrase("Fetch the file itself."),
    ),
    (
        r"\s*+(?i:null|undefined|none|nan|nil|true|false)\s*+\Z",
        phrase("a single word of a program, and holds no table"),
        phrase("Fetch it again, or ask the publisher; the last version stays."),
    ),
    (
        r"(?=[^\n]*\\n)\s*+\"(?:[^\"\\\n]|\\.)*+\"\s*+\Z",
        phrase("a table that was written as one JSON text"),
        phrase("Ask the publisher for the CSV as it is."),
    ),
)
_FORMS = tuple((re.compile(form, re.DOTALL), what, hint) for form, what, hint in _KNOWN)
_HEAD = 8192


def refuse(head: bytes) -> None:
    """Takes the first kilobytes of a text in UTF-8; refuses what is no table, by its name."""
    text = head[:_HEAD].decode("utf-8", "replace")
    for form, what, hint in _FORMS:
        if form.match(text):
            raise Refusal("The file is {what}.", hint, what=what)
