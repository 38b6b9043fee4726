# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetches the log of a task that has failed. For threads. Knows nothing of Blender."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..client import Connection, UnexpectedAnswer
from .job_control import tasks_of

LARGEST = 2_000_000
"""Of longer logs, only the end is fetched. In bytes."""


class NoLog(Exception):
    """There is no log to show. The text says why."""


@dataclass(frozen=True)
class FailedLog:
    """The log of one task."""

    job_id: str
    task_id: str
    task: str
    """The task's name."""
    worker: str
    """The worker that ran it last; empty if unknown."""
    activity: str
    """What the manager says about the task."""
    text: str
    failed_tasks: int
    """How many tasks of the job have failed."""


def failed_log(manager: Connection, job_id: str) -> FailedLog:
    """The log of the job's task that failed last, or if none has failed for good, of one that is being retried.

    Raises NoLog or ManagerProblem.
    """
    tasks = tasks_of(manager, job_id)
    failed = [task for task in tasks if task["status"] == "failed"]
    last = _last(failed) or _last([task for task in tasks if task["status"] == "soft-failed"])
    if last is None:
        raise NoLog("No task of this job has failed.")
    activity: str = manager.call("fetchTask", task_id=last["id"])["activity"]
    worker = (last.get("worker") or {}).get("name") or ""
    return FailedLog(job_id, last["id"], last["name"], worker, activity, _text(manager, last["id"]), len(failed))


def _last(tasks: list[dict[str, Any]]) -> dict[str, Any] | None:
    return max(tasks, key=lambda task: str(task["updated"]), default=None)


def _text(manager: Connection, task_id: str) -> str:
    found = manager.call("fetchTaskLogInfo", task_id=task_id)
    if not found:
        return ""
    if not found["url"].startswith("/"):
        raise UnexpectedAnswer("The manager says that the log is elsewhere. Open the job's page to read it.")
    headers = {"Range": f"bytes={found['size'] - LARGEST}-"} if found["size"] > LARGEST else {}
    answer = manager.request("GET", found["url"], headers=headers)
    if answer.status not in {200, 206}:
        raise UnexpectedAnswer(f"The manager answered with {answer.status} when it was asked for the log.")
    text = answer.body[-LARGEST:].decode("utf-8", "replace")
    return f"…{text}" if found["size"] > LARGEST else text
