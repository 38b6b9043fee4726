# SPDX-License-Identifier: GPL-3.0-or-later
"""One submission, from the click on the button to the job on the farm.

Steps that wait run in a thread, steps that need the file in the main thread:

1. Ask the manager what it offers now. Stop if the chosen job type has changed in a way that the artist should see.
2. Make the job from the file, and save the file.
3. Have the manager check the job before anything is copied.
4. Bring the files to the farm.
5. Submit the job, under a key, so that asking again when no answer came makes no second one.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import bpy

from .. import background, notices
from ..blender_types import scene_of
from ..client import Connection, ManagerProblem, Refused, Unreachable
from ..manager import state
from ..manager.fetch_info import fetch_info
from ..preferences import connection
from ..scene import selected
from .bring_files import BroughtFiles, FilesProblem, FilesReport, bring_files
from .order import DUMMY_BLENDFILE, Order, OrderProblem, make_order

OUTDATED = 412
TRIES = 3
PAUSE = 3.0
"""Seconds before the next try."""


class Unheard(ManagerProblem):
    """Whether the job was submitted is not known, because the answer did not come."""


class JobTypeChanged(Exception):
    """The artist has to review the settings before the job can be submitted."""


@dataclass
class Submission:
    """What the panel shows of a submission."""

    scene_name: str
    file: str
    files: FilesReport
    started_work: background.Work | None = None
    problem: str = ""
    job: dict[str, Any] | None = None
    job_page: str = ""
    was_cancelled: bool = False

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
    """Starts to submit the current scene.

    `without_missing` says whether to submit although files are missing; None asks the artist.
    Raises ManagerProblem when the manager's address is not valid.
    """
    submission = Submission(scene_of(context).name, bpy.data.filepath, FilesReport(without_missing))
    manager = connection()

    def done(job: dict[str, Any]) -> None:
        submission.job, submission.job_page = job, notices.page_of(manager.address, job["id"])
        notices.remember(job, manager.address)

    def failed(wrong: Exception) -> None:
        submission.problem = _words(wrong)

    def cancelled() -> None:
        submission.was_cancelled = True

    submission.started_work = background.start(
        "submission", lambda work: _submit(work, manager, submission), done, failed, cancelled
    )
    return submission


def _submit(work: background.Work, manager: Connection, submission: Submission) -> dict[str, Any]:
    work.tell("Asking the manager")
    _refresh(work, manager, submission)
    order = work.on_main(lambda: _make_and_save(submission))
    work.tell("Checking the job")
    _call(work, manager, submission, "submitJobCheck", order.with_blendfile(DUMMY_BLENDFILE))
    work.check()
    files = BroughtFiles("")
    if order.needs_files:
        info = work.on_main(state.info)
        if not info or info.address != manager.address:
            raise OrderProblem("Another manager was chosen in the meantime. Nothing was submitted.")
        files = bring_files(work, manager, order, info, submission.files)
    try:
        work.check()
        work.tell("Submitting")
        body = order.with_blendfile(files.blendfile, files.checkout_id)
        return _submit_once(work, manager, submission, body)
    except Unheard:
        # The job may be there, and needs its files.
        raise
    except BaseException:
        files.discard()
        raise


def _submit_once(
    work: background.Work, manager: Connection, submission: Submission, body: dict[str, Any]
) -> dict[str, Any]:
    """Submits the job. If no answer comes, asks again under the same key, which makes no second job.

    Raises Unheard.
    """
    info = work.on_main(state.info)
    headers = {"Idempotency-Key": str(uuid.uuid4())} if info and info.keeps_keys else {}
    for tries_left in reversed(range(TRIES if headers else 1)):
        try:
            job: dict[str, Any] = _call(work, manager, submission, "submitJob", body, headers)
        except Unreachable as problem:
            if not tries_left:
                raise Unheard(f"{problem} The job may have been submitted: look before you do it again.") from problem
            work.tell("Asking again")
            work.cancelled.wait(PAUSE)
        else:
            return job
    raise AssertionError("the last try returns or raises")


def _refresh(work: background.Work, manager: Connection, submission: Submission) -> None:
    """Asks the manager what it offers now. Raises JobTypeChanged when the artist has to see it first."""
    try:
        found = fetch_info(manager)
    except ManagerProblem as problem:
        text = str(problem)
        work.on_main(lambda: state.tell_problem(text))
        raise

    def take_up() -> None:
        scene = _scene(submission)
        selected.forget_notes(scene)
        state.take_up(found)
        if selected.notes_of(scene):
            raise JobTypeChanged("The job type has changed on the manager. Review the settings, then submit again.")

    work.on_main(take_up)


def _make_and_save(submission: Submission) -> Order:
    scene = _scene(submission)
    layer = bpy.context.view_layer if bpy.context.scene == scene else scene.view_layers[0]
    with bpy.context.temp_override(scene=scene, view_layer=layer):
        order = make_order(bpy.context)
    # Blender does not notice changes made by scripts.
    if bpy.data.is_dirty or bpy.app.background:
        try:
            bpy.ops.wm.save_mainfile()
        except RuntimeError as problem:
            raise OrderProblem(f"The file could not be saved: {problem}") from problem
    return order


def _call(
    work: background.Work,
    manager: Connection,
    submission: Submission,
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
    _refresh(work, manager, submission)
    raise JobTypeChanged("The job type was changed on the manager just now. Submit again.")


def _scene(submission: Submission) -> bpy.types.Scene:
    if submission.scene_name not in bpy.data.scenes or bpy.data.filepath != submission.file:
        raise OrderProblem("Another file has been opened in the meantime. Nothing was submitted.")
    return bpy.data.scenes[submission.scene_name]


def _words(wrong: Exception) -> str:
    """The text for the artist. For an unexpected error, it includes the type, for a bug report."""
    foreseen = isinstance(wrong, (ManagerProblem, OrderProblem, JobTypeChanged, FilesProblem))
    return str(wrong) if foreseen else f"{type(wrong).__name__}: {wrong}"
