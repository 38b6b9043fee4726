# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import bpy

from ..blender_types import layout_of, scene_of
from ..farm_settings import settings_of
from ..manager import state
from ..notices import next_job
from ..scene.selected import lost_worker_tag
from .sub_panel import SubPanel
from .text import draw_text


class FLAMENCO_NG_PT_scheduling(SubPanel, bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_scheduling"
    bl_label = "Scheduling"
    bl_order = 40

    def draw(self, context: bpy.types.Context) -> None:
        layout = layout_of(self)
        layout.use_property_split = True
        layout.use_property_decorate = False
        scene, found = scene_of(context), state.info()
        chosen = settings_of(scene)
        column = layout.column()
        column.prop(chosen, "priority", slider=True)
        column.prop(chosen, "worker_tag")
        lost = lost_worker_tag(scene)
        if lost:
            draw_text(
                column,
                context,
                f"The worker tag “{lost}” no longer exists. Choose another one, or all workers.",
                "ERROR",
                alert=True,
            )
        if found and found.can_order_jobs and context.window_manager and next_job.jobs_to_wait_for():
            column.prop(next_job.group(context.window_manager), "after")
        column.prop(chosen, "start_paused")
        if context.window_manager:
            column.prop(next_job.group(context.window_manager), "only_missing")
        if found and found.can_keep_jobs:
            column.prop(chosen, "keep")
