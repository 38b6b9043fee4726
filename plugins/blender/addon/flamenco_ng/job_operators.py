# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons next to settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import bpy

from . import registration
from .blender_types import OperatorResult, scene_of
from .job_name import current_job_name
from .job_types.expressions import CurrentSettings, ExpressionProblem, absolute_path
from .job_types.store import StoredSettings
from .scene.selected import selected_job_type


class FLAMENCO_NG_OT_eval_setting(bpy.types.Operator):
    bl_idname = "flamenco_ng.eval_setting"
    bl_label = "Compute"
    bl_options = {"INTERNAL", "UNDO"}

    key: Annotated[str, bpy.props.StringProperty(options={"HIDDEN"})]
    hint: Annotated[str, bpy.props.StringProperty(options={"HIDDEN"})]

    @classmethod
    def description(cls, _context: bpy.types.Context, properties: Any) -> str:
        return properties.hint or "Compute this value from the scene"

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        scene = scene_of(context)
        job_type = selected_job_type(scene)
        setting = job_type.setting(self.key) if job_type else None
        if job_type is None or setting is None:
            self.report({"ERROR"}, f"The job type has no setting “{self.key}”.")
            return {"CANCELLED"}
        try:
            value = CurrentSettings(context, job_type, current_job_name(context)).evaluated(setting)
        except ExpressionProblem as problem:
            self.report({"ERROR"}, str(problem))
            return {"CANCELLED"}
        StoredSettings(scene, job_type).set_value(setting, value)
        return {"FINISHED"}


class FLAMENCO_NG_OT_show_folder(bpy.types.Operator):
    bl_idname = "flamenco_ng.show_folder"
    bl_label = "Show Folder"
    bl_description = "Open this folder, or the nearest one above it that exists, in your file browser"
    bl_options = {"INTERNAL"}

    path: Annotated[str, bpy.props.StringProperty(options={"HIDDEN"})]

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        path = absolute_path(self.path)
        folder = next((each for each in (path, *path.parents) if each.is_dir()), None)
        if not self.path or folder is None or folder == Path(os.path.abspath(folder.anchor)) != path:
            self.report({"ERROR"}, f"There is no folder at “{self.path}” yet.")
            return {"CANCELLED"}
        bpy.ops.wm.path_open(filepath=str(folder))
        return {"FINISHED"}


CLASSES = (FLAMENCO_NG_OT_eval_setting, FLAMENCO_NG_OT_show_folder)


def register() -> None:
    registration.register_classes(CLASSES)


def unregister() -> None:
    registration.unregister_classes(CLASSES)
