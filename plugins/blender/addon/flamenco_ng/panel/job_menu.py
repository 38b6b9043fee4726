# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with one of my jobs: a menu, and a question before anything is lost."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import bpy

from .. import registration
from ..blender_types import Icon, OperatorResult, layout_of
from ..notices import control, watch
from ..notices.my_jobs import GONE, MyJob
from ..notices.operators import OfJob
from .job_log import show_log
from .text import draw_text

# Pixels at an interface scale of 1, and letters in a line of that.
WIDTH, LETTERS = 340, 52

WAYS: dict[str, tuple[str, Icon, frozenset[str]]] = {
    "PAUSE": ("Pause", "PAUSE", frozenset({"active", "queued"})),
    "RESUME": ("Resume", "PLAY", frozenset({"paused", "pause-requested"})),
    "RETRY": ("Retry Failed Tasks", "FILE_REFRESH", frozenset({"active", "queued", "failed", "canceled"})),
}
RELEASE: tuple[str, Icon] = ("Start without Waiting", "FORWARD")
CANCELABLE = frozenset({"active", "queued", "paused", "pause-requested"})
"""The label and icon of each change, and the statuses of a job in which it makes sense."""


class FLAMENCO_NG_OT_job_menu(OfJob, bpy.types.Operator):
    bl_idname = "flamenco_ng.job_menu"
    bl_label = "Job"
    bl_description = "Pause, cancel or retry this job, change its priority, read the log of a failed task"
    bl_options = {"INTERNAL"}

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        job = watch.jobs().find(self.job_id)
        if job is None or context.window_manager is None:
            return {"CANCELLED"}
        shown = job
        context.window_manager.popup_menu(lambda menu, _context: _draw_menu(layout_of(menu), shown), title=job.name)
        return {"FINISHED"}


class FLAMENCO_NG_OT_change_job(OfJob, bpy.types.Operator):
    bl_idname = "flamenco_ng.change_job"
    bl_label = "Change Job"
    bl_options = {"INTERNAL"}

    change: Annotated[
        Literal["PAUSE", "RESUME", "RETRY", "RELEASE"],
        bpy.props.EnumProperty(
            items=(*((key, label, "") for key, (label, _icon, _when) in WAYS.items()), ("RELEASE", RELEASE[0], "")),
            options={"HIDDEN", "SKIP_SAVE"},
        ),
    ]

    @classmethod
    def description(cls, _context: bpy.types.Context, properties: Any) -> str:
        return {
            "PAUSE": "Start no more tasks of it. Those that are running go on",
            "RESUME": "Let it go on",
            "RELEASE": "Start it although the jobs that it depends on are not done",
            "RETRY": "Render again what has failed. Of a job that has ended, everything that is not completed",
        }[properties.change]

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        job = watch.jobs().find(self.job_id)
        if job is None:
            return {"CANCELLED"}
        control.finish(control.change(job, self.change))
        return {"FINISHED"}


class FLAMENCO_NG_OT_cancel_job(OfJob, bpy.types.Operator):
    bl_idname = "flamenco_ng.cancel_job"
    bl_label = "Cancel Job"
    bl_description = "Stop its running tasks and take back the others. Frames that are rendered stay"
    bl_options = {"INTERNAL"}

    def invoke(self, context: bpy.types.Context, _event: bpy.types.Event) -> OperatorResult:
        if context.window_manager is None:
            return {"CANCELLED"}
        # Since Blender 4.1 the button can say what it does.
        words = {"confirm_text": "Cancel Job"} if bpy.app.version >= (4, 1) else {}
        dialog: Any = context.window_manager.invoke_props_dialog
        result: OperatorResult = dialog(self, width=WIDTH, **words)
        return result

    def draw(self, context: bpy.types.Context) -> None:
        job = watch.jobs().find(self.job_id)
        if job:
            running = " What its workers are rendering now is lost." if job.status == "active" else ""
            text = f"Cancel “{job.name}”?{running} Frames that are rendered stay, and the job can be retried."
            draw_text(layout_of(self), context, text, "QUESTION", letters=LETTERS)

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        job = watch.jobs().find(self.job_id)
        if job is None:
            return {"CANCELLED"}
        control.finish(control.change(job, "CANCEL"))
        return {"FINISHED"}


