# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import bpy

from ..manager.get_add_on import newer_version, own_repository
from .text import draw_text


def draw_newer_add_on(layout: bpy.types.UILayout, context: bpy.types.Context) -> None:
    """Says that the manager has a newer add-on, and how to get it. Draws nothing if it has not."""
    version = newer_version()
    if not version:
        return
    updates = own_repository() is not None
    box = layout.box()
    row = box.row()
    row.label(text=f"Newer add-on: {version}", icon="IMPORT")
    row.operator("flamenco_ng.get_add_on", text="Show Update" if updates else "Download")
    if updates:
        how = "Press “Update” in Blender's list of extensions."
    elif bpy.app.version >= (4, 2):
        how = (
            "Drop the zip into this window. With the icon of the manager's page instead, Blender updates it by itself."
        )
    else:
        how = "Install the zip over this add-on, in the preferences under Add-ons."
    draw_text(box, context, how)
