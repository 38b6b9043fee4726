# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows for what the farm does otherwise than the scene."""

from __future__ import annotations

import bpy

from ..farm_settings import OutputSettings


def switched(
    column: bpy.types.UILayout, output: OutputSettings, switch: str, label: str, scene_value: str
) -> bpy.types.UILayout:
    """A row with a switch. While it is off, the scene's own value is shown."""
    row = column.row(heading=label)
    row.prop(output, switch, text="")
    rest = row.row(align=True)
    if not getattr(output, switch):
        rest.active = False
        rest.label(text=f"As in the scene  ({scene_value})" if scene_value else "As in the scene")
    return rest


def column_of_fields(layout: bpy.types.UILayout) -> bpy.types.UILayout:
    """A column with labels to the left and fields to the right."""
    column = layout.column()
    column.use_property_split = True
    column.use_property_decorate = False
    return column
