"""Names and accounts never enter the vault; they lie encrypted beside it, in one file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder

from commonstacks.kit.errors import Refusal
from commonstacks.library.people.models import Account, Agent, Role


def key() -> bytes:
    """The key of the people file, in keys/people; made once."""
    file = Path(settings.KEYS) / "people"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(file, Fernet.generate_key())
    return file.read_bytes()


def keep() -> None:
    """Write all agents, accounts and roles; a crash leaves the old file or the new one."""
    lines = [
        json.dumps(row, sort_keys=True, cls=DjangoJSONEncoder)
        for rows in (Agent.objects.all(), Account.objects.all(), Role.objects.all())
        for row in serializers.serialize("python", rows.order_by("pk"))
    ]
    text = "\n".join(lines).encode()
    write_whole(Path(settings.PEOPLE_FILE), Fernet(key()).encrypt(text))


def restore() -> int:
    """Bring agents, accounts and roles back; 0 where the file is absent."""
    file = Path(settings.PEOPLE_FILE)
    if not file.exists():
        return 0
    try:
        text = Fernet(key()).decrypt(file.read_bytes()).decode()
    except InvalidToken as error:
        raise Refusal(
            "The file of names cannot be opened with this library's key.",
            "Put the right key back as keys/people, or move people.jsonl.enc away.",
        ) from error
    rows: list[dict[str, Any]] = [json.loads(line) for line in text.splitlines()]
    for found in serializers.deserialize("python", rows):
        found.save()
    return len(rows)


def write_whole(file: Path, data: bytes) -> None:
    temporary = file.with_name(file.name + ".new")
    with temporary.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    temporary.chmod(0o600)
    temporary.replace(file)
