# SPDX-License-Identifier: GPL-3.0-or-later
"""What all parts of the panel have in common."""

from __future__ import annotations

import bpy

from ..blender_types import RegionType, SpaceType, scene_of
from ..manager import state
from ..scene.selected import selected_job_type

PREFIX = "FLAMENCO_NG_PT_"
"""How the names of all parts begin."""
MAIN = f"{PREFIX}panel"

# Not annotated in the class, where registration would look for properties.
_SPACE: SpaceType = "PROPERTIES"
_REGION: RegionType = "WINDOW"


class InOutputProperties:
    """Where all parts of the panel are."""

    bl_space_type = _SPACE
    bl_region_type = _REGION
    bl_context = "output"


class SubPanel(InOutputProperties):
    """A part that is shown once the manager is known."""

    bl_parent_id = MAIN

    @classmethod
    def poll(cls, _context: bpy.types.Context) -> bool:
        return state.info() is not None


class JobTypeSubPanel(SubPanel):
    """A part that is shown once a job type is chosen."""

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        return selected_job_type(scene_of(context)) is not None
