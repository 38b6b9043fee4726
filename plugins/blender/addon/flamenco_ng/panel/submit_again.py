# SPDX-License-Identifier: GPL-3.0-or-later
"""Submits one of my jobs again, whole or only its missing frames, after a question that says what will be rendered."""

from __future__ import annotations

from typing import Annotated, Any

import bpy

from .. import background, registration
from ..blender_types import OperatorResult, layout_of
from ..notices import control, watch
from ..notices.again import Again
from ..notices.my_jobs import MyJob
from ..notices.operators import OfJob
from .text import draw_text

# The pop-up's width, in units of Blender's interface, and the letters in a line of it.
WIDTH, LETTERS = 22, 70

# What was shown and not submitted yet, by the id of the job it was before.
_prepared: dict[str, tuple[MyJob, Again]] = {}


class FLAMENCO_NG_OT_submit_again(OfJob, bpy.types.Operator):
    bl_idname = "flamenco_ng.submit_again"
    bl_label = "Submit Again"
    bl_options = {"INTERNAL"}

    only_missing: Annotated[bool, bpy.props.BoolProperty(options={"HIDDEN", "SKIP_SAVE"})]

    @classmethod
    def description(cls, _context: bpy.types.Context, properties: Any) -> str:
        if properties.only_missing:
            return "Submit the same job with the frames that are not rendered yet. It asks first, and says which"
        return "Submit the same job with the same settings and the file that it was submitted with. It asks first"

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        job = watch.jobs().find(self.job_id)
        if job is None:
            return {"CANCELLED"}
        _prepared.pop(job.id, None)
        shown = job
        control.finish(control.prepare_again(job, self.only_missing, lambda what: _ask(shown, what)))
        if bpy.app.background:
            return _submit(job.id)
        return {"FINISHED"}


class FLAMENCO_NG_OT_submit_prepared(OfJob, bpy.types.Operator):
    bl_idname = "flamenco_ng.submit_prepared"
    bl_label = "Submit"
    bl_description = "Submit the job as described above"
    bl_options = {"INTERNAL"}

    @classmethod
    def poll(cls, _context: bpy.types.Context) -> bool:
        return bool(_prepared)

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        return _submit(self.job_id)


def _submit(job_id: str) -> OperatorResult:
    # One press makes one job.
    prepared = _prepared.pop(job_id, None)
    if prepared is None:
        return {"CANCELLED"}
    control.finish(control.submit_again(*prepared))
    return {"FINISHED"}


def _ask(job: MyJob, what: Again) -> None:
    """Shows what would be submitted in front of whatever the artist is doing."""
    _prepared[job.id] = (job, what)
    window = next(iter(background.windows()), None)
    if window and not bpy.app.background:
        with bpy.context.temp_override(window=window):
            _pop_up(bpy.context, job, what)


def _pop_up(context: bpy.types.Context, job: MyJob, what: Again) -> None:
    def draw(popover: bpy.types.UIPopover, context: bpy.types.Context) -> None:
        layout = layout_of(popover)
        draw_text(layout, context, f"Submit “{job.name}” again?", "QUESTION", letters=LETTERS)
        for note in what.notes:
            draw_text(layout, context, note, letters=LETTERS)
        button: Any = layout.operator("flamenco_ng.submit_prepared", text="Submit", icon="RENDER_ANIMATION")
        button.job_id = job.id

    if context.window_manager:
        context.window_manager.popover(draw, ui_units_x=WIDTH)


CLASSES = (FLAMENCO_NG_OT_submit_again, FLAMENCO_NG_OT_submit_prepared)


def register() -> None:
    registration.register_classes(CLASSES)


def unregister() -> None:
    _prepared.clear()
    registration.unregister_classes(CLASSES)
