"""No process outlives the one that started it, however that one ended."""

from __future__ import annotations

import os
import signal
import threading
import time

LOOK = 0.3  # seconds between two looks at the parent
GRACE = 8.0  # seconds to end in good order


def end_with(parent: int) -> None:
    """Watch ``parent`` from a thread; when it is gone ask this process to end, then insist."""
    threading.Thread(target=watch, args=(parent,), daemon=True).start()


def watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
