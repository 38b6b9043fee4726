# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Annotated

import bpy

from ..blender_types import OperatorResult, scene_of
from ..farm_settings import settings_of
from ..output.views import cameras_of, layers_of, toggled


class FLAMENCO_NG_OT_toggle_view(bpy.types.Operator):
    bl_idname = "flamenco_ng.toggle_view"
    bl_label = "Render on the Farm"
    bl_description = "Choose whether the farm renders this one"
    bl_options = {"INTERNAL", "UNDO"}

    stored_in: Annotated[str, bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})]
    name: Annotated[str, bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})]

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        scene = scene_of(context)
        output = settings_of(scene).output
        there = cameras_of(scene) if self.stored_in == "camera" else layers_of(scene)
        setattr(output, self.stored_in, toggled(getattr(output, self.stored_in), self.name, there))
        return {"FINISHED"}
