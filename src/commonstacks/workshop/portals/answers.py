"""What went wrong on the way to a server, in words a person can act on."""

from __future__ import annotations

import ssl
from http import HTTPStatus
from typing import Any

import httpx
from httpx_secure import SSRFProtectionError

from commonstacks.kit.errors import Refusal, phrase
from commonstacks.kit.urls import inside

AGAIN = "Try again later; if it stays so, tell the publisher."
LOOK = "Open the address in a browser: does it still lead to the file?"
LONGEST_AFTER = 100
HINTS = {
    202: phrase("The portal is still preparing the file. Try again in some minutes."),
    204: LOOK,
    401: phrase("The file needs a sign-in. Look for a public address of it."),
    403: phrase(
        "The server does not lend it to everybody. Ask the publisher for a public address."
    ),
    404: LOOK,
    410: phrase("The publisher removed it. Ask for it, or look for another copy."),
    429: phrase("The server is asked too often. Try again later."),
}


class NotReached(Refusal):
    """The server could not be reached at this address, or did not give the file.

    ``status`` is that of its answer, 0 when there was none; ``after`` its ``Retry-After`` header;
    ``address`` the one that was asked for, where a file was.
    """

    address = ""

    def __init__(
        self,
        form: str,
        hint_form: str = "",
        /,
        *,
        status: int = 0,
        after: str = "",
        **facts: Any,
    ) -> None:
        super().__init__(form, hint_form, **facts)
        self.status = status
        self.after = after[:LONGEST_AFTER]


def refused_status(status: int, after: str = "") -> NotReached:
    """The refusal for an answer that is no file."""
    known = {each.value: each.phrase for each in HTTPStatus}
    hint = HINTS.get(status, LOOK if status < 500 else AGAIN)
    code = f"{status} {known.get(status, '')}".rstrip()
    return NotReached("The server answered {code}.", hint, status=status, after=after, code=code)


def refused(error: httpx.RequestError, host: str) -> Refusal:
    """The refusal for a connection that failed before an answer came."""
    if isinstance(error, SSRFProtectionError):
        return inside(host)
    secure = tls_trouble(error)
    if secure is not None:
        return secure_refused(secure, host)
    if isinstance(error, httpx.TimeoutException):
        return NotReached("{host} does not answer.", AGAIN, host=host)
    if isinstance(error, httpx.ConnectError):
        return NotReached("{host} cannot be reached.", AGAIN, host=host)
    return NotReached("{host} broke the connection.", AGAIN, host=host)


def secure_refused(error: ssl.SSLError, host: str) -> NotReached:
    if isinstance(error, ssl.SSLCertVerificationError):
        return NotReached(
            "The certificate of {host} is not valid: {trouble}.",
            "Tell the publisher; nothing is taken from a doubtful server.",
            host=host,
            trouble=error.verify_message,
        )
    return NotReached("No secure connection to {host} is possible.", AGAIN, host=host)


def tls_trouble(error: BaseException) -> ssl.SSLError | None:
    """The TLS error that stands behind ``error``, if one does."""
    link: BaseException | None = error
    while link is not None:
        if isinstance(link, ssl.SSLError):
            return link
        link = link.__cause__ or link.__context__
    return None
