# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks after my jobs while one of them is open: seldom, in a thread, and less often while the manager does not answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import bpy

from .. import background
from ..addon_id import ADDON_ID
from ..client import Connection, ManagerProblem
from ..preferences import connection, preferences, public_headers
from . import ask_manager, pictures
from .my_jobs import MyJob, MyJobs, frames_of

ACTIVE, WAITING, LONGEST = 5.0, 15.0, 300.0
"""Seconds between two looks: at jobs that render, at others, and at most."""

_jobs: MyJobs | None = None
_work: background.Work | None = None
_failures = 0
_problem = ""


def jobs() -> MyJobs:
    """The list; read from disk when it is wanted first."""
    global _jobs
    if _jobs is None:
        _jobs = MyJobs(Path(bpy.utils.user_resource("CONFIG")) / "flamenco-ng-my-jobs.json")
    return _jobs


def problem() -> str:
    """Why the last look failed, or nothing."""
    return _problem


def is_looking() -> bool:
    return _work is not None and _work.is_running


def remember(job: dict, manager_address: str) -> None:
    """A job was submitted. Main thread only."""
    jobs().add(MyJob(job["id"], job["name"], manager_address, job["status"], frames=frames_of(job)))
    begin()


def begin() -> None:
    """Looks after the open jobs from now on, if there are any."""
    if _wants_notices() and jobs().open() and not bpy.app.timers.is_registered(_tick):
        bpy.app.timers.register(_tick, first_interval=ACTIVE, persistent=True)


def look(all_of_them: bool = False, adopt: str = "") -> background.Work:
    """Asks now. `adopt` is a user's name, whose jobs on the manager are put on the list as well. Main thread only."""
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

    _work = background.start("looking after jobs", run, _took_up, lambda wrong: _took_up(str(wrong)))
    return _work


def _took_up(wrong: str) -> None:
    global _failures, _problem
    _problem = wrong
    _failures = _failures + 1 if wrong else 0
    redraw()
    begin()


def connections() -> Callable[[str], Connection]:
    """The token goes to the manager of the preferences and to no other. An empty address stands for that one."""
    try:
        current: Connection | None = connection()
    except ManagerProblem:
        current = None
    others: dict[str, Connection] = {}
    headers = public_headers()

    def connect(address: str) -> Connection:
        if current and address in ("", current.address):
            return current
        if address not in others:
            others[address] = Connection(address, headers)
        return others[address]

    return connect


def redraw() -> None:
    """Has everything drawn anew that shows jobs. The status bar is in no list of areas; it is drawn when its text is set."""
    background.redraw()
    if not bpy.app.background:
        for window in bpy.context.window_manager.windows:
            window.workspace.status_text_set_internal(None)


def _wants_notices() -> bool:
    return ADDON_ID in bpy.context.preferences.addons and preferences().notices


def _tick() -> float | None:
    open_jobs = jobs().open()
    if not open_jobs or not _wants_notices():
        return None
    look()
    usual = ACTIVE if any(job.status == "active" for job in open_jobs) else WAITING
    return min(usual * 2 ** min(_failures, 6), LONGEST)


def unregister() -> None:
    global _jobs, _work
    if bpy.app.timers.is_registered(_tick):
        bpy.app.timers.unregister(_tick)
    _jobs = _work = None
