# SPDX-License-Identifier: GPL-3.0-or-later
"""How the preferences are laid out."""

from __future__ import annotations

from typing import Any

import bpy

from ..client import is_overheard, tidy_address
from ..manager import find, state
from ..preferences import FLAMENCO_NG_preferences, known_manager, manager_problem
from .manager_row import draw_manager
from .managers import draw_managers
from .plain_http import draw_plain_http
from .text import draw_text
from .trust_question import draw_trust_button


def draw_preferences(layout: bpy.types.UILayout, context: bpy.types.Context, chosen: FLAMENCO_NG_preferences) -> None:
    layout.use_property_split = True
    layout.use_property_decorate = False
    column = layout.column()
    draw_managers(column)
    row = column.row(align=True)
    row.prop(chosen, "manager_address")
    row.operator("flamenco_ng.find_managers", text="", icon="VIEWZOOM")
    wrong = manager_problem()
    if wrong:
        draw_text(column, context, wrong, "ERROR", alert=True)
    _draw_search(column, context, chosen)
    _draw_token(column, context, chosen)
    column.prop(chosen, "ca_file")
    column.prop(chosen, "project_marker")
    column.prop(chosen, "notices")
    column.prop(chosen, "in_sidebar")

    box = layout.box()
    draw_manager(box, context)
    found = state.info()
    if found:
        facts = box.column(align=True)
        facts.label(text=f"Storage: {found.location}", icon="FILE_FOLDER")
        facts.label(
            text="Accepts uploads (Shaman)" if found.shaman else "Does not accept uploads (Shaman is off)",
            icon="EXPORT",
        )
        _draw_trust(box, found.address)


def _draw_token(column: bpy.types.UILayout, context: bpy.types.Context, chosen: FLAMENCO_NG_preferences) -> None:
    row = column.row()
    row.enabled = not manager_problem()
    row.prop(chosen, "token")
    if chosen.token and is_overheard(chosen.manager_address):
        draw_plain_http(column, context, chosen.manager_address)


def _draw_trust(box: bpy.types.UILayout, address: str) -> None:
    trusted = known_manager(address).may_run_python
    row = box.row()
    text = "Its job types may run any Python" if trusted else "Its job types may compute simple expressions only"
    row.label(text=text, icon="UNLOCKED" if trusted else "LOCKED")
    draw_trust_button(row, address, not trusted)


def _draw_search(column: bpy.types.UILayout, context: bpy.types.Context, chosen: FLAMENCO_NG_preferences) -> None:
    search = find.last_search()
    if search is None:
        return
    box = column.box()
    for manager in search.managers:
        row = box.row()
        row.label(text=f"{manager.name}  ·  {manager.version}  ·  {manager.address}", icon="WORLD")
        if not manager_problem() and tidy_address(chosen.manager_address) == manager.address:
            row.label(text="In use", icon="CHECKMARK")
        else:
            use: Any = row.operator("flamenco_ng.use_manager")
            use.address = manager.address
    if search.is_running:
        box.label(text="Searching the network for managers…", icon="VIEWZOOM")
    elif search.problem:
        draw_text(box, context, search.problem, "ERROR", alert=True)
    elif not search.managers:
        text = (
            "No manager answered. It may be in another network or not discoverable. "
            "Ask for its address and enter it above."
        )
        draw_text(box, context, text, "INFO")
