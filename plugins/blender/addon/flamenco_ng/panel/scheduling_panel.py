# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import bpy

from ..manager import state
from ..scene.selected import lost_worker_tag
from .sub_panel import SubPanel
from .text import draw_text


class FLAMENCO_NG_PT_scheduling(SubPanel, bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_scheduling"
    bl_label = "Scheduling"
    bl_order = 40

    def draw(self, context) -> None:
        layout = self.layout
        layout.use_property_split = True
        layout.use_property_decorate = False
        group, found = context.scene.flamenco_ng, state.info()
        column = layout.column()
        column.prop(group, "priority", slider=True)
        column.prop(group, "worker_tag")
        lost = lost_worker_tag(context.scene)
        if lost:
            draw_text(
                column,
                context,
                f"The worker tag “{lost}” is gone. Choose another one, or all workers.",
                "ERROR",
                alert=True,
            )
        column.prop(group, "start_paused")
        if found.can_keep_jobs:
            column.prop(group, "keep")
