# SPDX-License-Identifier: GPL-3.0-or-later
"""One submission, from the click on the button to the job on the farm.

Whatever needs the open file happens at the click. From then on the artist may go on working, or open another file:

1. Make the job from the file, save the file, and keep what was saved.

The rest waits for the network and for disks, so it runs in a thread:

2. Ask the manager what it offers now. Stop if the chosen job type has changed in a way that the artist should see.
3. Have the manager check the job before anything is copied.
4. Bring the files to the farm.
5. Submit the job, under a key, so that asking again when no answer came makes no second one.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import Any

import bpy

from .. import background, notices
from ..blender_types import scene_of
from ..client import Connection, ManagerProblem, Refused, address_key
from ..manager import state
from ..manager.fetch_info import fetch_info
from ..manager.info import ManagerInfo
from ..packing import PackingError, Snapshot
from ..preferences import connection, preferences
from ..scene import selected
from . import hooks
from .bring_files import BroughtFiles, FilesProblem, FilesReport, bring_files
from .hooked import hooked
from .interrupted import Interrupted, noted
from .order import DUMMY_BLENDFILE, JobTypeChanged, Order, OrderProblem, make_order, renewed
from .save import save_file

OUTDATED = 412
UNCLEAR = 500
"""From this status on, the manager may have done what it was asked to."""
TRIES = 3
PAUSE = 3.0
"""Seconds before the next try."""


class Unheard(ManagerProblem):
    """Whether the job was submitted is not known, because the answer did not come."""


@dataclass
class Submission:
    """What the panel shows of a submission."""

    files: FilesReport
    started_work: background.Work | None = None
    problem: str = ""
    job: dict[str, Any] | None = None
    job_page: str = ""
    hook_problems: list[str] = field(default_factory=list)
    """What went wrong in the studio's functions after the job was submitted."""
    was_cancelled: bool = False
    is_unheard: bool = False
    """Whether it is not known if the job was submitted."""

    @property
    def work(self) -> background.Work:
        """The work of submitting. `begin` has started it."""
        assert self.started_work
        return self.started_work

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self.started_work is not None and self.started_work.is_running


def begin(context: bpy.types.Context, without_missing: bool | None = None) -> Submission:
    """Saves the file and starts to submit the current scene as it is now.

    `without_missing` says whether to submit although files are missing; None asks the artist. When the scene cannot be
    submitted or the file cannot be saved, nothing is started, and `problem` says why.
    Raises ManagerProblem when the manager's address is not valid.
    """
    submission = Submission(FilesReport(without_missing))
    manager = connection()
    # Whoever submits has seen them.
    selected.forget_notes(scene_of(context))
    try:
        order = hooked(make_order(context), scene_of(context))
        save_file()
        order = replace(order, snapshot=Snapshot(order.blend_file) if order.needs_files else None)
    except (OrderProblem, PackingError) as problem:
        submission.problem = str(problem)
        return submission

    def done(job: dict[str, Any]) -> None:
        submission.job, submission.job_page = job, notices.page_of(manager.address, job["id"])
        notices.remember(job, manager.address)
        submission.hook_problems = hooks.tell_submitted(job, order.body)

    def failed(wrong: Exception) -> None:
        submission.problem = _words(wrong)

    def cancelled() -> None:
        submission.was_cancelled = True

    def run(work: background.Work) -> dict[str, Any]:
        work.when_cancelled(manager.abort)
        try:
            return _submit(work, manager, order, submission.files)
        except Unheard as unheard:
            # Even whoever has cancelled must know.
            submission.is_unheard, submission.problem = True, str(unheard)
            raise
        finally:
            if order.snapshot:
                order.snapshot.close()

    noted_run = noted(Interrupted(str(order.blend_file), manager.address), run)
    submission.started_work = background.start("submission", noted_run, done, failed, cancelled)
    return submission


def _submit(work: background.Work, manager: Connection, order: Order, report: FilesReport) -> dict[str, Any]:
    work.tell("Asking the manager")
    info = _refresh(work, manager)
    order = renewed(order, info)
    work.tell("Checking the job")
    _call(work, manager, order, "submitJobCheck", order.with_blendfile(DUMMY_BLENDFILE))
    work.check()
    files = BroughtFiles("")
    if order.needs_files:
        files = bring_files(work, manager, order, info, report)
    try:
        work.check()
        work.tell("Submitting")
        return _submit_once(work, manager, order, info, order.with_blendfile(files.blendfile, files.checkout_id))
    except Unheard:
        # The job may be there, and needs its files.
        raise
    except BaseException:
        files.discard()
        raise


def _submit_once(
    work: background.Work, manager: Connection, order: Order, info: ManagerInfo, body: dict[str, Any]
) -> dict[str, Any]:
    """Submits the job. If no clear answer comes, asks again under the same key, which makes no second job.

    Raises Unheard.
    """
    headers = {"Idempotency-Key": str(uuid.uuid4())} if info.keeps_keys else {}
    for tries_left in reversed(range(TRIES if headers else 1)):
        try:
            job: dict[str, Any] = _call(work, manager, order, "submitJob", body, headers)
        except ManagerProblem as problem:
            if _is_refusal(problem):
                raise
            if work.cancelled.is_set():
                raise Unheard(
                    "It was cancelled while the manager was taking the job. The job may have been submitted: look "
                    "before you do it again."
                ) from problem
            if not tries_left:
                raise Unheard(f"{problem} The job may have been submitted: look before you do it again.") from problem
            work.tell("Asking again")
            work.cancelled.wait(PAUSE)
        else:
            return job
    raise AssertionError("the last try returns or raises")


def _is_refusal(problem: ManagerProblem) -> bool:
    """Whether the manager has said no. When a gateway in front of it gives up, it may have taken the job even so."""
    return isinstance(problem, Refused) and problem.status < UNCLEAR


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
    order: Order,
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
    renewed(order, _refresh(work, manager))
    raise JobTypeChanged("The job type was changed on the manager just now. Submit again.")


def _words(wrong: Exception) -> str:
    """The text for the artist. For an unexpected error, it includes the type, for a bug report."""
    foreseen = isinstance(wrong, (ManagerProblem, OrderProblem, JobTypeChanged, FilesProblem))
    return str(wrong) if foreseen else f"{type(wrong).__name__}: {wrong}"
