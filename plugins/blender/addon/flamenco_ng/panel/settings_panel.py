# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import bpy

from ..blender_types import layout_of, scene_of
from ..scene.selected import selected_job_type
from .draw_setting import draw_settings
from .output_panel import OUTPUT_KEYS
from .sub_panel import JobTypeSubPanel


class FLAMENCO_NG_PT_settings(JobTypeSubPanel, bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_settings"
    bl_label = "Settings"
    bl_order = 10

    def draw(self, context: bpy.types.Context) -> None:
        layout, job_type = layout_of(self), selected_job_type(scene_of(context))
        if job_type is None:
            return
        settings = [each for each in job_type.settings if each.is_shown and each.key not in OUTPUT_KEYS]
        if settings:
            draw_settings(layout, context, job_type, settings)
        else:
            layout.label(text="This job type has no other settings")
