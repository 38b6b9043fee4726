# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons with which the artist allows something to a manager, or forbids it again."""

from __future__ import annotations

from typing import Annotated, Any

import bpy

from .. import background
from ..blender_types import OperatorResult
from ..preferences import remember
from . import state


class FLAMENCO_NG_OT_allow_plain_http(bpy.types.Operator):
    bl_idname = "flamenco_ng.allow_plain_http"
    bl_label = "Send Token over Plain HTTP"
    bl_options = {"INTERNAL"}

    address: Annotated[str, bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})]
    allowed: Annotated[bool, bpy.props.BoolProperty(options={"HIDDEN", "SKIP_SAVE"}, default=True)]

    @classmethod
    def description(cls, _context: bpy.types.Context, properties: Any) -> str:
        if properties.allowed:
            return "Send your token to this manager, although anybody in the network could read it"
        return "Send nothing to this manager as long as it has a token and its address begins with http://"

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        remember(self.address, may_hear_token=self.allowed)
        work = state.refresh()
        if bpy.app.background:
            background.wait_for(work)
        return {"FINISHED"}


class FLAMENCO_NG_OT_trust_manager(bpy.types.Operator):
    bl_idname = "flamenco_ng.trust_manager"
    bl_label = "Trust This Manager"
    bl_options = {"INTERNAL"}

    address: Annotated[str, bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})]
    trusted: Annotated[bool, bpy.props.BoolProperty(options={"HIDDEN", "SKIP_SAVE"}, default=True)]

    @classmethod
    def description(cls, _context: bpy.types.Context, properties: Any) -> str:
        if properties.trusted:
            return "Let the job types of this manager run any Python in your Blender, as add-ons do"
        return "Evaluate only simple expressions of this manager's job types"

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        remember(self.address, may_run_python=self.trusted)
        background.redraw()
        return {"FINISHED"}


CLASSES = (FLAMENCO_NG_OT_allow_plain_http, FLAMENCO_NG_OT_trust_manager)
