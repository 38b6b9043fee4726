# SPDX-License-Identifier: GPL-3.0-or-later
"""Submitting from wherever the artist is: the Render menu, the search (F3), Quick Favorites, a shortcut."""

from __future__ import annotations

import bpy

from .. import registration
from ..blender_types import OperatorResult, layout_of, scene_of
from ..job_types.store import StoredSettings
from ..job_types.submitted import is_missing
from ..manager import state
from ..scene.selected import selected_job_type
from ..submission.order import obstacle
from .draw_setting import draw_settings
from .main_panel import draw_job
from .manager_row import draw_manager
from .text import draw_text, in_pop_up

# In pixels at an interface scale of 1, and the letters that a line of it has.
WIDTH, LETTERS = 440, 62


class FLAMENCO_NG_OT_submit(bpy.types.Operator):
    bl_idname = "flamenco_ng.submit"
    bl_label = "Submit to Flamenco-NG"
    bl_description = "Save the file and submit the scene as a job. Asks first if something is missing"

    # The settings that were empty when the dialog opened. They stay in it when they have been entered.
    _asked: tuple[str, ...] = ()

    def invoke(self, context: bpy.types.Context, _event: bpy.types.Event) -> OperatorResult:
        if not obstacle(context):
            return self.execute(context)
        assert context.window_manager
        self._asked = _empty_settings(context)
        return context.window_manager.invoke_props_dialog(self, width=WIDTH)

    def draw(self, context: bpy.types.Context) -> None:
        layout = layout_of(self)
        with in_pop_up(LETTERS):
            draw_manager(layout, context)
            if state.info():
                draw_job(layout, context)
                self._asked = tuple(dict.fromkeys((*self._asked, *_empty_settings(context))))
                job_type = selected_job_type(scene_of(context))
                if job_type:
                    settings = [each for each in job_type.settings if each.key in self._asked]
                    draw_settings(layout, context, job_type, settings)
            if not bpy.data.filepath:
                layout.operator_context = "INVOKE_DEFAULT"
                layout.operator("wm.save_as_mainfile", text="Save the File…", icon="FILE_TICK")
            wrong = obstacle(context)
            draw_text(layout, context, f"{wrong}." if wrong else "Press OK to submit.", "INFO")

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        wrong = obstacle(context)
        if wrong:
            self.report({"ERROR"}, f"{wrong}.")
            return {"CANCELLED"}
        # A function of our own: the stubs do not know the operator.
        submit = getattr(bpy.ops, "flamenco_ng").submit_job  # noqa: B009
        result: OperatorResult = submit() if bpy.app.background else submit("INVOKE_DEFAULT")
        # If it asks something, the dialog is its own, and this one has done its part.
        return {"CANCELLED"} if "CANCELLED" in result else {"FINISHED"}


def _empty_settings(context: bpy.types.Context) -> tuple[str, ...]:
    job_type = selected_job_type(scene_of(context))
    if job_type is None:
        return ()
    stored = StoredSettings(scene_of(context), job_type)
    asked = [each for each in job_type.settings if each.is_shown and not each.expression]
    return tuple(each.key for each in asked if is_missing(each, stored.value(each)))


def draw_menu(menu: bpy.types.Menu, _context: bpy.types.Context) -> None:
    """The entry in the Render menu."""
    layout = layout_of(menu)
    layout.separator()
    layout.operator_context = "INVOKE_DEFAULT"
    layout.operator(FLAMENCO_NG_OT_submit.bl_idname, icon="RENDER_ANIMATION")


def register() -> None:
    registration.register_classes([FLAMENCO_NG_OT_submit])
    bpy.types.TOPBAR_MT_render.append(draw_menu)


def unregister() -> None:
    bpy.types.TOPBAR_MT_render.remove(draw_menu)
    registration.unregister_classes([FLAMENCO_NG_OT_submit])
