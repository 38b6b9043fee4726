# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons of notices and of the list of jobs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import bpy

from .. import background
from ..blender_types import OperatorResult, layout_of
from ..client import ManagerProblem
from ..job_name.current import user_name
from . import control, watch
from .frames import NoFrames, frames_folder


class OfJob:
    """An operator for one job."""

    job_id: Annotated[str, bpy.props.StringProperty(options={"HIDDEN"})]


class FLAMENCO_NG_OT_show_frames(OfJob, bpy.types.Operator):
    bl_idname = "flamenco_ng.show_frames"
    bl_label = "Show Frames"
    bl_description = "Open the folder with the job's frames"
    bl_options = {"INTERNAL"}

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        job = watch.jobs().find(self.job_id)
        if job is None:
            return {"CANCELLED"}
        connect = watch.connections()
        background.start(
            "looking for frames",
            lambda _work: frames_folder(job.frames, lambda: connect(job.manager)),
            _open_folder,
            _tell_why_not,
        )
        return {"FINISHED"}


class FLAMENCO_NG_OT_close_notice(OfJob, bpy.types.Operator):
    bl_idname = "flamenco_ng.close_notice"
    bl_label = "Close"
    bl_description = "Do not show this notice any more"
    bl_options = {"INTERNAL"}

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        watch.jobs().close_news(self.job_id)
        watch.redraw()
        return {"FINISHED"}


class FLAMENCO_NG_OT_forget_job(OfJob, bpy.types.Operator):
    bl_idname = "flamenco_ng.forget_job"
    bl_label = "Remove from List"
    bl_description = "Remove the job from this list. It stays on the farm"
    bl_options = {"INTERNAL"}

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        watch.jobs().forget(self.job_id)
        watch.redraw()
        return {"FINISHED"}


class FLAMENCO_NG_OT_look_at_jobs(bpy.types.Operator):
    bl_idname = "flamenco_ng.look_at_jobs"
    bl_label = "Refresh"
    bl_description = "Ask how the jobs are doing, and look for other jobs of yours on this manager"
    bl_options = {"INTERNAL"}

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        control.forget_answers()
        work = watch.look(all_of_them=True, adopt=user_name())
        if bpy.app.background:
            background.wait_for(work)
        return {"FINISHED"}


def _open_folder(folder: Path) -> None:
    if not bpy.app.background:
        bpy.ops.wm.path_open(filepath=str(folder))


def _tell_why_not(wrong: Exception) -> None:
    text = str(wrong) if isinstance(wrong, (NoFrames, ManagerProblem)) else f"{type(wrong).__name__}: {wrong}"

    def draw(menu: bpy.types.UIPopupMenu, _context: bpy.types.Context) -> None:
        layout_of(menu).label(text=text)

    if bpy.context.window_manager:
        bpy.context.window_manager.popup_menu(draw, title="No Frames", icon="INFO")


CLASSES = (
    FLAMENCO_NG_OT_show_frames,
    FLAMENCO_NG_OT_close_notice,
    FLAMENCO_NG_OT_forget_job,
    FLAMENCO_NG_OT_look_at_jobs,
)
