# SPDX-License-Identifier: GPL-3.0-or-later
"""One submission, from the click on the button to the jobs on the farm.

Whatever needs the open file happens at the click. From then on the artist may go on working, or open another file:

1. Make the jobs from the file, save the file, and keep what was saved.

The rest waits for earlier submissions, for the network and for disks, so it runs in a thread:

2. Ask the manager what it offers now. Stop if a chosen job type has changed in a way that the artist should see.
3. Have the manager check the jobs before anything is copied.
4. Bring the files to the farm, once for all jobs.
5. Submit the jobs, each under a key, so that asking again when no answer came makes no second one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import bpy

from .. import background, login, notices
from ..blender_types import scene_of
from ..client import Connection, ManagerProblem, NotLoggedIn, Refused, Unheard, address_key
from ..client.headers import platform_name
from ..client.submit_once import submit_once
from ..held_files import unlink_firmly
from ..manager import state
from ..manager.fetch_info import fetch_info
from ..manager.info import ManagerInfo
from ..packing import PackingError
from ..preferences import connection, connector, preferences
from ..preflight import stopping
from ..scene import selected
from . import hooks
from .bring_files import BroughtFiles, FilesProblem, FilesReport, ask_ahead, bring_files
from .hooked import hooked
from .interrupted import Interrupted, noted
from .make_order import make_order
from .only_missing import without_rendered
from .order import DUMMY_BLENDFILE, JobOrder, JobTypeChanged, Order, OrderProblem, renewed, renewed_job
from .save import saved
from .turns import Ticket

OUTDATED = 412

_numbers = count(1)


@dataclass
class Submission:
    """What the panel shows of a submission."""

    files: FilesReport
    number: int = field(default_factory=lambda: next(_numbers))
    """Tells it from the others."""
    name: str = ""
    job_count: int = 0
    started_work: background.Work | None = None
    problem: str = ""
    jobs: list[dict[str, Any]] = field(default_factory=list)
    """What has been submitted so far."""
    hook_problems: list[str] = field(default_factory=list)
    """What went wrong in the studio's functions after jobs were submitted."""
    manager_address: str = ""
    was_cancelled: bool = False
    is_unheard: bool = False
    """Whether it is not known if a job was submitted."""

    @property
    def work(self) -> background.Work:
        """The work of submitting. `begin` has started it."""
        assert self.started_work
        return self.started_work

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self.started_work is not None and self.started_work.is_running

    @property
    def job(self) -> dict[str, Any] | None:
        """The first job, once all are submitted."""
        return self.jobs[0] if self.jobs and len(self.jobs) == self.job_count else None

    @property
    def so_far(self) -> str:
        """How many jobs were submitted, in words."""
        count = len(self.jobs)
        return f"{count} of {self.job_count} jobs were submitted" if count else "Nothing was submitted"

    @property
    def job_page(self) -> str:
        """The address of the web page of the first job."""
        return notices.page_of(self.manager_address, self.jobs[0]["id"]) if self.jobs else ""


def begin(
    context: bpy.types.Context,
    without_missing: bool | None = None,
    as_copy: bool = False,
    has_artist: bool = True,
) -> Submission:
    """Saves the file and starts to submit the current scene, or all scenes, as they are now.

    `without_missing` says whether to submit although files are missing; None asks the artist. `as_copy` leaves the
    artist's file as it is on disk, whatever the scene says about that. If the manager wants a log-in, the submission
    waits for it, unless there is nobody to log in (`has_artist`). When the scene cannot be submitted or the file
    cannot be saved, nothing is started, and `problem` says why.
    Raises ManagerProblem when the manager's address is not valid.
    """
    submission = Submission(FilesReport(without_missing))
    manager = connection()
    submission.manager_address = manager.address
    # Whoever submits has seen them.
    selected.forget_notes(scene_of(context))
    try:
        order = hooked(make_order(context), scene_of(context))
        submission.files.foreseen = stopping(scene_of(context))
        order = saved(order, as_copy)
    except (OrderProblem, PackingError) as problem:
        submission.problem = str(problem)
        return submission
    submission.name, submission.job_count = order.name, len(order.jobs)

    def take_up(job: dict[str, Any], description: dict[str, Any]) -> None:
        notices.remember(job, manager.address)
        submission.hook_problems += hooks.tell_submitted(job, description)

    def failed(wrong: Exception) -> None:
        so_far = f"{submission.so_far}. " if submission.jobs else ""
        submission.problem = f"{so_far}{_words(wrong)}"

    def cancelled() -> None:
        submission.was_cancelled = True

    ticket = Ticket()
    submit = _submit_logged_in if has_artist else _submit

    def run(work: background.Work) -> None:
        work.when_cancelled(manager.abort)

        def submitted(job: dict[str, Any], description: dict[str, Any]) -> None:
            submission.jobs.append(job)
            work.soon_on_main(lambda: take_up(job, description))

        try:
            with ticket:
                _await_turn(work, ticket, order, submission.files)
                submit(work, manager, order, submission, submitted)
        except Unheard as unheard:
            # Even whoever has cancelled must know.
            submission.is_unheard, submission.problem = True, str(unheard)
            raise
        finally:
            if order.snapshot:
                order.snapshot.close()
            if order.farm_copy and not (submission.jobs or submission.is_unheard):
                unlink_firmly(order.farm_copy)

    noted_run = noted(Interrupted(str(order.blend_file), manager.address), run)
    submission.started_work = background.start("submission", noted_run, lambda _result: None, failed, cancelled)
    return submission


