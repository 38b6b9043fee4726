# SPDX-License-Identifier: GPL-3.0-or-later
"""What all parts of the panel have in common."""

from __future__ import annotations

from ..manager import state
from ..scene.selected import selected_job_type

MAIN = "FLAMENCO_NG_PT_panel"


class InOutputProperties:
    bl_space_type = "PROPERTIES"
    bl_region_type = "WINDOW"
    bl_context = "output"


class SubPanel(InOutputProperties):
    """A part that needs to know the manager."""

    bl_parent_id = MAIN

    @classmethod
    def poll(cls, _context):
        return state.info() is not None


class JobTypeSubPanel(SubPanel):
    """A part that needs a chosen job type."""

    @classmethod
    def poll(cls, context):
        return selected_job_type(context.scene) is not None
