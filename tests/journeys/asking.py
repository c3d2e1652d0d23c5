"""Puts a file into the queue of a library and leaves. Run as: python -m tests.journeys.asking HOME FILE.

Without FILE it prints the newest job and what is held, as JSON.
"""

from __future__ import annotations

import json
import os
import sys


def main(home: str, file: str = "") -> None:
    os.environ["COMMONSTACKS_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "commonstacks.config.settings"
    import django

    django.setup()
    from commonstacks.flows import entry, intake
    from commonstacks.library.catalog.models import File, Table, Version
    from commonstacks.library.work.models import Job

    steward = entry.steward()
    assert steward is not None
    if file:
        intake.add(file, by=steward)
    job = Job.objects.order_by("-enqueued_at")[0]
    facts = {
        "state": job.state,
        "what": job.progress_what,
        "attempts": job.attempts,
        "reason": job.reason,
        "versions": Version.objects.count(),
        "files": File.objects.count(),
        "rows": list(Table.objects.values_list("rows", flat=True)),
    }
    print(json.dumps(facts))


if __name__ == "__main__":
    main(*sys.argv[1:])
