# SPDX-License-Identifier: GPL-3.0-or-later
"""One submission, from the press of the button to the job on the farm. Steps that wait are in a thread, steps that need the file in the main one:

1. ask the manager what it offers now; stop when the chosen job type has changed in a way that the artist should see
2. make the job out of the file, save the file
3. have the manager check the job, before anything is copied
4. bring the files to the farm
5. submit
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import bpy

from .. import background, notices
from ..client import Connection, ManagerProblem, Refused
from ..manager import state
from ..manager.fetch_info import fetch_info
from ..preferences import connection
from ..scene import selected
from .bring_files import BroughtFiles, FilesProblem, FilesReport, bring_files
from .order import DUMMY_BLENDFILE, Order, OrderProblem, make_order

OUTDATED = 412


class JobTypeChanged(Exception):
    """The artist has to look over the settings before the job can be submitted."""


@dataclass
class Submission:
    """What the panel shows of a submission."""

    scene_name: str
    file: str
    files: FilesReport
    work: background.Work | None = None
    problem: str = ""
    job: dict[str, Any] | None = None
    job_page: str = ""
    was_cancelled: bool = False

    @property
    def is_running(self) -> bool:
        return self.work is not None and self.work.is_running


def begin(context, without_missing: bool | None = None) -> Submission:
    """Starts a submission of the context's scene.

    `without_missing` answers beforehand whether to submit although files are missing; None asks the artist.
    Raises ManagerProblem when the manager's address cannot be one.
    """
    submission = Submission(context.scene.name, bpy.data.filepath, FilesReport(without_missing))
    manager = connection()

    def done(job: dict[str, Any]) -> None:
        submission.job, submission.job_page = job, notices.page_of(manager.address, job["id"])
        notices.remember(job, manager.address)

    def failed(wrong: Exception) -> None:
        submission.problem = _words(wrong)

    def cancelled() -> None:
        submission.was_cancelled = True

    submission.work = background.start(
        "submission", lambda work: _submit(work, manager, submission), done, failed, cancelled
    )
    return submission


def _submit(work: background.Work, manager: Connection, submission: Submission) -> dict[str, Any]:
    work.tell("Asking the manager")
    _refresh(work, manager, submission)
    order: Order = work.on_main(lambda: _make_and_save(submission))
    work.tell("Having the job checked")
    _call(work, manager, submission, "submitJobCheck", order.with_blendfile(DUMMY_BLENDFILE))
    work.check()
    files = BroughtFiles("")
    if order.needs_files:
        files = bring_files(work, manager.headers, order, work.on_main(state.info), submission.files)
    try:
        work.check()
        work.tell("Submitting")
        job = _call(work, manager, submission, "submitJob", order.with_blendfile(files.blendfile, files.checkout_id))
    except BaseException:
        files.discard()
        raise
    return job


def _refresh(work: background.Work, manager: Connection, submission: Submission) -> None:
    """Takes up what the manager offers now. Raises JobTypeChanged when the artist has to look at it."""
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
            raise JobTypeChanged("The job type has changed on the manager. Look over the settings, then submit again.")

    work.on_main(take_up)


def _make_and_save(submission: Submission) -> Order:
    scene = _scene(submission)
    layer = bpy.context.view_layer if bpy.context.scene == scene else scene.view_layers[0]
    with bpy.context.temp_override(scene=scene, view_layer=layer):
        order = make_order(bpy.context)
    # Blender does not notice what scripts change.
    if bpy.data.is_dirty or bpy.app.background:
        try:
            bpy.ops.wm.save_mainfile()
        except RuntimeError as problem:
            raise OrderProblem(f"The file could not be saved: {problem}") from problem
    return order


def _call(work, manager: Connection, submission: Submission, operation: str, body: dict[str, Any]) -> Any:
    try:
        return manager.call(operation, body)
    except Refused as refused:
        if refused.status != OUTDATED:
            raise
    # The job type was changed after we had asked for it.
    _refresh(work, manager, submission)
    raise JobTypeChanged("The job type was changed on the manager at this very moment. Submit again.")


def _scene(submission: Submission):
    scene = bpy.data.scenes.get(submission.scene_name)
    if scene is None or bpy.data.filepath != submission.file:
        raise OrderProblem("Another file was opened meanwhile; nothing was submitted.")
    return scene


def _words(wrong: Exception) -> str:
    """An unforeseen error names its kind: it is for a bug report."""
    foreseen = isinstance(wrong, (ManagerProblem, OrderProblem, JobTypeChanged, FilesProblem))
    return str(wrong) if foreseen else f"{type(wrong).__name__}: {wrong}"
