# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import bpy

from ..manager import state
from ..preferences import asks_about_plain_http, preferences
from .newer_add_on import draw_newer_add_on
from .plain_http import draw_plain_http
from .text import draw_text


def draw_manager(layout: bpy.types.UILayout, context: bpy.types.Context) -> None:
    """Shows which manager it is, whether it answers, and what to do if it does not."""
    found, problem = state.info(), state.problem()
    row = layout.row()
    if state.is_asking():
        row.label(text="Asking the manager…", icon="SORTTIME")
    elif problem:
        row.alert = True
        row.label(text="Not connected", icon="UNLINKED")
    elif found:
        row.label(text=f"{found.name}  ·  {found.version}", icon="LINKED" if state.has_answered() else "TIME")
    else:
        row.label(text="No manager yet", icon="UNLINKED")
    buttons = row.row(align=True)
    buttons.alert = False
    buttons.operator("flamenco_ng.refresh", text="", icon="FILE_REFRESH")
    if context.area and context.area.type != "PREFERENCES":
        buttons.operator("flamenco_ng.open_preferences", text="", icon="PREFERENCES")
    if problem and not state.is_asking():
        _draw_problem(layout, context, problem)
        if found:
            draw_text(layout, context, f"Shown below is what {found.name} offered last.")
    draw_newer_add_on(layout, context)


def _draw_problem(layout: bpy.types.UILayout, context: bpy.types.Context, problem: str) -> None:
    if not asks_about_plain_http():
        draw_text(layout, context, problem, alert=True)
    elif not (context.area and context.area.type == "PREFERENCES"):
        # The preferences ask below the token.
        draw_plain_http(layout, context, preferences().manager_address)
