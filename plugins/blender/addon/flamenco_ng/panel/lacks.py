# SPDX-License-Identifier: GPL-3.0-or-later
"""What a manager cannot do, so that nobody looks for it in vain."""

from __future__ import annotations

import bpy

from ..blender_types import RegionType, SpaceType, layout_of, scene_of
from ..job_types.submitted import takes_blendfile
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
        layout, found = layout_of(self), state.info()
        if not found:
            return
        job_type, missing = selected_job_type(scene_of(context)), _missing(context)
        who = f"{found.name} {found.version}" if found.lacks or not job_type else f"“{job_type.label}”"
        layout.label(text=f"{who} cannot do everything", icon="INFO", translate=False)
        with in_pop_up(LETTERS):
            for words in found.lacks:
                draw_text(layout, context, f"{words}.", "DOT")
            if job_type and missing:
                text = f"“{job_type.label}” takes from the scene: {', '.join(missing)}."
                draw_text(layout, context, text, "DOT")


def _missing(context: bpy.types.Context) -> list[str]:
    """What jobs of the chosen type take from the scene, if they render one."""
    job_type = selected_job_type(scene_of(context))
    if job_type is None or not takes_blendfile(job_type):
        return []
    return missing_controls(job_type, [*OUTPUT_CONTROLS, *VIEW_CONTROLS, *CYCLES_CONTROLS])


def draw_lacks(layout: bpy.types.UILayout, context: bpy.types.Context) -> None:
    """A line that says so, and leads to the list. Draws nothing where everything is possible."""
    found = state.info()
    if found and (found.lacks or _missing(context)):
        row = layout.row()
        who = "manager" if found.lacks else "job type"
        row.popover(FLAMENCO_NG_PT_lacks.bl_idname, text=f"This {who} cannot do everything", icon="INFO")
