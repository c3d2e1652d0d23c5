"""``python -m commonstacks.doors.cli.serving.server``: the pages and the API, served by granian."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from importlib import import_module
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from commonstacks.doors.cli.serving import kinship

PROCESSES = 2  # one computes on one core only; fifty readers waited a third as long with two
THREADS = 4  # requests answered at once in each: some of the time a thread waits
GRACE = 8  # seconds for the last answers when the server ends
WARM = "commonstacks.warm"


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--host", required=True)
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--parent", type=int, required=True)
    asked = arguments.parse_args()
    read_code()
    if not sys.stdin.readline():
        return  # whoever started us went away before the home was ready
    kinship.end_with(asked.parent)
    server = Granian(
        "commonstacks.config.wsgi:application",
        address=asked.host,
        port=asked.port,
        interface=Interfaces.WSGI,
        workers=PROCESSES,
        blocking_threads=THREADS,
        backpressure=128,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=partial(application, os.getpid()), wrap_loader=False)


def read_code() -> None:
    """The slow part of a start, done while the home is made ready. Opens nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonstacks.config.settings")
    import django
    from django.conf import settings

    django.setup()
    import_module(settings.ROOT_URLCONF)


def application(parent: int) -> Any:
    """Runs in the process that answers."""
    kinship.end_with(parent)
    from django.core.signals import request_finished
    from django.utils.module_loading import import_string

    request_finished.connect(warm_up, dispatch_uid=WARM)
    return import_string("commonstacks.config.wsgi.application")


def warm_up(**_: object) -> None:
    """The processes that count start behind the first answer: it does not wait for them, and the
    first question finds them ready."""
    from django.core.signals import request_finished

    from commonstacks.flows import wiring

    if request_finished.disconnect(dispatch_uid=WARM):
        wiring.runner().warm()


if __name__ == "__main__":
    main()
