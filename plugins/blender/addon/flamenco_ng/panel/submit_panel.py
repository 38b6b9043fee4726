# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import bpy

from ..blender_types import layout_of
from ..submission.operators import current_submission
from ..submission.order import obstacle
from ..submission.submission import Submission
from .sub_panel import SubPanel
from .text import draw_text

SHOWN_MISSING = 12


class FLAMENCO_NG_PT_submit(SubPanel, bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_submit"
    bl_label = "Submit"
    bl_order = 50
    bl_options = {"HIDE_HEADER"}

    def draw(self, context: bpy.types.Context) -> None:
        layout, submission = layout_of(self), current_submission()
        if submission and submission.is_running:
            if submission.files.is_asking:
                _draw_missing(layout, context, submission)
            else:
                _draw_progress(layout, submission)
            return
        if submission:
            _draw_outcome(layout, context, submission)
        row = layout.row()
        row.scale_y = 1.6
        row.operator("flamenco_ng.submit_job", icon="RENDER_ANIMATION")
        wrong = obstacle(context)
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


def _draw_missing(layout: bpy.types.UILayout, context: bpy.types.Context, submission: Submission) -> None:
    missing, unsearched, unsaved = submission.files.missing, submission.files.unsearched, submission.files.unsaved
    box = layout.box()
    if missing:
        _draw_list(
            box, context, "A file is missing" if len(missing) == 1 else f"{len(missing)} files are missing", missing
        )
    if unsaved:
        _draw_list(box, context, "Changes that are not saved, so the farm does not see them:", unsaved)
        box.label(text="Cancel, and use Save All Images in the Image Editor", icon="BLANK1")
    if unsearched:
        _draw_list(box, context, "More may be missing. This could not be searched:", unsearched)
    box.operator("flamenco_ng.show_files_report", icon="TEXT")
    row = box.row()
    for text, answer in (("Cancel", False), ("Submit Anyway", True)):
        button: Any = row.operator("flamenco_ng.answer_missing", text=text)
        button.submit = answer


def _draw_list(box: bpy.types.UILayout, context: bpy.types.Context, title: str, lines: list[str]) -> None:
    box.label(text=title, icon="ERROR")
    for line in lines[:SHOWN_MISSING]:
        draw_text(box, context, line, "DOT")
    if len(lines) > SHOWN_MISSING:
        box.label(text=f"and {len(lines) - SHOWN_MISSING} more", icon="BLANK1")


def _draw_outcome(layout: bpy.types.UILayout, context: bpy.types.Context, submission: Submission) -> None:
    box = layout.box()
    row = box.row()
    title = row.row()
    if submission.job:
        title.label(text=f"Submitted “{submission.job['name']}”", icon="CHECKMARK")
        page: Any = row.operator("wm.url_open", text="Open Page", icon="URL")
        page.url = submission.job_page
    elif submission.is_unheard:
        title.alert = True
        title.label(text="It is not known whether the job was submitted", icon="QUESTION")
    elif submission.was_cancelled:
        title.label(text="Cancelled. Nothing was submitted", icon="CANCEL")
    else:
        title.alert = True
        title.label(text="Not submitted", icon="ERROR")
    row.operator("flamenco_ng.close_message", text="", icon="X", emboss=False)
    if submission.problem:
        draw_text(box, context, submission.problem)
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
    for note in notes[:SHOWN_MISSING]:
        draw_text(box, context, note, "INFO")
    if notes:
        box.operator("flamenco_ng.show_files_report", icon="TEXT")
