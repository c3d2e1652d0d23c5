"""The processes of a running library: started together, started again when one dies, ended."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

DEATHS = 5  # of one process within a minute: then something is wrong that a start cannot mend
MINUTE = 60.0
GRACE = 12.0  # seconds to end in good order, a little more than the children give themselves


@dataclass(slots=True)
class Child:
    """``waits``: it reads its code first, and does nothing else until it is told to go."""

    name: str
    module: str
    arguments: tuple[str, ...] = ()
    waits: bool = False
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        parent = str(os.getpid())
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.module, *self.arguments, "--parent", parent],
            stdin=subprocess.PIPE if self.waits else subprocess.DEVNULL,
            stdout=2,  # standard output belongs to the one answer of the command
            start_new_session=True,  # Ctrl-C is for us; we end the child
        )

    def go(self) -> None:
        if self.process is None:
            self.start()
        if self.process is not None and self.process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.write(b"go\n")
                self.process.stdin.close()

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def revive(self, now: float) -> bool:
        """Start it again; False when it died too often."""
        self.deaths = [at for at in self.deaths if now - at < MINUTE] + [now]
        if len(self.deaths) >= DEATHS:
            return False
        time.sleep(0.2 * len(self.deaths))
        self.process = None
        self.go()
        return True


def end(children: list[Child]) -> None:
    """Ask all to end, then make them."""
    running = [child.process for child in children if child.process is not None]
    for process in running:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
    until = time.monotonic() + GRACE
    for process in running:
        try:
            process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
