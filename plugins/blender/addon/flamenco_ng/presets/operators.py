# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons for presets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import bpy

from ..blender_types import OperatorResult, is_linked, scene_of
from ..held_files import unlink_firmly
from ..scene import snapshot
from . import files
from .files import PresetProblem


class OnOwnScene:
    """An operator that changes the settings of the scene."""

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if is_linked(scene_of(context)):
            cls.poll_message_set("This scene is linked from another file")  # type: ignore[attr-defined]
            return False
        return True


class FLAMENCO_NG_OT_apply_preset(OnOwnScene, bpy.types.Operator):
    bl_idname = "flamenco_ng.apply_preset"
    bl_label = "Apply Preset"
    bl_description = "Take the farm settings of this preset"
    bl_options = {"INTERNAL", "UNDO"}

    filepath: Annotated[str, bpy.props.StringProperty(subtype="FILE_PATH", options={"HIDDEN", "SKIP_SAVE"})]

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        path = Path(self.filepath)
        try:
            ignored = snapshot.apply(scene_of(context), files.read(path))
        except PresetProblem as problem:
            self.report({"ERROR"}, str(problem))
            return {"CANCELLED"}
        except snapshot.NoSnapshot as problem:
            self.report({"ERROR"}, str(files.unusable(path, problem)))
            return {"CANCELLED"}
        tell_ignored(self, f"“{files.display_name(path)}” was applied", ignored)
        return {"FINISHED"}


class FLAMENCO_NG_OT_add_preset(bpy.types.Operator):
    bl_idname = "flamenco_ng.add_preset"
    bl_label = "Add Preset"
    bl_description = "Store all farm settings of this scene under this name"
    bl_options = {"INTERNAL"}

    name: Annotated[str, bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})]

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        try:
            files.write(files.own_path(self.name), snapshot.taken(scene_of(context)))
        except PresetProblem as problem:
            self.report({"ERROR"}, str(problem))
            return {"CANCELLED"}
        self.report({"INFO"}, f"Stored the preset “{self.name.strip()}”.")
        return {"FINISHED"}


class FLAMENCO_NG_OT_remove_preset(bpy.types.Operator):
    bl_idname = "flamenco_ng.remove_preset"
    bl_label = "Remove Preset"
    bl_description = "Delete this preset"
    bl_options = {"INTERNAL"}

    filepath: Annotated[str, bpy.props.StringProperty(subtype="FILE_PATH", options={"HIDDEN", "SKIP_SAVE"})]

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        path = Path(self.filepath)
        if path not in files.presets() or not files.is_own(path):
            self.report({"ERROR"}, f"“{path}” is not one of your presets.")
            return {"CANCELLED"}
        try:
            unlink_firmly(path)
        except OSError as problem:
            self.report({"ERROR"}, f"“{path}” could not be deleted: {problem.strerror or problem}.")
            return {"CANCELLED"}
        return {"FINISHED"}


def tell_ignored(operator: bpy.types.Operator, done: str, ignored: list[str]) -> None:
    """Says what was done, and what was not."""
    if ignored:
        operator.report({"WARNING"}, f"{done}, except: {'; '.join(ignored)}.")
    else:
        operator.report({"INFO"}, f"{done}.")


CLASSES = (FLAMENCO_NG_OT_apply_preset, FLAMENCO_NG_OT_add_preset, FLAMENCO_NG_OT_remove_preset)
