# SPDX-License-Identifier: GPL-3.0-or-later
"""The managers to choose from, as a menu in the panel and as a list in the preferences."""

from __future__ import annotations

from typing import Any

import bpy

from ..blender_types import layout_of
from ..manager.profiles import is_in_use
from ..preferences import listed_managers


class FLAMENCO_NG_MT_managers(bpy.types.Menu):
    bl_idname = "FLAMENCO_NG_MT_managers"
    bl_label = "Manager"
    bl_description = "Choose the manager to submit to"

    def draw(self, _context: bpy.types.Context) -> None:
        layout = layout_of(self)
        for known in listed_managers():
            used = is_in_use(known.address)
            text = f"{known.name}  ·  {known.address}"
            use: Any = layout.operator(
                "flamenco_ng.use_manager", text=text, icon="CHECKMARK" if used else "BLANK1", translate=False
            )
            use.address = known.address
        layout.separator()
        # In a menu, operators are executed at once unless it is said otherwise.
        layout.operator_context = "INVOKE_DEFAULT"
        layout.operator("flamenco_ng.edit_manager", text="Add Manager…", icon="ADD")
        layout.operator("flamenco_ng.open_preferences", text="Manage…", icon="PREFERENCES")


def draw_managers(layout: bpy.types.UILayout) -> None:
    """The list, with what can be done to each."""
    box = layout.box()
    for known in listed_managers():
        used = is_in_use(known.address)
        row = box.row(align=True)
        use: Any = row.operator(
            "flamenco_ng.use_manager", text="", icon="RADIOBUT_ON" if used else "RADIOBUT_OFF", emboss=False
        )
        use.address = known.address
        row.label(text=known.name, translate=False)
        row.label(text=known.address, translate=False)
        trust: Any = row.operator(
            "flamenco_ng.trust_manager", text="", icon="UNLOCKED" if known.may_run_python else "LOCKED", emboss=False
        )
        trust.address, trust.trusted = known.address, not known.may_run_python
        edit: Any = row.operator("flamenco_ng.edit_manager", text="", icon="GREASEPENCIL", emboss=False)
        edit.listed = known.address
        forget = row.row(align=True)
        forget.enabled = not used
        button: Any = forget.operator("flamenco_ng.forget_manager", text="", icon="X", emboss=False)
        button.address = known.address
    box.operator("flamenco_ng.edit_manager", text="Add Manager…", icon="ADD")
