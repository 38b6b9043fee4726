# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons for logging in and out."""

from __future__ import annotations

from typing import Annotated

import bpy

from .. import background
from ..blender_types import OperatorResult, layout_of
from ..client import is_overheard
from ..preferences import known_manager, remember
from . import state

DIALOG_WIDTH = 440


class AtManager:
    """An operator for one manager."""

    address: Annotated[str, bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})]


class FLAMENCO_NG_OT_log_in(AtManager, bpy.types.Operator):
    bl_idname = "flamenco_ng.log_in"
    bl_label = "Log In"
    bl_description = "Open a page of the manager in your browser, on which you let this Blender in"
    bl_options = {"INTERNAL"}

    def invoke(self, context: bpy.types.Context, _event: bpy.types.Event) -> OperatorResult:
        if _would_be_overheard(self.address) and context.window_manager:
            return context.window_manager.invoke_props_dialog(self, width=DIALOG_WIDTH)
        return self.execute(context)

    def draw(self, _context: bpy.types.Context) -> None:
        column = layout_of(self).column()
        column.label(text="The address begins with http://, so nothing is encrypted:", icon="UNLOCKED")
        column.label(text="anybody in the network could read your log-in, and act as you.", icon="BLANK1")
        column.label(text="Use https:// if the manager has it. Log in all the same?", icon="BLANK1")

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        if _would_be_overheard(self.address):
            remember(self.address, may_hear_token=True)
        state.start(self.address)
        return {"FINISHED"}


class FLAMENCO_NG_OT_cancel_log_in(AtManager, bpy.types.Operator):
    bl_idname = "flamenco_ng.cancel_log_in"
    bl_label = "Cancel"
    bl_description = "Stop waiting for the log-in"
    bl_options = {"INTERNAL"}

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        login = state.log_in_at(self.address)
        if login and login.work:
            login.work.cancel()
        return {"FINISHED"}


class FLAMENCO_NG_OT_log_out(AtManager, bpy.types.Operator):
    bl_idname = "flamenco_ng.log_out"
    bl_label = "Log Out"
    bl_description = "Forget your log-in at this manager, and have the manager forget it"
    bl_options = {"INTERNAL"}

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        work = state.log_out(self.address)
        if work and bpy.app.background:
            background.wait_for(work)
        return {"FINISHED"}


def _would_be_overheard(address: str) -> bool:
    return is_overheard(address) and not known_manager(address).may_hear_token


CLASSES = (FLAMENCO_NG_OT_log_in, FLAMENCO_NG_OT_cancel_log_in, FLAMENCO_NG_OT_log_out)
