"""A port to listen at: the one asked for when it is free, else a refusal that names it."""

from __future__ import annotations

import socket
import time

from commonstacks.kit.errors import Refusal

PATIENCE = 2.0  # seconds in which a server that was just ended lets go of its port


def choose(host: str, port: int) -> int:
    """The port itself, or a free one where ``port`` is 0. Refuses a busy port and a bad host."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return bound(host, port)
        except socket.gaierror:
            raise Refusal(
                "“{host}” is not an address of this machine.", "Try: --host 127.0.0.1", host=host
            ) from None
        except PermissionError:
            raise Refusal(
                "Port {port} is reserved on this machine.",
                "Choose one above 1023 with --port.",
                port=port,
            ) from None
        except OSError as error:
            if time.monotonic() >= until:
                raise Refusal(
                    "Port {port} at {host} cannot be used: {trouble}.",
                    "Choose another with --port, or --port 0 for any free one.",
                    port=port,
                    host=host,
                    trouble=error.strerror,
                ) from None
            time.sleep(0.1)


def bound(host: str, port: int) -> int:
    family, kind, protocol, _, target = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind(target)
        return int(trial.getsockname()[1])


def reachable(host: str) -> str:
    """The host a reader on this machine uses: a server that listens everywhere is also here."""
    everywhere = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # compared only
    return everywhere.get(host, host)


def address(host: str, port: int) -> str:
    here = reachable(host)
    return f"http://[{here}]:{port}" if ":" in here else f"http://{here}:{port}"
