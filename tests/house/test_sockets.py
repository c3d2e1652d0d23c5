"""Tests reach this machine and nothing beyond it."""

from __future__ import annotations

import socket
import threading

import pytest

BEYOND = ("192.0.2.1", 80)  # RFC 5737: an address for documentation, nobody's


def test_loopback_is_open():
    with socket.create_server(("127.0.0.1", 0)) as server:
        greeter = threading.Thread(target=greet, args=(server,))
        greeter.start()
        with socket.create_connection(server.getsockname(), timeout=5) as caller:
            assert caller.recv(1) == b""
        greeter.join(timeout=5)


def test_every_other_address_is_closed():
    # The guard warns before it raises, and a warning is an error here.
    with socket.socket() as caller, pytest.raises(UserWarning, match=r"192\.0\.2\.1"):
        caller.connect(BEYOND)


def greet(server: socket.socket) -> None:
    server.accept()[0].close()
