"""What is this address? A portal, one dataset of it, a Data Package, or a plain file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote

from commonstacks.kit import urls
from commonstacks.kit.errors import Refusal, Stopped
from commonstacks.workshop.portals.answers import NotReached
from commonstacks.workshop.portals.ckan import Ckan
from commonstacks.workshop.portals.guest import Guest

DESCRIPTOR = "datapackage.json"
API = re.compile(r"(?P<root>.*?)/api(/[123])?(/action(/(?P<action>\w*))?)?/?")
DATASET = re.compile(r"(?P<root>.*?)/dataset/(?P<name>[^/]+)(/resource/[^/]+)?/?")
LIST = re.compile(r"(?P<root>.*?)/dataset/?")
FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,9}$")
LANGUAGE = re.compile(r"/[a-z]{2}([_-][A-Za-z]{2})?$")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What an address is, and what made us think so.

    ``kind`` is "ckan", "ckan dataset", "datapackage" or "plain"; ``address`` the portal's root or
    the descriptor's address or path; ``name`` that of the one dataset; ``count`` how many datasets
    the portal says it has, 0 where it does not say; ``sentence`` says it to a person.
    """

    kind: str
    address: str
    sentence: str
    name: str = ""
    count: int = 0


def recognise(where: str, guest: Guest) -> Recognised:
    """Takes a web address or a path; asks a server only where the spelling leaves a choice.

    Refuses addresses that may not be visited. An address that looks like a portal and does not
    answer like one is called a plain file, with a sentence that says so.
    """
    if "://" not in where:
        return by_path(Path(where).expanduser().absolute())
    parts = urls.split(where.strip())
    if unquote(parts.path).endswith(f"/{DESCRIPTOR}"):
        return Recognised("datapackage", where.strip(), "This is a Data Package.")
    return portal(parts, guest) or Recognised("plain", where.strip(), "This is a single file.")


def by_path(path: Path) -> Recognised:
    inside = path / DESCRIPTOR
    if path.name == DESCRIPTOR or inside.is_file():
        found = path if path.name == DESCRIPTOR else inside
        return Recognised("datapackage", str(found), "This is a Data Package.")
    return Recognised("plain", str(path), "This is a single file.")


def portal(parts: SplitResult, guest: Guest) -> Recognised | None:
    """The CKAN portal or the dataset of it, if a server says that it is one."""
    if found := API.fullmatch(parts.path):
        name = parse_qs(parts.query).get("id", [""])[0]
        return asked(parts, found["root"], name if found["action"] == "package_show" else "", guest)
    if found := DATASET.fullmatch(parts.path):
        return asked(parts, found["root"], unquote(found["name"]), guest)
    if found := LIST.fullmatch(parts.path):
        return asked(parts, found["root"], "", guest)
    if FILE.search(parts.path) or parts.query:
        return None
    return asked(parts, parts.path.rstrip("/"), "", guest)


def asked(parts: SplitResult, root: str, name: str, guest: Guest) -> Recognised | None:
    """Ask there, and one step up where the last step may be a language (``/de``)."""
    for path in dict.fromkeys((root, LANGUAGE.sub("", root))):
        address = f"{parts.scheme}://{parts.netloc.lower()}{path}"
        ckan = Ckan(address, guest, only=name)
        if shows(ckan, name) if name else answers(ckan):
            if ckan.secure:  # one portal is one source, however its address is written
                address = ckan.root = f"https:{address.removeprefix('http:')}"
            return one(address, name) if name else whole(address, ckan.total())
    return None


def one(address: str, name: str) -> Recognised:
    said = f"This is the dataset “{name}” of the CKAN portal at {address}."
    return Recognised("ckan dataset", address, said, name=name, count=1)


def whole(address: str, count: int) -> Recognised:
    many = "" if count == 1 else "s"
    said = f" with {count:,} dataset{many}" if count else ""
    return Recognised("ckan", address, f"This is a CKAN portal{said}.", count=count)


def shows(ckan: Ckan, name: str) -> bool:
    try:
        return isinstance(ckan.show(name), dict)
    except Stopped:
        raise
    except Refusal:
        return False


def answers(ckan: Ckan) -> bool:
    """``status_show`` since CKAN 2, ``site_read`` before; a list of names where both are hidden."""
    for action in ("status_show", "site_read"):
        try:
            ckan.result(action)
        except Stopped:
            raise
        except NotReached as away:
            if away.status == 0:
                return False
        except Refusal:
            continue
        else:
            return True
    return bool(ckan.names())
