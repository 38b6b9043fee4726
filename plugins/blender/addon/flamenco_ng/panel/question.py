# SPDX-License-Identifier: GPL-3.0-or-later
"""The question about what may spoil the render, wherever the artist is: panel, pop-up, status bar."""

from __future__ import annotations

from typing import Any

import bpy

from .. import background, registration
from ..blender_types import OperatorResult, layout_of
from ..submission import bring_files
from ..submission.bring_files import FilesReport
from ..submission.queue import asking
from ..submission.submission import Submission
from .text import draw_text

SHOWN_FILES = 12
# In units of Blender's interface, about the height of a button.
POP_UP_WIDTH = 22
# A path breaks into lines of so many letters in the pop-up.
POP_UP_LETTERS = 74


class FLAMENCO_NG_OT_show_question(bpy.types.Operator):
    bl_idname = "flamenco_ng.show_question"
    bl_label = "Answer"
    bl_description = "Show what may spoil the render, and decide whether to submit the job"
    bl_options = {"INTERNAL"}

    @classmethod
    def poll(cls, _context: bpy.types.Context) -> bool:
        return asking() is not None

    def execute(self, context: bpy.types.Context) -> OperatorResult:
        _pop_up(context)
        return {"FINISHED"}


def draw_question(
    layout: bpy.types.UILayout, context: bpy.types.Context, submission: Submission, letters: int = 0
) -> None:
    """Draws what is missing, and the buttons with the answers. `letters` per line; 0 for the width of the region."""
    files = submission.files
    count = len(files.missing)
    if files.missing:
        title = "A file is missing" if count == 1 else f"{count} files are missing"
        _draw_list(layout, context, title, files.missing, letters)
    if files.foreseen:
        _draw_list(layout, context, "This will go wrong on the farm:", files.foreseen, letters)
        layout.label(text="Pre-flight, in the panel, helps to mend it", icon="BLANK1")
    if files.unsearched:
        title = "More may be missing. This could not be searched:"
        _draw_list(layout, context, title, files.unsearched, letters)
    report: Any = layout.operator("flamenco_ng.show_files_report", icon="TEXT")
    report.number = submission.number
    row = layout.row()
    for text, answer in (("Cancel", False), ("Submit Anyway", True)):
        button: Any = row.operator("flamenco_ng.answer_missing", text=text)
        button.submit, button.number = answer, submission.number


def draw_status(header: bpy.types.Header, _context: bpy.types.Context) -> None:
    """Draws the question in a few words in the status bar."""
    submission = asking()
    if submission:
        row = layout_of(header).row(align=True)
        row.alert = True
        row.label(text=f"Farm: {_in_short(submission.files)}", icon="QUESTION")
        row.operator("flamenco_ng.show_question", text="Answer")


def _in_short(files: FilesReport) -> str:
    if files.missing:
        return "a file is missing" if len(files.missing) == 1 else f"{len(files.missing)} files are missing"
    return "something will go wrong" if files.foreseen else "files may be missing"


def _ask() -> None:
    """Shows the question in front of whatever the artist is doing."""
    background.redraw_status_bars()
    window = next(iter(background.windows()), None)
    if window and not bpy.app.background:
        with bpy.context.temp_override(window=window):
            _pop_up(bpy.context)


def _pop_up(context: bpy.types.Context) -> None:
    def draw(popover: bpy.types.UIPopover, context: bpy.types.Context) -> None:
        submission = asking()
        if submission:
            layout = layout_of(popover)
            layout.label(text=f"Submit “{submission.name}” to the farm?", icon="QUESTION", translate=False)
            draw_question(layout, context, submission, POP_UP_LETTERS)

    if context.window_manager:
        context.window_manager.popover(draw, ui_units_x=POP_UP_WIDTH)


def _draw_list(
    layout: bpy.types.UILayout, context: bpy.types.Context, title: str, lines: list[str], letters: int
) -> None:
    layout.label(text=title, icon="ERROR")
    for line in lines[:SHOWN_FILES]:
        draw_text(layout, context, line, "DOT", letters=letters)
    if len(lines) > SHOWN_FILES:
        layout.label(text=f"and {len(lines) - SHOWN_FILES} more", icon="BLANK1")


def register() -> None:
    registration.register_classes([FLAMENCO_NG_OT_show_question])
    bring_files.ON_QUESTION.append(_ask)
    bpy.types.STATUSBAR_HT_header.prepend(draw_status)


def unregister() -> None:
    bpy.types.STATUSBAR_HT_header.remove(draw_status)
    bring_files.ON_QUESTION.remove(_ask)
    registration.unregister_classes([FLAMENCO_NG_OT_show_question])