class FLAMENCO_NG_OT_set_job_priority(OfJob, bpy.types.Operator):
    bl_idname = "flamenco_ng.set_job_priority"
    bl_label = "Priority"
    bl_description = "Jobs with a higher priority are rendered first"
    bl_options = {"INTERNAL"}

    priority: Annotated[int, bpy.props.IntProperty(name="Priority", default=50, min=0, max=100, options={"SKIP_SAVE"})]

    def invoke(self, context: bpy.types.Context, _event: bpy.types.Event) -> OperatorResult:
        job = watch.jobs().find(self.job_id)
        if job is None or context.window_manager is None:
            return {"CANCELLED"}
        self.priority = job.priority
        return context.window_manager.invoke_props_dialog(self, width=WIDTH)

    def draw(self, _context: bpy.types.Context) -> None:
        layout_of(self).prop(self, "priority", slider=True)

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        job = watch.jobs().find(self.job_id)
        if job is None:
            return {"CANCELLED"}
        control.finish(control.prioritize(job, self.priority))
        return {"FINISHED"}


class FLAMENCO_NG_OT_note_on_job(OfJob, bpy.types.Operator):
    bl_idname = "flamenco_ng.note_on_job"
    bl_label = "Note"
    bl_description = "Write down something about this job, for yourself. It stays on this computer"
    bl_options = {"INTERNAL"}

    note: Annotated[str, bpy.props.StringProperty(name="Note", options={"SKIP_SAVE"})]

    def invoke(self, context: bpy.types.Context, _event: bpy.types.Event) -> OperatorResult:
        job = watch.jobs().find(self.job_id)
        if job is None or context.window_manager is None:
            return {"CANCELLED"}
        self.note = job.note
        return context.window_manager.invoke_props_dialog(self, width=WIDTH)

    def draw(self, _context: bpy.types.Context) -> None:
        layout_of(self).prop(self, "note", text="")

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        watch.jobs().write_down(self.job_id, self.note.strip())
        watch.redraw()
        return {"FINISHED"}


class FLAMENCO_NG_OT_show_failed_log(OfJob, bpy.types.Operator):
    bl_idname = "flamenco_ng.show_failed_log"
    bl_label = "Log of Failed Task"
    bl_description = "Fetch the log of the task that failed last, and show its end"
    bl_options = {"INTERNAL"}

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        job = watch.jobs().find(self.job_id)
        if job is None:
            return {"CANCELLED"}
        control.finish(control.fetch_log(job, lambda found: show_log(job, found)))
        return {"FINISHED"}


def _draw_menu(layout: bpy.types.UILayout, job: MyJob) -> None:
    layout.operator_context = "INVOKE_DEFAULT"
    if job.status != GONE:
        for key, (label, icon, statuses) in WAYS.items():
            if job.status in statuses:
                words = "Render What Is Left" if key == "RETRY" and job.status == "canceled" else label
                change: Any = layout.operator("flamenco_ng.change_job", text=words, icon=icon)
                change.job_id, change.change = job.id, key
        if job.is_open and job.waits_for:
            release: Any = layout.operator("flamenco_ng.change_job", text=RELEASE[0], icon=RELEASE[1])
            release.job_id, release.change = job.id, "RELEASE"
        if job.status in CANCELABLE:
            _entry(layout, job, "cancel_job", "Cancel…", "CANCEL")
        if job.is_open:
            _entry(layout, job, "set_job_priority", f"Priority {job.priority}…", "SORT_DESC")
        _entry(layout, job, "show_failed_log", "Log of Failed Task", "TEXT")
        layout.separator()
        if not job.is_open:
            # While it is rendered, what is missing now may be there soon.
            missing: Any = layout.operator("flamenco_ng.submit_again", text="Submit Missing Frames…", icon="SEQUENCE")
            missing.job_id, missing.only_missing = job.id, True
        _entry(layout, job, "submit_again", "Submit Again…", "RENDER_ANIMATION")
        layout.separator()
    _entry(layout, job, "note_on_job", "Note…", "GREASEPENCIL")
    _entry(layout, job, "forget_job", "Remove from List", "X")


def _entry(layout: bpy.types.UILayout, job: MyJob, operator: str, text: str, icon: Icon) -> None:
    button: Any = layout.operator(f"flamenco_ng.{operator}", text=text, icon=icon)
    button.job_id = job.id


CLASSES = (
    FLAMENCO_NG_OT_job_menu,
    FLAMENCO_NG_OT_change_job,
    FLAMENCO_NG_OT_cancel_job,
    FLAMENCO_NG_OT_set_job_priority,
    FLAMENCO_NG_OT_note_on_job,
    FLAMENCO_NG_OT_show_failed_log,
)


def register() -> None:
    registration.register_classes(CLASSES)


def unregister() -> None:
    registration.unregister_classes(CLASSES)
