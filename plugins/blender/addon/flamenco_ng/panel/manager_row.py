# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import bpy

from ..blender_types import Icon
from ..login import is_wanted
from ..manager import state
from ..preferences import asks_about_plain_http, known_manager, preferences
from .lacks import draw_lacks
from .login_box import draw_login, draw_who, draws_login
from .newer_add_on import draw_newer_add_on
from .plain_http import draw_plain_http
from .text import draw_text


def draw_manager(layout: bpy.types.UILayout, context: bpy.types.Context) -> None:
    """Shows which manager it is, whether it answers, and what to do if it does not."""
    found, problem = state.info(), state.problem()
    row = layout.row()
    in_preferences = context.area is not None and context.area.type == "PREFERENCES"
    icon: Icon
    if state.is_asking():
        text, icon = "Asking the manager…", "SORTTIME"
    elif is_wanted(preferences().manager_address):
        text, icon = "Not logged in", "UNLINKED"
    elif problem:
        text, icon = "Not connected", "UNLINKED"
    elif found:
        name = known_manager(found.address).name or found.name
        text, icon = f"{name}  ·  {found.version}", "LINKED" if state.has_answered() else "TIME"
    else:
        text, icon = "No manager yet", "UNLINKED"
    row.alert = bool(problem) and not state.is_asking()
    if in_preferences:
        # Which has the list.
        row.label(text=text, icon=icon, translate=False)
    else:
        row.menu("FLAMENCO_NG_MT_managers", text=text, icon=icon, translate=False)
    buttons = row.row(align=True)
    buttons.alert = False
    buttons.operator("flamenco_ng.refresh", text="", icon="FILE_REFRESH")
    if not in_preferences:
        buttons.operator("flamenco_ng.open_preferences", text="", icon="PREFERENCES")
    address = preferences().manager_address
    if draws_login(address):
        draw_login(layout, context, address, found.name if found else "This manager")
    elif problem and not state.is_asking():
        _draw_problem(layout, context, problem)
    if found and problem and not state.is_asking():
        draw_text(layout, context, f"Shown below is what {found.name} offered last.")
    draw_who(layout, address, in_preferences)
    draw_lacks(layout, context)
    draw_newer_add_on(layout, context)


def _draw_problem(layout: bpy.types.UILayout, context: bpy.types.Context, problem: str) -> None:
    if not asks_about_plain_http():
        draw_text(layout, context, problem, alert=True)
    elif not (context.area and context.area.type == "PREFERENCES"):
        # The preferences ask below the token.
        draw_plain_http(layout, context, preferences().manager_address)
