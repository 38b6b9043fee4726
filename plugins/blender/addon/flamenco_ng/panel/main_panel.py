# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import bpy

from ..blender_types import is_linked, layout_of, scene_of
from ..farm_settings import FarmSettings, settings_of
from ..job_name import JobNameProblem, resolve
from ..job_name.current import current_values
from ..manager import state
from ..preferences import preferences
from ..scene import selected
from .ended_jobs import draw_ended_jobs
from .interrupted_box import draw_interrupted
from .login_box import draws_login
from .manager_row import draw_manager
from .presets_panel import draw_defaults_problems, draw_presets_button
from .sub_panel import MAIN, InOutputProperties
from .switched import column_of_fields
from .text import draw_text, labelled_row
from .trust_question import draw_trust_question


class FLAMENCO_NG_PT_panel(InOutputProperties, bpy.types.Panel):
    bl_idname = MAIN
    bl_label = "Flamenco-NG"
    bl_order = 900

    def draw_header_preset(self, _context: bpy.types.Context) -> None:
        draw_presets_button(layout_of(self))

    def draw(self, context: bpy.types.Context) -> None:
        layout = layout_of(self)
        draw_interrupted(layout, context)
        draw_ended_jobs(layout, context)
        draw_manager(layout, context)
        if not state.info():
            if not (state.is_asking() or draws_login(preferences().manager_address)):
                layout.operator("flamenco_ng.open_preferences", text="Choose a Manager", icon="VIEWZOOM")
            return
        draw_defaults_problems(layout, context)
        _draw_changes(layout, context)
        draw_job(layout, context)


def draw_job(layout: bpy.types.UILayout, context: bpy.types.Context) -> None:
    """The fields that every job has: its type, name and comment."""
    column = column_of_fields(layout)
    scene = scene_of(context)
    if is_linked(scene):
        file = Path(scene.library.filepath.replace("\\", "/")).name
        text = f"This scene is linked from “{file}”. Its settings can only be changed there."
        draw_text(column, context, text, "LIBRARY_DATA_DIRECT")
    chosen = settings_of(scene)
    column.prop(chosen, "job_type")
    lost = selected.lost_job_type(scene)
    if lost:
        draw_text(column, context, f"This manager has no job type “{lost}”. Choose another one.", "ERROR", alert=True)
    job_type = selected.selected_job_type(scene)
    if job_type:
        draw_trust_question(layout, context, job_type)
        column = column_of_fields(layout)
    _draw_job_name(column, context, chosen)
    # Blender has a translation of this word, but as a verb.
    column.prop(chosen, "comment", text="Comment", translate=False)


def _draw_job_name(column: bpy.types.UILayout, context: bpy.types.Context, chosen: FarmSettings) -> None:
    column.prop(chosen, "job_name")
    try:
        name = resolve(chosen.job_name, current_values(context))
    except JobNameProblem as problem:
        draw_text(column, context, str(problem), "ERROR", alert=True)
        return
    if name != chosen.job_name:
        row = labelled_row(column, "")
        row.active = False
        row.label(text=name, icon="FORWARD", translate=False)


def _draw_changes(layout: bpy.types.UILayout, context: bpy.types.Context) -> None:
    changes = selected.notes_of(scene_of(context))
    if not changes:
        return
    box = layout.box()
    row = box.row()
    row.label(text="The job type has changed", icon="INFO")
    row.operator("flamenco_ng.close_message", text="", icon="X", emboss=False)
    for change in changes:
        draw_text(box, context, change, "DOT")
