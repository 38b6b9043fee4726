# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import bpy

from ..manager import state
from .sub_panel import JobTypeSubPanel
from .text import draw_text


class FLAMENCO_NG_PT_files(JobTypeSubPanel, bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_files"
    bl_label = "Files"
    bl_order = 30
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context) -> None:
        layout = self.layout
        layout.use_property_split = True
        layout.use_property_decorate = False
        group, found = context.scene.flamenco_ng, state.info()
        layout.prop(group, "files_way")
        draw_text(layout, context, _explanation(group.files_way, found), "INFO")


def _explanation(way: str, found) -> str:
    storage = f"the farm's storage, {found.location}"
    inside = bool(bpy.data.filepath) and Path(bpy.data.filepath).is_relative_to(found.location)
    if way == "auto":
        way = "in-place" if inside else ("shaman" if found.shaman else "copy")
    if way == "in-place":
        return f"Workers open this file where it is{', on' if inside else '; it is not on'} {storage}."
    if way == "shaman" and not found.shaman:
        return f"{found.name} takes no uploads (Shaman is off); choose another way."
    if way == "shaman":
        return "The file and what it uses are uploaded; the farm keeps what it has for the next job."
    return f"The file and what it uses are copied to {storage}."
