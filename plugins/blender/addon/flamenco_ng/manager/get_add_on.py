# SPDX-License-Identifier: GPL-3.0-or-later
"""How the artist gets the newer add-on that the manager has."""

from __future__ import annotations

from typing import Any

import bpy

from .. import preferences
from ..addon_id import ADDON_ID
from ..blender_types import OperatorResult
from . import state
from .offered_add_on import ARCHIVE, LIST, is_newer


def newer_version() -> str:
    """The version of the manager's add-on if it is newer than this one, or an empty string. Main thread only."""
    found = state.info()
    return found.add_on_version if found and is_newer(found.add_on_version) else ""


def own_repository() -> Any:
    """The manager's repository that Blender has this add-on from and updates it from, or None. Main thread only."""
    parts = ADDON_ID.split(".")
    extensions: Any = getattr(bpy.context.preferences, "extensions", None)
    if len(parts) < 3 or extensions is None:
        return None
    found = [repo for repo in extensions.repos if repo.module == parts[1] and repo.enabled and repo.use_remote_url]
    return next((repo for repo in found if repo.remote_url.endswith(LIST)), None)


class FLAMENCO_NG_OT_get_add_on(bpy.types.Operator):
    bl_idname = "flamenco_ng.get_add_on"
    bl_label = "Get the Newer Add-on"
    bl_description = "Show the update in Blender's list of extensions, or download the add-on from the manager"
    bl_options = {"INTERNAL"}

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        wrong = preferences.network_problem()
        found = state.info()
        if wrong or not found:
            self.report({"ERROR"}, wrong or "No manager has answered yet.")
            return {"CANCELLED"}
        repository = own_repository()
        if repository:
            sync: Any = bpy.ops.extensions.repo_sync
            sync("INVOKE_DEFAULT", repo_directory=repository.directory)
            bpy.ops.screen.userpref_show(section="EXTENSIONS")
        else:
            bpy.ops.wm.url_open(url=found.address + ARCHIVE)
        return {"FINISHED"}
