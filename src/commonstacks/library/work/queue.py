"""Django's task interface in front of the Job table (ADR 0008)."""

from __future__ import annotations

from typing import Any

from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus

from commonstacks.kit import clock
from commonstacks.library.work import actions
from commonstacks.library.work.models import Job

STATUS = {
    Job.State.WAITING: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.FAILED: TaskResultStatus.FAILED,
    Job.State.CANCELLED: TaskResultStatus.FAILED,
}


class JobBackend(BaseTaskBackend):
    """Tasks take keyword arguments only; ``subject`` says what the work is about."""

    supports_get_result = True

    def enqueue(
        self, task: Task[Any, Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> TaskResult[Any]:
        self.validate_task(task)
        job = actions.enqueue(
            task=task.module_path, arguments=kwargs, subject=kwargs["subject"], now=clock.now()
        )
        return self.result_of(job, task)

    def result_of(self, job: Job, task: Task[Any, Any]) -> TaskResult[Any]:
        return TaskResult(
            task=task,
            id=str(job.id),
            status=STATUS[Job.State(job.state)],
            enqueued_at=job.enqueued_at,
            started_at=job.started_at,
            finished_at=job.ended_at,
            last_attempted_at=job.started_at,
            args=[],
            kwargs=job.arguments,
            backend=self.alias,
            errors=[],
            worker_ids=[job.worker] if job.worker else [],
        )
