"""``python -m commonstacks`` is the ``stacks`` command."""

from commonstacks.doors.cli.main import main

main()
