# SPDX-License-Identifier: GPL-3.0-or-later
"""Has a manager change one job. For threads. Knows nothing of Blender, and uses only what Flamenco 3 offers, too."""

from __future__ import annotations

from ..client import Connection


def cancel(manager: Connection, job_id: str, reason: str) -> str:
    """Stops the job's running tasks and takes back the others. Raises ManagerProblem, as all of these."""
    _ask_for(manager, job_id, "cancel-requested", reason)
    return ""


def pause(manager: Connection, job_id: str, reason: str) -> str:
    """Hands out no more tasks of the job. Those that are running go on."""
    _ask_for(manager, job_id, "pause-requested", reason)
    return ""


def resume(manager: Connection, job_id: str, reason: str) -> str:
    """Lets a paused job go on."""
    _ask_for(manager, job_id, "queued", reason)
    # Flamenco 3 leaves paused tasks paused then, and revives them together with those that failed only.
    if any(task["status"] == "paused" for task in tasks_of(manager, job_id)):
        _ask_for(manager, job_id, "requeueing", reason)
    return ""


def retry(manager: Connection, job_id: str, reason: str) -> str:
    """Puts tasks that have failed back in the queue; of a job that has ended, all tasks that are not completed.

    Returns what the artist should know, or an empty string.
    """
    if manager.call("fetchJob", job_id=job_id)["status"] in {"failed", "canceled"}:
        _ask_for(manager, job_id, "requeueing", reason)
        return ""
    failed = [task for task in tasks_of(manager, job_id) if task["status"] == "failed"]
    for task in failed:
        manager.call("setTaskStatus", {"status": "queued", "reason": reason}, task_id=task["id"])
    return "" if failed else "None of its tasks has failed."


def prioritize(manager: Connection, job_id: str, priority: int) -> str:
    """Changes the job's priority."""
    manager.call("setJobPriority", {"priority": priority}, job_id=job_id)
    return ""


def release(manager: Connection, job_id: str, _reason: str) -> str:
    """Lets a job start without waiting for others any longer. Jobs wait on our managers only."""
    manager.call("releaseJob", job_id=job_id)
    return ""


def tasks_of(manager: Connection, job_id: str) -> list[dict[str, str]]:
    """The tasks of a job, in order."""
    return manager.call("fetchJobTasks", job_id=job_id).get("tasks") or []


def _ask_for(manager: Connection, job_id: str, status: str, reason: str) -> None:
    manager.call("setJobStatus", {"status": status, "reason": reason}, job_id=job_id)
