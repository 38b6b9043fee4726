# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons of the pre-flight."""

from __future__ import annotations

from typing import Annotated, Any

import bpy

from ..blender_types import OperatorResult
from .checks import CHECKS
from .current import look_now
from .finding import CannotMend
from .show import CannotShow, show


class FLAMENCO_NG_OT_mend(bpy.types.Operator):
    bl_idname = "flamenco_ng.mend"
    bl_label = "Mend"
    bl_description = "Change the open file so that this does not go wrong"
    bl_options = {"INTERNAL", "UNDO"}

    check_name: Annotated[str, bpy.props.StringProperty(options={"HIDDEN"})]

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        mend = next((each.mend for each in CHECKS if each.name == self.check_name), None)
        try:
            if not mend:
                raise CannotMend(f"There is nothing to be mended by “{self.check_name}”.")
            mend(context)
        except (CannotMend, RuntimeError) as problem:
            self.report({"ERROR"}, str(problem))
            return {"CANCELLED"}
        finally:
            look_now()
        return {"FINISHED"}


class FLAMENCO_NG_OT_show(bpy.types.Operator):
    bl_idname = "flamenco_ng.show"
    bl_label = "Show"
    bl_description = "Select it, and show it if an editor for it is open"
    bl_options = {"INTERNAL", "UNDO"}

    kind: Annotated[str, bpy.props.StringProperty(options={"HIDDEN"})]
    data_name: Annotated[str, bpy.props.StringProperty(options={"HIDDEN"})]
    node: Annotated[str, bpy.props.StringProperty(options={"HIDDEN"})]

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        try:
            self.report({"INFO"}, show(context, self.kind, self.data_name, self.node))
        except CannotShow as problem:
            self.report({"WARNING"}, str(problem))
            return {"CANCELLED"}
        return {"FINISHED"}


def show_button(layout: bpy.types.UILayout, kind: str, name: str, node: str) -> None:
    """The button that shows a data-block or a node."""
    button: Any = layout.operator("flamenco_ng.show", text="", icon="RESTRICT_SELECT_OFF", emboss=False)
    button.kind, button.data_name, button.node = kind, name, node


CLASSES = (FLAMENCO_NG_OT_mend, FLAMENCO_NG_OT_show)
