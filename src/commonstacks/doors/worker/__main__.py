"""``python -m commonstacks.doors.worker``: one worker on the home named by the environment."""

from __future__ import annotations

import argparse
import os
import signal
import socket
from types import FrameType

asked_to_leave = False


def leave(number: int, frame: FrameType | None) -> None:
    global asked_to_leave  # noqa: PLW0603  # a signal handler has nowhere else to write
    asked_to_leave = True


def main() -> None:
    arguments = argparse.ArgumentParser(prog="commonstacks.doors.worker")
    arguments.add_argument("--parent", type=int, help="leave when this process is gone")
    parent: int | None = arguments.parse_args().parent

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonstacks.config.settings")
    import django

    django.setup()
    from commonstacks.doors.worker import loop

    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, leave)

    def stop() -> bool:
        return asked_to_leave or (parent is not None and os.getppid() != parent)

    loop.run(f"{socket.gethostname()}:{os.getpid()}", stop=stop)


if __name__ == "__main__":
    main()
