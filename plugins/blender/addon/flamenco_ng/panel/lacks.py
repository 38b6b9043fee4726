# SPDX-License-Identifier: GPL-3.0-or-later
"""What a manager cannot do, so that nobody looks for it in vain."""

from __future__ import annotations

import bpy

from ..blender_types import RegionType, SpaceType, layout_of, scene_of
from ..manager import state
from ..output.overrides import CYCLES_CONTROLS, OUTPUT_CONTROLS, VIEW_CONTROLS, missing_controls
from ..scene.selected import selected_job_type
from .text import draw_text, in_pop_up

# Not annotated in the class, where registration would look for properties.
_SPACE: SpaceType = "PROPERTIES"
_REGION: RegionType = "HEADER"
# In units of Blender's interface, about the height of a button, and the letters that fit.
WIDTH, LETTERS = 18, 56


class FLAMENCO_NG_PT_lacks(bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_lacks"
    bl_label = "What This Manager Cannot Do"
    bl_description = "What this manager cannot do. It is not offered, and not sent to it"
    bl_space_type = _SPACE
    bl_region_type = _REGION
    bl_ui_units_x = WIDTH

    def draw(self, context: bpy.types.Context) -> None:
        layout, found, job_type = layout_of(self), state.info(), selected_job_type(scene_of(context))
        if not found:
            return
        layout.label(text=f"{found.name} {found.version} cannot do everything", icon="INFO", translate=False)
        with in_pop_up(LETTERS):
            for words in found.lacks:
                draw_text(layout, context, f"{words}.", "DOT")
            controls = [*OUTPUT_CONTROLS, *VIEW_CONTROLS, *CYCLES_CONTROLS]
            missing = missing_controls(job_type, controls) if job_type else []
            if job_type and missing:
                text = f"“{job_type.label}” takes from the scene: {', '.join(missing)}."
                draw_text(layout, context, text, "DOT")


def draw_lacks(layout: bpy.types.UILayout) -> None:
    """A line that says so, and leads to the list. Draws nothing for a manager that can do everything."""
    found = state.info()
    if found and found.lacks:
        row = layout.row()
        row.popover(FLAMENCO_NG_PT_lacks.bl_idname, text="This manager cannot do everything", icon="INFO")
