# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import bpy

from ..blender_types import layout_of, scene_of
from ..farm_settings import settings_of
from ..manager import state
from ..manager.info import ManagerInfo
from ..packing import path_inside
from .sub_panel import JobTypeSubPanel
from .text import draw_text


class FLAMENCO_NG_PT_files(JobTypeSubPanel, bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_files"
    bl_label = "Files"
    bl_order = 30
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context: bpy.types.Context) -> None:
        layout = layout_of(self)
        layout.use_property_split = True
        layout.use_property_decorate = False
        chosen, found = settings_of(scene_of(context)), state.info()
        layout.prop(chosen, "files_way")
        layout.prop(chosen, "farm_copy")
        layout.prop(chosen, "exclude_files")
        if found:
            draw_text(layout, context, _explanation(chosen.files_way, found, chosen.farm_copy), "INFO")


def _explanation(way: str, found: ManagerInfo, farm_copy: bool = False) -> str:
    storage = f"the farm's storage, {found.location}"
    inside = bool(bpy.data.filepath) and path_inside(Path(bpy.data.filepath), found.location) is not None
    if way == "auto":
        way = "in-place" if inside else ("shaman" if found.shaman else "copy")
    if way == "in-place" and farm_copy:
        return "Workers open a copy, which is saved beside this file at each submission and stays there."
    if way == "in-place":
        return f"Workers open this file where it is{', in' if inside else ', which is not in'} {storage}."
    if way == "shaman" and not found.shaman:
        return f"{found.name} does not accept uploads (Shaman is off). Choose another way."
    if way == "shaman":
        return "The file and everything that it uses are uploaded. The farm keeps them for the next job."
    return f"The file and everything that it uses are copied to {storage}."
