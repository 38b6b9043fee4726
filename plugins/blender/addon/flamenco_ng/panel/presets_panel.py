# SPDX-License-Identifier: GPL-3.0-or-later
"""Presets and defaults, in the menu that Blender's own panels with presets have in their header."""

from __future__ import annotations

from typing import Any

import bpy

from ..blender_types import RegionType, SpaceType, layout_of, scene_of
from ..defaults import give
from ..defaults.sources import Source, of_manager, of_project
from ..presets import files
from .text import draw_text

# Not annotated in the class, where registration would look for properties.
_SPACE: SpaceType = "PROPERTIES"
_REGION: RegionType = "HEADER"
# In units of Blender's interface, about the height of a button.
WIDTH = 14


class FLAMENCO_NG_PT_presets(bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_presets"
    bl_label = "Presets and Defaults"
    bl_space_type = _SPACE
    bl_region_type = _REGION
    bl_ui_units_x = WIDTH

    def draw(self, context: bpy.types.Context) -> None:
        layout = layout_of(self)
        layout.emboss = "PULLDOWN_MENU"
        layout.label(text="Presets")
        _draw_presets(layout, context)
        layout.separator()
        layout.label(text="New Files Start With These Settings")
        column = layout.column(align=True)
        _draw_source(column, of_manager(), "MANAGER", "For the Manager")
        _draw_source(column, of_project(), "PROJECT", "For the Project")
        layout.operator("flamenco_ng.give_defaults")
        titles = give.given_by(scene_of(context))
        if titles:
            draw_text(layout, context, f"This scene has the defaults of {' and '.join(titles)}.", "INFO", letters=36)


def draw_presets_button(layout: bpy.types.UILayout) -> None:
    """The button that opens it, for the header of a panel."""
    layout.emboss = "NONE"
    layout.popover(FLAMENCO_NG_PT_presets.bl_idname, text="", icon="PRESET")


def draw_defaults_problems(layout: bpy.types.UILayout, context: bpy.types.Context) -> None:
    """What of the defaults could not be used."""
    problems = give.problems()
    if not problems:
        return
    box = layout.box()
    row = box.row()
    row.label(text="Not all defaults could be used", icon="INFO")
    row.operator("flamenco_ng.close_defaults_problems", text="", icon="X", emboss=False)
    for problem in problems:
        draw_text(box, context, problem, "DOT")


def _draw_presets(layout: bpy.types.UILayout, context: bpy.types.Context) -> None:
    column = layout.column(align=True)
    for path in files.presets():
        row = column.row(align=True)
        apply: Any = row.operator("flamenco_ng.apply_preset", text=files.display_name(path), translate=False)
        apply.filepath = str(path)
        if files.is_own(path):
            remove: Any = row.operator("flamenco_ng.remove_preset", text="", icon="REMOVE")
            remove.filepath = str(path)
    row = layout.row()
    name = row.row()
    name.emboss = "NORMAL"
    # Blender's own field for the names of presets.
    window_manager: Any = context.window_manager
    name.prop(window_manager, "preset_name", text="")
    add: Any = row.operator("flamenco_ng.add_preset", text="", icon="ADD")
    add.name = window_manager.preset_name


def _draw_source(column: bpy.types.UILayout, source: Source | None, kind: str, text: str) -> None:
    row = column.row(align=True)
    row.enabled = source is not None
    title = f"{text} “{source.title}”" if source else text
    store: Any = row.operator("flamenco_ng.store_defaults", text=title, translate=False)
    store.source = kind
    if source and source.exists():
        forget: Any = row.operator("flamenco_ng.forget_defaults", text="", icon="REMOVE")
        forget.source = kind
