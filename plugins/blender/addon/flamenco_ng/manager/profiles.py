# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of managers to choose from. One gets there when it has answered, or when the artist enters it."""

from __future__ import annotations

from typing import Annotated, Any

import bpy

from .. import background, login
from ..blender_types import OperatorResult, layout_of
from ..client import address_key, address_problem, tidy_address
from ..preferences import forget_manager, known_manager, preferences, remember
from . import state
from .info import ManagerInfo

WIDTH = 420


def take_up(found: ManagerInfo) -> None:
    """The manager is in the list from now on, if it was really asked."""
    if state.has_answered() and not known_manager(found.address).name:
        remember(found.address, name=found.name, address=found.address)


def is_in_use(address: str) -> bool:
    """Whether this is the manager that is chosen."""
    return address_key(address) == address_key(preferences().manager_address)


class FLAMENCO_NG_OT_edit_manager(bpy.types.Operator):
    bl_idname = "flamenco_ng.edit_manager"
    bl_label = "Manager"
    bl_options = {"INTERNAL"}

    listed: Annotated[str, bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})]
    name: Annotated[
        str,
        bpy.props.StringProperty(
            name="Name", description="What you call it. If empty, what it calls itself", options={"SKIP_SAVE"}
        ),
    ]
    address: Annotated[
        str,
        bpy.props.StringProperty(
            name="Address", description="For example http://farm.local:8080", options={"SKIP_SAVE"}
        ),
    ]
    token: Annotated[
        str,
        bpy.props.StringProperty(
            name="Token",
            description="Your personal token for this manager, if it asks for one",
            subtype="PASSWORD",
            options={"SKIP_SAVE"},
        ),
    ]

    @classmethod
    def description(cls, _context: bpy.types.Context, properties: Any) -> str:
        return "Change name, address and token" if properties.listed else "Enter another manager, and use it"

    def invoke(self, context: bpy.types.Context, _event: bpy.types.Event) -> OperatorResult:
        if self.listed:
            known = known_manager(self.listed)
            self.name, self.address, self.token = known.name, known.address or self.listed, known.token
        assert context.window_manager
        return context.window_manager.invoke_props_dialog(self, width=WIDTH)

    def draw(self, _context: bpy.types.Context) -> None:
        layout = layout_of(self)
        layout.use_property_split = True
        for each in ("name", "address", "token"):
            layout.prop(self, each)

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        wrong = address_problem(self.address)
        if wrong:
            self.report({"ERROR"}, wrong)
            return {"CANCELLED"}
        address, was_in_use = tidy_address(self.address), bool(self.listed) and is_in_use(self.listed)
        if self.listed and address_key(self.listed) != address_key(address):
            # What was allowed to the old address is not allowed to the new one.
            login.log_out(self.listed)
            forget_manager(self.listed)
        remember(address, name=self.name.strip(), address=address, token=self.token.strip())
        if not self.listed or was_in_use:
            # Also asks it.
            preferences().manager_address = address
        background.redraw()
        return {"FINISHED"}


class FLAMENCO_NG_OT_forget_manager(bpy.types.Operator):
    bl_idname = "flamenco_ng.forget_manager"
    bl_label = "Forget This Manager and Your Token for It"
    bl_description = "Remove the manager from the list, with your token and your trust"
    bl_options = {"INTERNAL"}

    address: Annotated[str, bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})]

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> OperatorResult:
        assert context.window_manager
        return context.window_manager.invoke_confirm(self, event)

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        if is_in_use(self.address):
            self.report({"ERROR"}, "Use another manager first.")
            return {"CANCELLED"}
        login.log_out(self.address)
        forget_manager(self.address)
        background.redraw()
        return {"FINISHED"}


CLASSES = (FLAMENCO_NG_OT_edit_manager, FLAMENCO_NG_OT_forget_manager)
