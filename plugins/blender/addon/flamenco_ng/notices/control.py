# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of my jobs: what is being asked of the manager, and what came of it. Main thread only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import bpy

from .. import background
from ..client import Connection, ManagerProblem
from ..job_name.current import user_name
from . import again, failed_log, job_control, rendered, watch
from .my_jobs import MyJob

Result = TypeVar("Result")

# What is being done to jobs, and what they should know of the last thing that was done, by their ids.
_doing: dict[str, str] = {}
_said: dict[str, tuple[str, bool]] = {}

CHANGES: dict[str, tuple[str, Callable[[Connection, str, str], str]]] = {
    "CANCEL": ("Canceling…", job_control.cancel),
    "PAUSE": ("Pausing…", job_control.pause),
    "RESUME": ("Resuming…", job_control.resume),
    "RETRY": ("Retrying…", job_control.retry),
    "RELEASE": ("Starting it…", job_control.release),
}
"""What can be done to a job: the words for it, and the function that asks the manager."""


def doing(job_id: str) -> str:
    """What is being done to the job, or an empty string."""
    return _doing.get(job_id, "")


def said(job_id: str) -> tuple[str, bool]:
    """What came of the last thing that was done, and whether it went wrong. The text is empty if all went well."""
    return _said.get(job_id, ("", False))


def forget_answers() -> None:
    """What came of earlier changes is no longer of interest."""
    _said.clear()


def change(job: MyJob, which: str) -> background.Work:
    """Starts one of CHANGES."""
    words, function = CHANGES[which]
    reason = f"Asked for in Blender by {user_name() or 'an artist'}"
    return _start(job, words, lambda manager: function(manager, job.id, reason))


def prioritize(job: MyJob, priority: int) -> background.Work:
    """Starts to change the job's priority."""
    return _start(job, "Changing the priority…", lambda manager: job_control.prioritize(manager, job.id, priority))


def prepare_again(job: MyJob, only_missing: bool, show: Callable[[again.Again], None]) -> background.Work:
    """Finds out what submitting the job again would come to, and shows it. Submits nothing."""
    user = user_name()
    return _show(
        job, "Looking at its files…", lambda manager, _work: again.prepare(manager, job.id, user, only_missing), show
    )


def submit_again(job: MyJob, what: again.Again) -> background.Work:
    """Submits what was shown."""

    def done(new: dict[str, Any]) -> None:
        watch.remember(new, job.manager)
        _said[job.id] = (f"Submitted again as “{new['name']}”.", False)

    return _show(job, "Submitting…", lambda manager, work: again.submit(manager, what, work), done)


def fetch_log(job: MyJob, show: Callable[[failed_log.FailedLog], None]) -> background.Work:
    """Fetches the log of a task that has failed, and shows it."""

    return _show(job, "Fetching the log…", lambda manager, _work: failed_log.failed_log(manager, job.id), show)


def _show(
    job: MyJob,
    words: str,
    function: Callable[[Connection, background.Work], Result],
    show: Callable[[Result], None],
) -> background.Work:
    """Asks the manager for something about the job, and shows it."""

    def failed(wrong: Exception) -> None:
        _ended(job, _words(wrong), isinstance(wrong, ManagerProblem))

    def done(found: Result) -> None:
        _ended(job, "")
        show(found)

    connect = watch.connections()
    _begun(job, words)
    return background.start(words, lambda work: function(connect(job.manager), work), done, failed)


def _start(job: MyJob, words: str, function: Callable[[Connection], str]) -> background.Work:
    connect = watch.connections()

    def run(_work: background.Work) -> str:
        manager = connect(job.manager)
        answer = function(manager)
        watch.jobs().take_up(job.id, manager.call("fetchJob", job_id=job.id))
        return answer

    def done(answer: str) -> None:
        # Whoever ends a job need not be told that it has ended.
        watch.jobs().close_news(job.id)
        _ended(job, answer)
        watch.begin()

    _begun(job, words)
    return background.start(words, run, done, lambda wrong: _ended(job, _words(wrong), True))


def _begun(job: MyJob, words: str) -> None:
    _doing[job.id] = words
    _said.pop(job.id, None)


def _ended(job: MyJob, text: str, is_wrong: bool = False) -> None:
    _doing.pop(job.id, None)
    if text:
        _said[job.id] = (text, is_wrong)
    watch.redraw()


def _words(wrong: Exception) -> str:
    foreseen = isinstance(wrong, (ManagerProblem, failed_log.NoLog, again.NotAgain, rendered.CannotTell))
    return str(wrong) if foreseen else f"{type(wrong).__name__}: {wrong}"


def finish(work: background.Work) -> None:
    """Without windows, waits until the work has ended, so that scripts can go on with what came of it."""
    if bpy.app.background:
        background.wait_for(work)


def unregister() -> None:
    _doing.clear()
    _said.clear()
