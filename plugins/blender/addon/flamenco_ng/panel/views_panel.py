# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import bpy

from ..blender_types import Icon, layout_of, scene_of
from ..farm_settings import OutputSettings, settings_of
from ..output import overrides
from ..output.views import cameras_of, chosen_cameras, chosen_layers, layers_of, names_in
from ..scene.selected import selected_job_type
from ..scene.submitted_scenes import submitted_scenes
from .sub_panel import JobTypeSubPanel
from .switched import column_of_fields, switched
from .text import draw_text, labelled_row

SHOWN_NAMES = 24


class FLAMENCO_NG_PT_views(JobTypeSubPanel, bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_views"
    bl_label = "Cameras, View Layers, Scenes"
    bl_order = 24
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context: bpy.types.Context) -> None:
        layout, scene = layout_of(self), scene_of(context)
        job_type, chosen = selected_job_type(scene), settings_of(scene)
        if job_type is None:
            return
        output, column = chosen.output, column_of_fields(layout)
        if overrides.takes(job_type, overrides.CAMERA):
            camera = scene.camera.name if scene.camera else "none"
            switched(column, output, "use_camera", "Cameras", camera)
            if output.use_camera:
                _draw_names(column, output, "camera", cameras_of(scene), "CAMERA_DATA")
        if overrides.takes(job_type, overrides.VIEW_LAYER):
            layers = ", ".join(layer.name for layer in scene.view_layers if layer.use)
            switched(column, output, "use_view_layer", "View Layers", layers)
            if output.use_view_layer:
                _draw_names(column, output, "view_layer", layers_of(scene), "RENDERLAYERS")
        count = max(1, len(chosen_cameras(output, job_type))) * max(1, len(chosen_layers(output, job_type)))
        if count > 1 and overrides.takes(job_type, overrides.ONE_JOB):
            column.prop(output, "views")
        column = column_of_fields(layout)
        column.prop(chosen, "scenes")
        if chosen.scenes == "ALL":
            for other, settings_from in submitted_scenes(scene)[1:]:
                own = "with its own settings" if settings_from == other else "with the settings of this scene"
                draw_text(layout, context, f"“{other.name}”, {own}", "SCENE_DATA")


def _draw_names(
    column: bpy.types.UILayout, output: OutputSettings, stored_in: str, there: list[str], icon: Icon
) -> None:
    """A button for each name, and one for each that is gone."""
    chosen = names_in(getattr(output, stored_in))
    gone = [name for name in chosen if name not in there]
    labelled = labelled_row(column, "")
    buttons = labelled.column(align=True)
    for name in [*there[:SHOWN_NAMES], *gone]:
        row = buttons.row(align=True)
        row.alert = name in gone
        button: Any = row.operator(
            "flamenco_ng.toggle_view",
            text=name,
            translate=False,
            icon="ERROR" if name in gone else "CHECKBOX_HLT" if name in chosen else "CHECKBOX_DEHLT",
            depress=name in chosen,
        )
        button.stored_in, button.name = stored_in, name
    if len(there) > SHOWN_NAMES:
        buttons.label(text=f"and {len(there) - SHOWN_NAMES} more", icon=icon)
    elif not there:
        buttons.label(text="The scene has none", icon=icon)
