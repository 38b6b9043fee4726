# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import bpy

from ..blender_types import layout_of
from ..submission.operators import current_submission
from ..submission.order import obstacle
from ..submission.submission import Submission
from .question import SHOWN_FILES, draw_question
from .sub_panel import SubPanel
from .text import draw_text


class FLAMENCO_NG_PT_submit(SubPanel, bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_submit"
    bl_label = "Submit"
    bl_order = 50
    bl_options = {"HIDE_HEADER"}

    def draw(self, context: bpy.types.Context) -> None:
        layout, submission = layout_of(self), current_submission()
        if submission and submission.is_running:
            if submission.files.is_asking:
                draw_question(layout.box(), context, submission.files)
            else:
                _draw_progress(layout, submission)
            return
        if submission:
            draw_outcome(layout, context, submission)
        wrong = obstacle(context)
        row = layout.row()
        row.scale_y = 1.6
        row.enabled = not wrong
        row.operator("flamenco_ng.submit", text="Submit to Farm", icon="RENDER_ANIMATION")
        if wrong:
            draw_text(layout, context, f"{wrong}.", "INFO")


def _draw_progress(layout: bpy.types.UILayout, submission: Submission) -> None:
    work = submission.work
    row = layout.row(align=True)
    row.scale_y = 1.6
    if hasattr(row, "progress") and work.fraction is not None:
        row.progress(factor=work.fraction, text=work.text)
    else:
        percent = "" if work.fraction is None else f"  {work.fraction:.0%}"
        row.label(text=f"{work.text}{percent}…", icon="SORTTIME")
    row.operator("flamenco_ng.cancel_submission", text="", icon="X")


def draw_outcome(layout: bpy.types.UILayout, context: bpy.types.Context, submission: Submission) -> None:
    """Says how a submission has ended."""
    box = layout.box()
    row = box.row()
    title = row.row()
    if submission.job:
        title.label(text=f"Submitted “{submission.job['name']}”", icon="CHECKMARK", translate=False)
        page: Any = row.operator("wm.url_open", text="Open Page", icon="URL")
        page.url = submission.job_page
    elif submission.is_unheard:
        title.alert = True
        title.label(text="Perhaps submitted", icon="QUESTION")
    elif submission.was_cancelled:
        title.label(text="Cancelled. Nothing was submitted", icon="CANCEL")
    else:
        title.alert = True
        title.label(text="Not submitted", icon="ERROR")
    row.operator("flamenco_ng.close_message", text="", icon="X", emboss=False)
    if submission.problem:
        draw_text(box, context, submission.problem)
    for wrong in submission.hook_problems:
        draw_text(box, context, wrong, "ERROR")
    if submission.job:
        _draw_files_notes(box, context, submission)


def _draw_files_notes(box: bpy.types.UILayout, context: bpy.types.Context, submission: Submission) -> None:
    files = submission.files
    notes = list(files.notes)
    if files.unreachable:
        count = len(files.unreachable)
        notes.append(
            f"{count} {'file is' if count == 1 else 'files are'} outside the farm's storage. Workers may not see them."
        )
    for note in notes[:SHOWN_FILES]:
        draw_text(box, context, note, "INFO")
    if notes:
        box.operator("flamenco_ng.show_files_report", icon="TEXT")
