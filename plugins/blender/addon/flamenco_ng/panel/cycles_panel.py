# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import bpy

from ..blender_types import layout_of, scene_of
from ..farm_settings import settings_of
from ..output import overrides
from ..output.changed_properties import is_cycles
from ..scene.selected import selected_job_type
from .sub_panel import JobTypeSubPanel
from .switched import column_of_fields, switched

OF_ALL_ENGINES = ("persistent_data", "motion_blur", "simplify", "render_region")


class FLAMENCO_NG_PT_cycles(JobTypeSubPanel, bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_cycles"
    bl_label = "Render Settings on the Farm"
    bl_order = 26
    bl_options = {"DEFAULT_CLOSED"}

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        job_type = selected_job_type(scene_of(context))
        return job_type is not None and any(overrides.takes(job_type, each) for each in overrides.CYCLES_CONTROLS)

    def draw(self, context: bpy.types.Context) -> None:
        layout, scene = layout_of(self), scene_of(context)
        job_type = selected_job_type(scene)
        if job_type is None:
            return
        output = settings_of(scene).output
        column = column_of_fields(layout)
        if is_cycles(scene):
            cycles: Any = getattr(scene, "cycles", None)
            if overrides.takes(job_type, overrides.DEVICE):
                row = switched(column, output, "use_device", "Device", cycles.device)
                if output.use_device:
                    row.prop(output, "device", text="")
            if overrides.takes(job_type, overrides.PROPERTIES):
                _draw_cycles(column, output, cycles)
        if overrides.takes(job_type, overrides.PROPERTIES):
            for name in OF_ALL_ENGINES:
                column.prop(output, name)


def _draw_cycles(column: bpy.types.UILayout, output: Any, cycles: Any) -> None:
    now = {
        "denoiser": "on" if cycles.use_denoising else "off",
        "noise_threshold": f"{cycles.adaptive_threshold:.4g}" if cycles.use_adaptive_sampling else "off",
        "time_limit": f"{cycles.time_limit:.6g} s" if cycles.time_limit else "none",
    }
    for name, value in now.items():
        row = switched(column, output, f"use_{name}", name.replace("_", " ").title(), value)
        if getattr(output, f"use_{name}"):
            row.prop(output, name, text="")
    column.prop(output, "seed_per_frame")
