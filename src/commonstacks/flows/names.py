"""Names and accounts never enter the vault; they lie encrypted beside it, in one file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Manager

from commonstacks.kit.errors import Refusal
from commonstacks.library.explore.models import SavedView
from commonstacks.library.people.models import (
    Account,
    Agent,
    Claim,
    Contact,
    Follow,
    Invitation,
    Membership,
    Role,
)

# Each after those it points at. The last three are the ways in that people set up themselves.
KEPT: Final[tuple[Manager[Any], ...]] = (
    Agent.objects,
    Account.objects,
    Role.objects,
    Follow.objects,
    SavedView.objects,
    Contact.objects,
    Membership.objects,
    Claim.objects,
    Invitation.objects,
    EmailAddress.objects,
    Authenticator.objects,
    SocialAccount.objects,
)


def key() -> bytes:
    """The key of the people file, in keys/people; made once."""
    file = Path(settings.KEYS) / "people"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(file, Fernet.generate_key())
    return file.read_bytes()


def keep() -> None:
    """Write everybody with roles and contacts; a crash leaves the old file or the new one."""
    lines = [
        json.dumps(row, sort_keys=True, cls=DjangoJSONEncoder)
        for kept in KEPT
        for row in serializers.serialize("python", kept.order_by("pk"))
    ]
    text = "\n".join(lines).encode()
    write_whole(Path(settings.PEOPLE_FILE), Fernet(key()).encrypt(text))


def restore() -> int:
    """Bring everybody back, with roles and contacts; 0 where the file is absent."""
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
    with transaction.atomic():  # agents point at each other
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