def _await_turn(work: background.Work, ticket: Ticket, order: Order, report: FilesReport) -> None:
    """Waits until it is the first one. What is known to go wrong is asked before."""
    if order.needs_files and not ticket.is_first:
        ask_ahead(work, report)
    ticket.wait(work)


def _submit_logged_in(
    work: background.Work,
    manager: Connection,
    order: Order,
    submission: Submission,
    submitted: Callable[[dict[str, Any], dict[str, Any]], None],
) -> None:
    """The same as `_submit`. Whenever the manager wants a log-in, it waits for that, and begins anew."""
    while True:
        try:
            _submit(work, manager, order, submission, submitted)
        except (NotLoggedIn, FilesProblem) as problem:
            # The process that brings the files has only words for what went wrong.
            if submission.jobs or not (isinstance(problem, NotLoggedIn) or _wants_login(manager)):
                raise
            login.await_log_in(work, manager.address)
            manager = work.on_main(connector)(manager.address)
            work.when_cancelled(manager.abort)
        else:
            return


def _wants_login(manager: Connection) -> bool:
    try:
        manager.call("getSharedStorage", audience="users", platform=platform_name())
    except NotLoggedIn:
        return True
    except ManagerProblem:
        return False
    return False


def _submit(
    work: background.Work,
    manager: Connection,
    order: Order,
    submission: Submission,
    submitted: Callable[[dict[str, Any], dict[str, Any]], None],
) -> None:
    """Submits all jobs. Hands each one over as soon as it is on the farm, with the description it was made from."""
    work.tell("Asking the manager")
    info = _refresh(work, manager)
    order, left_out = without_rendered(renewed(order, info), info.takes_steps)
    submission.job_count = len(order.jobs)
    for job in order.jobs:
        work.tell("Checking the job" if len(order.jobs) == 1 else f"Checking “{job.body['name']}”")
        _call(work, manager, job, "submitJobCheck", job.with_blendfile(DUMMY_BLENDFILE))
        work.check()
    files = BroughtFiles("")
    if order.needs_files:
        files = bring_files(work, manager, order, info, submission.files)
    submission.files.notes = [*left_out, *submission.files.notes]
    may_be_used = False
    try:
        # Flamenco 3 removes a checkout together with a job, although another one may need it.
        checkout_id = files.checkout_id if len(order.jobs) == 1 or info.shares_checkouts else None
        for number, job in enumerate(order.jobs, start=1):
            work.check()
            work.tell("Submitting" if len(order.jobs) == 1 else f"Submitting {number} of {len(order.jobs)}")
            body = job.with_blendfile(files.blendfile, checkout_id)
            submitted(_submit_job(work, manager, job, info, body), job.body)
            may_be_used = True
    except Unheard:
        # The job may be there, and needs its files.
        may_be_used = True
        raise
    finally:
        if not may_be_used:
            files.discard()


def _submit_job(
    work: background.Work, manager: Connection, order: JobOrder, info: ManagerInfo, body: dict[str, Any]
) -> dict[str, Any]:
    """Submits a job. Raises Unheard."""
    return submit_once(lambda headers: _call(work, manager, order, "submitJob", body, headers), info.keeps_keys, work)


def _refresh(work: background.Work, manager: Connection) -> ManagerInfo:
    """Asks the manager what it offers now."""
    try:
        found = fetch_info(manager)
    except ManagerProblem as problem:
        text = str(problem)
        work.on_main(lambda: state.tell_problem(text) if _is_chosen(manager) else None)
        raise
    work.on_main(lambda: state.take_up(found) if _is_chosen(manager) else None)
    return found


def _is_chosen(manager: Connection) -> bool:
    """Whether the panel still shows this manager. The artist may have chosen another one since the press."""
    return address_key(preferences().manager_address) == address_key(manager.address)


def _call(
    work: background.Work,
    manager: Connection,
    order: JobOrder,
    operation: str,
    body: dict[str, Any],
    headers: dict[str, str] | None = None,
) -> Any:
    try:
        return manager.call(operation, body, headers=headers)
    except Refused as refused:
        if refused.status != OUTDATED:
            raise
    # The job type was changed after we had asked for it.
    renewed_job(order, _refresh(work, manager))
    raise JobTypeChanged("The job type was changed on the manager just now. Submit again.")


def _words(wrong: Exception) -> str:
    """The text for the artist. For an unexpected error, it includes the type, for a bug report."""
    foreseen = isinstance(wrong, (ManagerProblem, OrderProblem, JobTypeChanged, FilesProblem))
    return str(wrong) if foreseen else f"{type(wrong).__name__}: {wrong}"
