"""Reading what others wrote: any value may be of any type, of any size, and name a person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from commonstacks.kit import text
from commonstacks.kit.errors import Refusal

HARVESTED = 200_000  # bytes of metadata kept beside a version
LONGEST_TEXT = 10_000
WEB = re.compile(r"https?://", re.IGNORECASE)
MAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
NO_MAIL = "[e-mail address left out]"
PERSONAL = re.compile(
    r"mail|phone|telefon|\bfax|author(?!i)|autor(?!i)|maintainer|contact|kontakt|creator_user",
    re.IGNORECASE,
)
SHORTER = ((2_000, 400), (500, 100), (100, 20), (40, 4))


def parsed(content: bytes) -> Any:
    """The JSON (RFC 8259) in ``content``. Refuses pages, other formats and endless nesting."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise Refusal("It answered with a web page instead of JSON.", WRONG_PLACE)
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refusal("It answered with something that is no JSON.", WRONG_PLACE) from error


WRONG_PLACE = "Look in a browser whether this is the address of a portal or of a Data Package."


def words(value: Any, *, longest: int = 300) -> str:
    """One line of text; of several languages English, else the first. Empty for anything else."""
    if isinstance(value, Mapping):
        value = value.get("en") or next((each for each in value.values() if each), "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(text.sound(str(value)).split())[:longest].strip()


def prose(value: Any) -> str:
    """A description with its line breaks, up to 10,000 signs, without e-mail addresses."""
    if isinstance(value, Mapping):
        value = value.get("en") or next((each for each in value.values() if each), "")
    said = text.sound(value).strip() if isinstance(value, str) else ""
    return MAIL.sub(NO_MAIL, said[:LONGEST_TEXT])


def web(value: Any) -> str:
    """An http or https address as it stands there, else nothing."""
    said = value.strip() if isinstance(value, str) else ""
    return said if WEB.match(said) else ""


def day(value: Any) -> str:
    """The ISO 8601 date of ``"2020-06-09 15:35:57.50639"`` or ``"2020-06-09T…Z"``, else nothing."""
    found = re.match(r"\d{4}-\d{2}-\d{2}", value.strip()) if isinstance(value, str) else None
    try:
        return date.fromisoformat(found[0]).isoformat() if found else ""
    except ValueError:
        return ""


def moment(value: Any) -> datetime | None:
    """The point in time a portal names; without a zone it is UTC. None where it cannot be read."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def size(value: Any) -> int:
    """A number of bytes; 0 where there is none."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 16:
        value = int(value)
    return value if isinstance(value, int) and 0 <= value < 1 << 50 else 0


def records(value: Any) -> Iterator[dict[str, Any]]:
    """The JSON objects in a list; whatever else stands there is passed over."""
    yield from (
        each for each in (value if isinstance(value, list) else ()) if isinstance(each, dict)
    )


def harvested(record: Mapping[str, Any]) -> str:
    """The metadata as JSON text of at most 200 kB, without names and addresses of contact persons.

    What is too long is shortened until it fits; the text always stays whole JSON.
    """
    try:
        kept = impersonal(record)
        return fitting(kept)
    except RecursionError:
        return '{"left out":"nested too deeply"}'


def fitting(kept: Any) -> str:
    written = dump(kept)
    for longest, most in SHORTER:
        if len(written.encode()) <= HARVESTED:
            return written
        written = dump(shortened(kept, longest, most))
    return written if len(written.encode()) <= HARVESTED else '{"left out":"far too long"}'


def dump(value: Any) -> str:
    return MAIL.sub(NO_MAIL, text.sound(json.dumps(value, ensure_ascii=False, sort_keys=True)))


def impersonal(value: Any) -> Any:
    """Without everything whose name says that it is about a contact person."""
    if isinstance(value, list):
        return [impersonal(each) for each in value if not is_personal_pair(each)]
    if isinstance(value, Mapping):
        return {k: impersonal(each) for k, each in value.items() if not PERSONAL.search(k)}
    return value


def is_personal_pair(value: Any) -> bool:
    """Whether it is one of CKAN's extras, ``{"key": "contact_name", "value": …}``."""
    key = value.get("key") if isinstance(value, Mapping) else None
    return isinstance(key, str) and PERSONAL.search(key) is not None


def shortened(value: Any, longest: int, most: int) -> Any:
    if isinstance(value, str):
        return value if len(value) <= longest else value[:longest] + " …"
    if isinstance(value, list):
        return [shortened(each, longest, most) for each in value[:most]]
    if isinstance(value, Mapping):
        pairs = list(value.items())[:most]
        return {k[:longest]: shortened(each, longest, most) for k, each in pairs}
    return value
