"""Between a flow and its job: the progress, the lease, and the wish to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from commonstacks.flows import wiring
from commonstacks.kit import clock
from commonstacks.kit.errors import Stopped
from commonstacks.library.work import actions as work
from commonstacks.library.work.models import Job
from commonstacks.workshop.killable import Progress


@dataclass(slots=True)
class Watch:
    """Tells how far the work is; renews the lease of its job, where there is one."""

    job: Job | None = None
    show: Callable[[Progress], None] | None = None
    last: Progress = field(default_factory=lambda: Progress(0, 0, ""))
    beaten_at: datetime | None = None
    stopped: bool = False

    def tell(self, progress: Progress) -> None:
        self.last = progress
        if self.show is not None:
            self.show(progress)
        self.cancelled()

    def cancelled(self) -> bool:
        """True when the work must stop. Beats at most twice a second."""
        now = clock.now()
        if self.job is None or (self.beaten_at and (now - self.beaten_at).total_seconds() < 0.5):
            return self.stopped
        self.beaten_at = now
        self.stopped = work.beat(
            job=self.job,
            now=now,
            lease=wiring.lease(),
            done=self.last.done,
            total=self.last.total,
            what=self.last.what,
        )
        return self.stopped

    def check(self) -> None:
        """Between two steps: stop here if somebody asked for it."""
        if self.cancelled():
            raise Stopped("The work was stopped.", "Nothing kept was lost; start it again.")
