# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons for the manager."""

from __future__ import annotations

from typing import Annotated

import bpy

from .. import background
from ..addon_id import ADDON_ID
from ..blender_types import OperatorResult
from ..preferences import preferences
from . import find, state
from .get_add_on import FLAMENCO_NG_OT_get_add_on


class FLAMENCO_NG_OT_refresh(bpy.types.Operator):
    bl_idname = "flamenco_ng.refresh"
    bl_label = "Refresh"
    bl_description = "Ask the manager again for its job types, worker tags and storage"
    bl_options = {"INTERNAL"}

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        work = state.refresh()
        if bpy.app.background:
            background.wait_for(work)
            if state.problem():
                self.report({"ERROR"}, state.problem())
                return {"CANCELLED"}
        return {"FINISHED"}


class FLAMENCO_NG_OT_find_managers(bpy.types.Operator):
    bl_idname = "flamenco_ng.find_managers"
    bl_label = "Find Managers"
    bl_description = "Search the local network for managers"
    bl_options = {"INTERNAL"}

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        search = find.start_search()
        if bpy.app.background:
            background.wait_for(search.work)
        return {"FINISHED"}


class FLAMENCO_NG_OT_use_manager(bpy.types.Operator):
    bl_idname = "flamenco_ng.use_manager"
    bl_label = "Use"
    bl_description = "Submit to this manager from now on"
    bl_options = {"INTERNAL"}

    address: Annotated[str, bpy.props.StringProperty(options={"HIDDEN"})]

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        find.forget_search()
        preferences().manager_address = self.address
        return {"FINISHED"}


class FLAMENCO_NG_OT_open_preferences(bpy.types.Operator):
    bl_idname = "flamenco_ng.open_preferences"
    bl_label = "Add-on Preferences"
    bl_description = "Open the preferences with the manager's address and your token"
    bl_options = {"INTERNAL"}

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        bpy.ops.preferences.addon_show(module=ADDON_ID)
        return {"FINISHED"}


CLASSES = (
    FLAMENCO_NG_OT_refresh,
    FLAMENCO_NG_OT_find_managers,
    FLAMENCO_NG_OT_use_manager,
    FLAMENCO_NG_OT_open_preferences,
    FLAMENCO_NG_OT_get_add_on,
)
