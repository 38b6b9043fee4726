# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import bpy

from ..blender_types import layout_of, scene_of
from ..farm_settings import OutputSettings, settings_of
from ..job_types.job_type import JobType
from ..output import overrides
from ..output.formats import FORMATS
from ..scene.selected import selected_job_type
from .draw_setting import draw_settings
from .sub_panel import JobTypeSubPanel
from .switched import column_of_fields, switched
from .text import labelled_row

OUTPUT_KEYS = ("render_output_root", "add_path_components", "render_output_path")


class FLAMENCO_NG_PT_output(JobTypeSubPanel, bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_output"
    bl_label = "Farm Output"
    bl_order = 20

    def draw(self, context: bpy.types.Context) -> None:
        layout, job_type = layout_of(self), selected_job_type(scene_of(context))
        if job_type is None:
            return
        draw_settings(
            layout, context, job_type, [each for each in job_type.settings if each.is_shown and each.key in OUTPUT_KEYS]
        )
        if any(overrides.takes(job_type, control) for control in overrides.OUTPUT_CONTROLS):
            _draw_overrides(column_of_fields(layout), context, job_type)


def _draw_overrides(column: bpy.types.UILayout, context: bpy.types.Context, job_type: JobType) -> None:
    scene = scene_of(context)
    output = settings_of(scene).output
    if overrides.takes(job_type, overrides.FORMAT):
        row = switched(column, output, "use_format", "Format", scene.render.image_settings.file_format)
        if output.use_format:
            row.prop(output, "file_format", text="")
            if overrides.takes(job_type, overrides.DETAILS):
                _draw_format_details(column, output)
            if FORMATS[output.file_format].has_quality and overrides.takes(job_type, overrides.QUALITY):
                column.prop(output, "quality", slider=True)
    if overrides.takes(job_type, overrides.RESOLUTION):
        row = switched(column, output, "use_resolution", "Resolution", f"{scene.render.resolution_percentage} %")
        if output.use_resolution:
            row.prop(output, "resolution_percentage", text="")
    if overrides.takes(job_type, overrides.SAMPLES):
        row = switched(column, output, "use_samples", "Samples", _scene_samples(scene))
        if output.use_samples:
            row.prop(output, "samples", text="")


def _draw_format_details(column: bpy.types.UILayout, output: OutputSettings) -> None:
    chosen = FORMATS[output.file_format]
    for name, possible in (("color_mode", chosen.modes), ("color_depth", chosen.depths)):
        if len(possible) > 1:
            row = labelled_row(column, "Color" if name == "color_mode" else "Color Depth")
            for each in possible:
                row.prop_enum(output, name, each)
    if len(chosen.codecs) > 1:
        column.prop(output, "codec")


def _scene_samples(scene: bpy.types.Scene) -> str:
    # The stubs know only the engine that is built in.
    engine = str(scene.render.engine)
    cycles: Any = getattr(scene, "cycles", None)
    if engine == "CYCLES" and cycles:
        return str(cycles.samples)
    samples = getattr(scene.eevee, "taa_render_samples", None)
    return "the engine's own" if samples is None or "EEVEE" not in engine else str(samples)
