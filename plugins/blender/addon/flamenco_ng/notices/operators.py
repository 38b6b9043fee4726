# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons of notices and of the list."""

from __future__ import annotations

import bpy

from .. import background
from ..client import ManagerProblem
from ..job_name.current import user_name
from . import watch
from .frames import NoFrames, frames_folder


class OfJob:
    bl_options = {"INTERNAL"}

    job_id: bpy.props.StringProperty(options={"HIDDEN"})


class FLAMENCO_NG_OT_show_frames(OfJob, bpy.types.Operator):
    bl_idname = "flamenco_ng.show_frames"
    bl_label = "Show Frames"
    bl_description = "Open the folder with the job's frames"

    def execute(self, _context):
        job = watch.jobs().find(self.job_id)
        if job is None:
            return {"CANCELLED"}
        connect = watch.connections()

        def find(_work):
            return frames_folder(job.frames, lambda: connect(job.manager))

        def show(folder):
            if not bpy.app.background:
                bpy.ops.wm.path_open(filepath=str(folder))

        def tell(wrong):
            text = str(wrong) if isinstance(wrong, (NoFrames, ManagerProblem)) else f"{type(wrong).__name__}: {wrong}"
            bpy.context.window_manager.popup_menu(
                lambda menu, _: menu.layout.label(text=text), title="No Frames", icon="INFO"
            )

        background.start("looking for frames", find, show, tell)
        return {"FINISHED"}


class FLAMENCO_NG_OT_close_notice(OfJob, bpy.types.Operator):
    bl_idname = "flamenco_ng.close_notice"
    bl_label = "Close"
    bl_description = "Do not show this notice any more"

    def execute(self, _context):
        watch.jobs().close_news(self.job_id)
        watch.redraw()
        return {"FINISHED"}


class FLAMENCO_NG_OT_forget_job(OfJob, bpy.types.Operator):
    bl_idname = "flamenco_ng.forget_job"
    bl_label = "Remove from List"
    bl_description = "Take the job off this list; it stays on the farm"

    def execute(self, _context):
        watch.jobs().forget(self.job_id)
        watch.redraw()
        return {"FINISHED"}


class FLAMENCO_NG_OT_look_at_jobs(bpy.types.Operator):
    bl_idname = "flamenco_ng.look_at_jobs"
    bl_label = "Refresh"
    bl_description = "Ask how the jobs are, and look for others of yours on this manager"
    bl_options = {"INTERNAL"}

    def execute(self, _context):
        work = watch.look(all_of_them=True, adopt=user_name())
        if bpy.app.background:
            background.wait_for(work)
        return {"FINISHED"}


CLASSES = (
    FLAMENCO_NG_OT_show_frames,
    FLAMENCO_NG_OT_close_notice,
    FLAMENCO_NG_OT_forget_job,
    FLAMENCO_NG_OT_look_at_jobs,
)
