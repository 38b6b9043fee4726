# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons for submitting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import bpy

from .. import background
from ..blender_types import OperatorResult, layout_of, scene_of
from ..client import ManagerProblem
from ..scene import selected
from . import queue
from .order import obstacle
from .save import would_be_overwritten
from .submission import begin

DIALOG_WIDTH = 420


class FLAMENCO_NG_OT_submit_job(bpy.types.Operator):
    bl_idname = "flamenco_ng.submit_job"
    bl_label = "Submit to Farm"
    bl_description = "Save the file and submit it as a job"
    bl_options = {"INTERNAL"}

    wait: Annotated[
        bool,
        bpy.props.BoolProperty(
            name="Wait", description="Return only when the job has been submitted. For scripts", options={"SKIP_SAVE"}
        ),
    ]
    missing_files: Annotated[
        Literal["ASK", "SUBMIT", "STOP"],
        bpy.props.EnumProperty(
            name="Missing Files",
            description="What to do if files are missing, or pre-flight has found what spoils the render",
            items=(
                ("ASK", "Ask", "Ask the artist. If there is none, submit nothing"),
                ("SUBMIT", "Submit", "Submit although the render may come out wrong"),
                ("STOP", "Stop", "Submit nothing"),
            ),
            options={"SKIP_SAVE"},
        ),
    ]

    older_file: Annotated[
        Literal["COPY", "OVERWRITE"],
        bpy.props.EnumProperty(
            name="File of an Older Blender",
            description="What to do with changes if an older Blender has saved the file",
            items=(
                ("COPY", "Submit a Copy", "Your file stays as it is. The farm gets a copy with your changes"),
                ("OVERWRITE", "Save Over It", "Save the file with this Blender, and submit it"),
            ),
            options={"SKIP_SAVE"},
        ),
    ]

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        wrong = obstacle(context)
        if wrong:
            cls.poll_message_set(wrong)
        return not wrong

    def invoke(self, context: bpy.types.Context, _event: bpy.types.Event) -> OperatorResult:
        if would_be_overwritten(context) and context.window_manager:
            return context.window_manager.invoke_props_dialog(self, width=DIALOG_WIDTH)
        return self.execute(context)

    def draw(self, _context: bpy.types.Context) -> None:
        column = layout_of(self).column()
        version = ".".join(map(str, bpy.data.version[:2]))
        here = ".".join(map(str, bpy.app.version[:2]))
        column.label(text=f"Blender {version} has saved this file, and you have changed it.", icon="QUESTION")
        column.label(text=f"If Blender {here} saves over it, {version} may not open it any more.", icon="BLANK1")
        column.prop(self, "older_file", expand=True)

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        wait = self.wait or bpy.app.background
        answer = {"ASK": False if wait else None, "SUBMIT": True, "STOP": False}[self.missing_files]
        as_copy = would_be_overwritten(context) and self.older_file == "COPY"
        try:
            submission = queue.add(begin(context, answer, as_copy, has_artist=not wait))
        except ManagerProblem as problem:
            self.report({"ERROR"}, str(problem))
            return {"CANCELLED"}
        if not submission.started_work:
            self.report({"ERROR"}, submission.problem)
            return {"CANCELLED"}
        if not wait:
            return {"FINISHED"}
        background.wait_for(submission.work)
        if not submission.job:
            self.report({"ERROR"}, submission.problem or "The submission was cancelled.")
            return {"CANCELLED"}
        for job in submission.jobs:
            self.report({"INFO"}, f"Submitted “{job['name']}” as {job['id']}.")
        return {"FINISHED"}


class OnSubmission:
    """An operator for one of the submissions. Without a number, it is for the one that has its turn."""

    number: Annotated[int, bpy.props.IntProperty(options={"HIDDEN", "SKIP_SAVE"})]


class FLAMENCO_NG_OT_cancel_submission(OnSubmission, bpy.types.Operator):
    bl_idname = "flamenco_ng.cancel_submission"
    bl_label = "Cancel"
    bl_description = "Stop this submission. Jobs that the farm already has stay there"
    bl_options = {"INTERNAL"}

    @classmethod
    def poll(cls, _context: bpy.types.Context) -> bool:
        return any(each.is_running and not each.work.cancelled.is_set() for each in queue.all_submissions())

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        submission = queue.find(self.number)
        if submission and submission.is_running:
            submission.work.cancel()
            background.redraw_status_bars()
        return {"FINISHED"}


class FLAMENCO_NG_OT_answer_missing(OnSubmission, bpy.types.Operator):
    bl_idname = "flamenco_ng.answer_missing"
    bl_label = "Submit Anyway"
    bl_options = {"INTERNAL"}

    submit: Annotated[bool, bpy.props.BoolProperty(options={"HIDDEN", "SKIP_SAVE"})]

    @classmethod
    def description(cls, _context: bpy.types.Context, properties: Any) -> str:
        return "Submit the job although the render may come out wrong" if properties.submit else "Submit nothing"

    @classmethod
    def poll(cls, _context: bpy.types.Context) -> bool:
        return queue.asking() is not None

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        # A pop-up may be older than the question of the next submission.
        submission = queue.find(self.number) if self.number else queue.asking()
        if submission and submission.is_running and submission.files.is_asking:
            submission.files.reply(self.submit)
            background.redraw_status_bars()
        return {"FINISHED"}


class FLAMENCO_NG_OT_show_files_report(OnSubmission, bpy.types.Operator):
    bl_idname = "flamenco_ng.show_files_report"
    bl_label = "Show List"
    bl_description = "Open the full list in your text editor"
    bl_options = {"INTERNAL"}

    @classmethod
    def poll(cls, _context: bpy.types.Context) -> bool:
        return any(each.files.text for each in queue.all_submissions())

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        submission = queue.find(self.number)
        path = Path(bpy.app.tempdir, "flamenco-ng-files.txt")
        path.write_text(submission.files.text if submission else "", "utf-8", "surrogateescape")
        bpy.ops.wm.path_open(filepath=str(path))
        return {"FINISHED"}


class FLAMENCO_NG_OT_close_message(OnSubmission, bpy.types.Operator):
    bl_idname = "flamenco_ng.close_message"
    bl_label = "Close"
    bl_description = "Close this message"
    bl_options = {"INTERNAL"}

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        queue.close(self.number)
        selected.forget_notes(scene_of(context))
        return {"FINISHED"}


CLASSES = (
    FLAMENCO_NG_OT_submit_job,
    FLAMENCO_NG_OT_cancel_submission,
    FLAMENCO_NG_OT_answer_missing,
    FLAMENCO_NG_OT_show_files_report,
    FLAMENCO_NG_OT_close_message,
)
