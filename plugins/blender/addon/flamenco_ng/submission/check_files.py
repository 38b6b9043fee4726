# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons for looking at the files of a job."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import bpy

from .. import background
from ..blender_types import OperatorResult, scene_of
from ..farm_settings import settings_of
from ..manager import state
from ..packing import patterns_in
from .file_check import begin, forget, last_check


class FLAMENCO_NG_OT_check_files(bpy.types.Operator):
    bl_idname = "flamenco_ng.check_files"
    bl_label = "Check Files"
    bl_description = "Look for everything that the file uses, with sizes, and submit nothing"
    bl_options = {"INTERNAL"}

    @classmethod
    def poll(cls, _context: bpy.types.Context) -> bool:
        if not bpy.data.filepath:
            cls.poll_message_set("Save the file first")
            return False
        return bool(state.info()) and not _is_running()

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        try:
            check = begin(context)
        except (OSError, RuntimeError) as problem:
            self.report({"ERROR"}, f"A copy of the file could not be written: {problem}")
            return {"CANCELLED"}
        assert check.work
        if not bpy.app.background:
            return {"FINISHED"}
        background.wait_for(check.work)
        if check.problem:
            self.report({"ERROR"}, check.problem)
            return {"CANCELLED"}
        return {"FINISHED"}


class FLAMENCO_NG_OT_show_file_check(bpy.types.Operator):
    bl_idname = "flamenco_ng.show_file_check"
    bl_label = "Show List"
    bl_description = "Open the list of all files, the largest first, in your text editor"
    bl_options = {"INTERNAL"}

    @classmethod
    def poll(cls, _context: bpy.types.Context) -> bool:
        check = last_check()
        return check is not None and check.report is not None

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        path = Path(bpy.app.tempdir, "flamenco-ng-file-check.txt")
        check = last_check()
        path.write_text(check.as_text() if check else "", "utf-8", "surrogateescape")
        bpy.ops.wm.path_open(filepath=str(path))
        return {"FINISHED"}


class FLAMENCO_NG_OT_close_file_check(bpy.types.Operator):
    bl_idname = "flamenco_ng.close_file_check"
    bl_label = "Close"
    bl_description = "Stop looking, or close this list"
    bl_options = {"INTERNAL"}

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        forget()
        return {"FINISHED"}


class FLAMENCO_NG_OT_exclude(bpy.types.Operator):
    bl_idname = "flamenco_ng.exclude"
    bl_label = "Exclude"
    bl_description = "Do not bring these files to the farm"
    bl_options = {"INTERNAL", "UNDO"}

    pattern: Annotated[str, bpy.props.StringProperty(options={"HIDDEN"})]

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        chosen = settings_of(scene_of(context))
        patterns = patterns_in(chosen.exclude_files)
        chosen.exclude_files = "; ".join([*patterns, *([self.pattern] if self.pattern not in patterns else [])])
        operators: Any = bpy.ops
        operators.flamenco_ng.check_files()
        return {"FINISHED"}


def _is_running() -> bool:
    check = last_check()
    return check is not None and check.is_running


CLASSES = (
    FLAMENCO_NG_OT_check_files,
    FLAMENCO_NG_OT_show_file_check,
    FLAMENCO_NG_OT_close_file_check,
    FLAMENCO_NG_OT_exclude,
)
