# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells of submissions that never came to an end, because Blender was closed."""

from __future__ import annotations

from pathlib import Path

import bpy

from .. import background, registration
from ..blender_types import OperatorResult, layout_of
from ..submission import interrupted
from .text import draw_text

TITLE = "Not submitted, because Blender was closed"


class FLAMENCO_NG_OT_close_interrupted(bpy.types.Operator):
    bl_idname = "flamenco_ng.close_interrupted"
    bl_label = "Close"
    bl_description = "Close this message"
    bl_options = {"INTERNAL"}

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        interrupted.forget()
        background.redraw()
        return {"FINISHED"}


def draw_interrupted(layout: bpy.types.UILayout, context: bpy.types.Context) -> None:
    """Draws a box with the files that have to be submitted again."""
    found = interrupted.interrupted()
    if not found:
        return
    box = layout.box()
    row = box.row()
    title = row.row()
    title.alert = True
    title.label(text=TITLE, icon="ERROR")
    row.operator("flamenco_ng.close_interrupted", text="", icon="X", emboss=False)
    for each in found:
        draw_text(box, context, f"{each.blend_file}, to {each.manager}", "FILE_BLEND")
    draw_text(box, context, "Look at the manager's page, then submit again.")


def draw_status(header: bpy.types.Header, _context: bpy.types.Context) -> None:
    """Says it in a few words in the status bar."""
    text = _in_status_bar()
    if text:
        row = layout_of(header).row(align=True)
        title = row.row()
        title.alert = True
        title.label(text=text, icon="ERROR", translate=False)
        row.operator("flamenco_ng.close_interrupted", text="", icon="X", emboss=False)


def _in_status_bar() -> str:
    found = interrupted.interrupted()
    if not found:
        return ""
    more = f" (+{len(found) - 1})" if len(found) > 1 else ""
    return f"Farm: “{Path(found[0].blend_file).name}”{more} was not submitted, because Blender was closed"


def register() -> None:
    registration.register_classes([FLAMENCO_NG_OT_close_interrupted])
    background.IN_STATUS_BARS.append(_in_status_bar)
    bpy.types.STATUSBAR_HT_header.prepend(draw_status)
    registration.when_ready(interrupted.look)


def unregister() -> None:
    bpy.types.STATUSBAR_HT_header.remove(draw_status)
    background.IN_STATUS_BARS.remove(_in_status_bar)
    registration.unregister_classes([FLAMENCO_NG_OT_close_interrupted])
