# SPDX-License-Identifier: GPL-3.0-or-later
"""Follows my jobs while one of them is open: every few seconds, or less often while the manager does not answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy

from .. import background
from ..client import Connection
from ..preferences import are_available, connector, network_problem, preferences
from . import ask_manager, pictures
from .my_jobs import MyJob, MyJobs, comment_of, frames_of

ACTIVE, WAITING, LONGEST = 5.0, 15.0, 300.0
"""Seconds between two looks: at jobs that are rendering, at other jobs, and at most."""

_jobs: MyJobs | None = None
_work: background.Work | None = None
_failures = 0
_problem = ""
# The notices that the status bars show, by job and how it ended.
_announced: list[tuple[str, str]] = []


def jobs() -> MyJobs:
    """The list. It is read from disk when it is first needed."""
    global _jobs
    if _jobs is None:
        _jobs = MyJobs(Path(bpy.utils.user_resource("CONFIG")) / "flamenco-ng-my-jobs.json")
    return _jobs


def problem() -> str:
    """Why the last look failed, or an empty string."""
    return _problem


def is_looking() -> bool:
    """Whether managers are being asked right now."""
    return _work is not None and _work.is_running


def remember(job: dict[str, Any], manager_address: str) -> None:
    """Adds a job that has been submitted. Main thread only."""
    jobs().add(
        MyJob(
            job["id"],
            job["name"],
            manager_address,
            job["status"],
            frames=frames_of(job),
            priority=job.get("priority", 50),
            comment=comment_of(job),
            depends_on=job.get("depends_on") or [],
            waits_for=job.get("waits_for") or 0,
        )
    )
    begin()


def begin() -> None:
    """Follows the open jobs from now on, if there are any."""
    if _wants_notices() and jobs().open() and not bpy.app.timers.is_registered(_tick):
        bpy.app.timers.register(_tick, first_interval=ACTIVE, persistent=True)


def look(all_of_them: bool = False, adopt: str = "") -> background.Work:
    """Asks now. `adopt` is a user name: that user's jobs on the manager are added to the list. Main thread only."""
    global _work
    if _work and _work.is_running:
        return _work
    connect = connections()
    folder = pictures.folder()

    def run(work: background.Work) -> str:
        if adopt:
            current = connect("")
            jobs().add(*ask_manager.jobs_of(current, adopt))
        wanted = jobs().all() if all_of_them else jobs().open()
        return ask_manager.look_at(jobs(), wanted, connect, folder, work.check)

    _work = background.start("looking at jobs", run, _took_up, lambda wrong: _took_up(str(wrong)))
    return _work


def _took_up(wrong: str) -> None:
    global _failures, _problem
    _problem = wrong
    _failures = _failures + 1 if wrong else 0
    redraw()
    begin()


def connections() -> Callable[[str], Connection]:
    """A function for threads that connects to the manager at an address. An empty one means that of the preferences.

    Each manager gets its own token. Connections stay open for the next question.
    """
    connect, opened = connector(), dict[str, Connection]()

    def kept(address: str) -> Connection:
        if address not in opened:
            opened[address] = connect(address)
        return opened[address]

    return kept


def redraw() -> None:
    """Redraws everything that shows jobs."""
    global _announced
    background.redraw()
    news = [(job.id, job.status) for job in jobs().news()]
    if news != _announced:
        _announced = news
        background.redraw_status_bars()


def _wants_notices() -> bool:
    return are_available() and preferences().notices


def _tick() -> float | None:
    open_jobs = jobs().open()
    if not open_jobs or not _wants_notices():
        return None
    if network_problem():
        return LONGEST
    look()
    usual = ACTIVE if any(job.status == "active" for job in open_jobs) else WAITING
    return min(usual * 2.0 ** min(_failures, 6), LONGEST)


def unregister() -> None:
    global _jobs, _work
    if bpy.app.timers.is_registered(_tick):
        bpy.app.timers.unregister(_tick)
    _jobs = _work = None
