# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons for defaults."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import bpy

from ..blender_types import OperatorResult, scene_of
from ..presets.files import PresetProblem
from ..presets.operators import OnOwnScene, tell_ignored
from ..scene import snapshot
from . import give
from .sources import Source, of_manager, of_project


class OfSource:
    """An operator for the defaults of the manager or the project."""

    source: Annotated[
        Literal["MANAGER", "PROJECT"],
        bpy.props.EnumProperty(
            items=(("MANAGER", "Manager", ""), ("PROJECT", "Project", "")), options={"HIDDEN", "SKIP_SAVE"}
        ),
    ]

    def found(self) -> Source | None:
        """The place for these defaults."""
        return of_project() if self.source == "PROJECT" else of_manager()


class FLAMENCO_NG_OT_store_defaults(OfSource, bpy.types.Operator):
    bl_idname = "flamenco_ng.store_defaults"
    bl_label = "Use as Default"
    bl_options = {"INTERNAL"}

    @classmethod
    def description(cls, _context: bpy.types.Context, properties: Any) -> str:
        what = "Start new files with these farm settings, except for what belongs to this file, such as frames"
        source = of_project() if properties.source == "PROJECT" else None
        return f"{what}. For everybody in the project: they are stored in {source.path}" if source else what

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> OperatorResult:
        source = self.found()
        if source and self.source == "PROJECT" and source.path.exists():
            return confirm(self, context, event, "Replace the project's defaults, for everybody?", "Replace")
        return self.execute(context)

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        source, scene = self.found(), scene_of(context)
        if source is None:
            missing = "Save the file in its project first." if self.source == "PROJECT" else "Choose a manager first."
            self.report({"ERROR"}, missing)
            return {"CANCELLED"}
        try:
            source.write(snapshot.for_other_files(snapshot.taken(scene), scene))
        except PresetProblem as problem:
            self.report({"ERROR"}, str(problem))
            return {"CANCELLED"}
        give.forget_problems()
        self.report({"INFO"}, f"New files start with these settings. Stored in {source.path}.")
        return {"FINISHED"}


class FLAMENCO_NG_OT_forget_defaults(OfSource, bpy.types.Operator):
    bl_idname = "flamenco_ng.forget_defaults"
    bl_label = "Forget the Defaults"
    bl_description = "New files no longer start with these settings"
    bl_options = {"INTERNAL"}

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> OperatorResult:
        source = self.found()
        whose = f"of “{source.title}”" if source else "of this"
        return confirm(self, context, event, f"Forget the defaults {whose}?", "Forget")

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        source = self.found()
        try:
            if source:
                source.write(None)
        except PresetProblem as problem:
            self.report({"ERROR"}, str(problem))
            return {"CANCELLED"}
        give.forget_problems()
        return {"FINISHED"}


class FLAMENCO_NG_OT_give_defaults(OnOwnScene, bpy.types.Operator):
    bl_idname = "flamenco_ng.give_defaults"
    bl_label = "Start Over from the Defaults"
    bl_description = "Set all farm settings of this scene to the defaults of its project and manager"
    bl_options = {"INTERNAL", "UNDO"}

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        give.give(scene_of(context))
        tell_ignored(self, "The defaults were applied", [each.rstrip(".") for each in give.problems()])
        return {"FINISHED"}


class FLAMENCO_NG_OT_close_defaults_problems(bpy.types.Operator):
    bl_idname = "flamenco_ng.close_defaults_problems"
    bl_label = "Close"
    bl_description = "Close this message"
    bl_options = {"INTERNAL"}

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        give.forget_problems()
        return {"FINISHED"}


def confirm(
    operator: bpy.types.Operator, context: bpy.types.Context, event: bpy.types.Event, question: str, button: str
) -> OperatorResult:
    """Asks before the operator is executed."""
    assert context.window_manager
    ask: Any = context.window_manager.invoke_confirm
    # Before 4.1, Blender asks with the name of the operator.
    more = {"title": question, "confirm_text": button} if bpy.app.version >= (4, 1) else {}
    result: OperatorResult = ask(operator, event, **more)
    return result


CLASSES = (
    FLAMENCO_NG_OT_store_defaults,
    FLAMENCO_NG_OT_forget_defaults,
    FLAMENCO_NG_OT_give_defaults,
    FLAMENCO_NG_OT_close_defaults_problems,
)
