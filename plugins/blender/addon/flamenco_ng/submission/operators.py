# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons for submitting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import bpy

from .. import background
from ..blender_types import OperatorResult, scene_of
from ..client import ManagerProblem
from ..scene import selected
from .order import obstacle
from .submission import Submission, begin

_current: Submission | None = None


def current_submission() -> Submission | None:
    """The submission that is running, or the last one until its message is closed."""
    return _current


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
            items=(
                ("ASK", "Ask", "Ask the artist. If there is none, submit nothing"),
                ("SUBMIT", "Submit", "Submit although files are missing"),
                ("STOP", "Stop", "Submit nothing"),
            ),
            options={"SKIP_SAVE"},
        ),
    ]

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if _current and _current.is_running:
            cls.poll_message_set("A submission is already running")
            return False
        wrong = obstacle(context)
        if wrong:
            cls.poll_message_set(wrong)
        return not wrong

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        global _current
        wait = self.wait or bpy.app.background
        answer = {"ASK": False if wait else None, "SUBMIT": True, "STOP": False}[self.missing_files]
        try:
            _current = begin(context, answer)
        except ManagerProblem as problem:
            self.report({"ERROR"}, str(problem))
            return {"CANCELLED"}
        if not _current.started_work:
            self.report({"ERROR"}, _current.problem)
            return {"CANCELLED"}
        if not wait:
            return {"FINISHED"}
        background.wait_for(_current.work)
        if not _current.job:
            self.report({"ERROR"}, _current.problem or "The submission was cancelled.")
            return {"CANCELLED"}
        self.report({"INFO"}, f"Submitted “{_current.job['name']}” as {_current.job['id']}.")
        return {"FINISHED"}


class FLAMENCO_NG_OT_cancel_submission(bpy.types.Operator):
    bl_idname = "flamenco_ng.cancel_submission"
    bl_label = "Cancel"
    bl_description = "Stop this submission. Nothing is left on the farm"
    bl_options = {"INTERNAL"}

    @classmethod
    def poll(cls, _context: bpy.types.Context) -> bool:
        return bool(_current and _current.is_running and not _current.work.cancelled.is_set())

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        if _current:
            _current.work.cancel()
            background.redraw_status_bars()
        return {"FINISHED"}


class FLAMENCO_NG_OT_answer_missing(bpy.types.Operator):
    bl_idname = "flamenco_ng.answer_missing"
    bl_label = "Submit Anyway"
    bl_options = {"INTERNAL"}

    submit: Annotated[bool, bpy.props.BoolProperty(options={"HIDDEN", "SKIP_SAVE"})]

    @classmethod
    def description(cls, _context: bpy.types.Context, properties: Any) -> str:
        return "Submit the job although these files are missing" if properties.submit else "Submit nothing"

    @classmethod
    def poll(cls, _context: bpy.types.Context) -> bool:
        return bool(_current and _current.is_running and _current.files.is_asking)

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        if _current:
            _current.files.reply(self.submit)
            background.redraw_status_bars()
        return {"FINISHED"}


class FLAMENCO_NG_OT_show_files_report(bpy.types.Operator):
    bl_idname = "flamenco_ng.show_files_report"
    bl_label = "Show List"
    bl_description = "Open the full list in your text editor"
    bl_options = {"INTERNAL"}

    @classmethod
    def poll(cls, _context: bpy.types.Context) -> bool:
        return bool(_current and _current.files.text)

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        path = Path(bpy.app.tempdir, "flamenco-ng-files.txt")
        path.write_text(_current.files.text if _current else "", "utf-8")
        bpy.ops.wm.path_open(filepath=str(path))
        return {"FINISHED"}


class FLAMENCO_NG_OT_close_message(bpy.types.Operator):
    bl_idname = "flamenco_ng.close_message"
    bl_label = "Close"
    bl_description = "Close this message"
    bl_options = {"INTERNAL"}

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        global _current
        if not (_current and _current.is_running):
            _current = None
        selected.forget_notes(scene_of(context))
        return {"FINISHED"}


CLASSES = (
    FLAMENCO_NG_OT_submit_job,
    FLAMENCO_NG_OT_cancel_submission,
    FLAMENCO_NG_OT_answer_missing,
    FLAMENCO_NG_OT_show_files_report,
    FLAMENCO_NG_OT_close_message,
)
