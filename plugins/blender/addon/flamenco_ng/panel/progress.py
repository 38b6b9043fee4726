# SPDX-License-Identifier: GPL-3.0-or-later
"""How far the submission is, and how it ended, in the status bar."""

from __future__ import annotations

from typing import Any

import bpy

from .. import background, registration
from ..blender_types import Icon, OperatorResult, layout_of
from ..submission.queue import current_submission
from ..submission.submission import Submission
from .outcome import outcome
from .submit_panel import draw_outcome
from .text import in_pop_up

# In units of Blender's interface, about the height of a button.
POP_UP_WIDTH, BAR_WIDTH = 20, 10
POP_UP_LETTERS = 66


class FLAMENCO_NG_OT_show_outcome(bpy.types.Operator):
    bl_idname = "flamenco_ng.show_outcome"
    bl_label = "Details"
    bl_description = "Show how the submission ended"
    bl_options = {"INTERNAL"}

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        def draw(popover: bpy.types.UIPopover, context: bpy.types.Context) -> None:
            submission = current_submission()
            if submission and not submission.is_running:
                with in_pop_up(POP_UP_LETTERS):
                    draw_outcome(layout_of(popover), context, submission)

        if context.window_manager:
            context.window_manager.popover(draw, ui_units_x=POP_UP_WIDTH)
        return {"FINISHED"}


def draw_status(header: bpy.types.Header, _context: bpy.types.Context) -> None:
    """Draws the progress with a button that cancels, or the outcome until it is closed."""
    submission = current_submission()
    if submission is None or (submission.is_running and submission.files.is_asking):
        # The question is there instead.
        return
    row = layout_of(header).row(align=True)
    if submission.is_running:
        _draw_progress(row, submission)
    else:
        text, icon, is_bad = _outcome(submission)
        title = row.row()
        title.alert = is_bad
        title.label(text=text, icon=icon, translate=False)
        row.operator("flamenco_ng.show_outcome", text="", icon="INFO", emboss=False)
        row.operator("flamenco_ng.close_message", text="", icon="X", emboss=False)


def _draw_progress(row: bpy.types.UILayout, submission: Submission) -> None:
    fraction = submission.work.fraction
    if fraction is not None and hasattr(row, "progress"):
        bar = row.row()
        bar.ui_units_x = BAR_WIDTH
        bar.progress(factor=fraction, text=_words(submission))
    else:
        row.label(text=_words(submission), icon="SORTTIME")
    row.operator("flamenco_ng.cancel_submission", text="", icon="X", emboss=False)


def _words(submission: Submission) -> str:
    work = submission.work
    return f"Farm: {work.text}" + ("…" if work.fraction is None else f" {work.fraction:.0%}")


def _outcome(submission: Submission) -> tuple[str, Icon, bool]:
    text, icon, is_bad = outcome(submission)
    return f"Farm: {text[0].lower()}{text[1:]}", icon, is_bad


def _in_status_bar() -> str:
    submission: Any = current_submission()
    if submission is None:
        return ""
    return _words(submission) if submission.is_running else _outcome(submission)[0]


def register() -> None:
    registration.register_classes([FLAMENCO_NG_OT_show_outcome])
    background.IN_STATUS_BARS.append(_in_status_bar)
    bpy.types.STATUSBAR_HT_header.prepend(draw_status)


def unregister() -> None:
    bpy.types.STATUSBAR_HT_header.remove(draw_status)
    background.IN_STATUS_BARS.remove(_in_status_bar)
    registration.unregister_classes([FLAMENCO_NG_OT_show_outcome])
