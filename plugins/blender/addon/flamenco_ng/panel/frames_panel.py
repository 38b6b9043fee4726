# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import bpy

from ..blender_types import layout_of, scene_of
from ..farm_settings import settings_of
from ..job_name import current_job_name
from ..job_types.expressions import CurrentSettings, ExpressionProblem
from ..job_types.job_type import JobType
from ..manager import state
from ..output.chosen_frames import FRAMES, chosen_frames, has_choice, takes_frames
from ..output.frame_ranges import FramesProblem, frames_in
from ..scene.selected import selected_job_type
from .sub_panel import JobTypeSubPanel
from .switched import column_of_fields
from .text import draw_text


class FLAMENCO_NG_PT_frames(JobTypeSubPanel, bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_frames"
    bl_label = "Frames"
    bl_order = 12
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context: bpy.types.Context) -> None:
        layout, scene = layout_of(self), scene_of(context)
        job_type, chosen = selected_job_type(scene), settings_of(scene)
        if job_type is None:
            return
        if not takes_frames(job_type):
            draw_text(layout, context, f"Jobs of the type “{job_type.label}” have no frames to choose.", "INFO")
            return
        column = column_of_fields(layout)
        column.prop(chosen, "frames_from")
        column.prop(chosen, "every_nth")
        row = column.row(heading="Test Frames First")
        row.prop(chosen, "use_test_frames", text="")
        rest = row.row()
        rest.active = chosen.use_test_frames
        rest.prop(chosen, "test_frames", text="")
        if chosen.use_test_frames:
            column.prop(chosen, "pause_rest")
        if has_choice(chosen):
            _draw_result(layout, context, job_type)


def _draw_result(layout: bpy.types.UILayout, context: bpy.types.Context, job_type: JobType) -> None:
    scene, setting, info = scene_of(context), job_type.setting(FRAMES), state.info()
    assert setting, "or else the job type has no frames"
    chosen = settings_of(scene)
    try:
        entered = str(CurrentSettings(context, job_type, current_job_name(context)).value(setting))
        frames = chosen_frames(scene, chosen, entered, info is not None and info.takes_steps)
        count = len(frames_in(frames.rest))
    except (FramesProblem, ExpressionProblem) as problem:
        draw_text(layout, context, str(problem), "ERROR", alert=True)
        return
    if frames.test:
        draw_text(layout, context, f"First {_short(frames.test)}, in a job of their own", "FORWARD")
    words = "1 frame" if count == 1 else f"{count} frames"
    draw_text(layout, context, f"{'Then' if frames.test else 'Renders'} {_short(frames.rest)}  ({words})", "FORWARD")


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[:most].rpartition(',')[0]} …"
