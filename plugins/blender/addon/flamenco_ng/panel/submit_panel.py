# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import bpy

from ..blender_types import layout_of
from ..submission.order import obstacle
from ..submission.queue import all_submissions
from ..submission.submission import Submission
from .outcome import outcome
from .question import SHOWN_FILES, draw_question
from .sub_panel import SubPanel
from .text import draw_text


class FLAMENCO_NG_PT_submit(SubPanel, bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_submit"
    bl_label = "Submit"
    bl_order = 50
    bl_options = {"HIDE_HEADER"}

    def draw(self, context: bpy.types.Context) -> None:
        layout = layout_of(self)
        several = len(all_submissions()) > 1
        for submission in all_submissions():
            if not submission.is_running:
                draw_outcome(layout, context, submission, several)
            elif submission.files.is_asking:
                box = layout.box()
                if several:
                    box.label(text=submission.name, icon="QUESTION", translate=False)
                draw_question(box, context, submission)
            else:
                _draw_progress(layout, submission, several)
        wrong = obstacle(context)
        row = layout.row()
        row.scale_y = 1.6
        row.enabled = not wrong
        row.operator("flamenco_ng.submit", text="Submit to Farm", icon="RENDER_ANIMATION")
        if wrong:
            draw_text(layout, context, f"{wrong}.", "INFO")


def _draw_progress(layout: bpy.types.UILayout, submission: Submission, several: bool) -> None:
    work = submission.work
    row = layout.row(align=True)
    row.scale_y = 1.2 if several else 1.6
    text = f"{submission.name}: {work.text}" if several else work.text
    if hasattr(row, "progress") and work.fraction is not None:
        row.progress(factor=work.fraction, text=text)
    else:
        percent = "" if work.fraction is None else f"  {work.fraction:.0%}"
        row.label(text=f"{text}{percent}…", icon="SORTTIME")
    cancel: Any = row.operator("flamenco_ng.cancel_submission", text="", icon="X")
    cancel.number = submission.number


def draw_outcome(
    layout: bpy.types.UILayout, context: bpy.types.Context, submission: Submission, several: bool = False
) -> None:
    """Says how a submission has ended, and which one it was if there are several."""
    box = layout.box()
    row = box.row()
    title = row.row()
    which = f"{submission.name}: " if several and submission.name else ""
    text, icon, title.alert = outcome(submission)
    title.label(text=text if submission.job else f"{which}{text}", icon=icon, translate=False)
    if submission.job:
        page: Any = row.operator("wm.url_open", text="Open Page", icon="URL")
        page.url = submission.job_page
    close: Any = row.operator("flamenco_ng.close_message", text="", icon="X", emboss=False)
    close.number = submission.number
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
        report: Any = box.operator("flamenco_ng.show_files_report", icon="TEXT")
        report.number = submission.number
