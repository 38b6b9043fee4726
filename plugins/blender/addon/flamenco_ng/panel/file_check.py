# SPDX-License-Identifier: GPL-3.0-or-later
"""The button that looks for all files, and what it has found."""

from __future__ import annotations

from typing import Any

import bpy

from ..blender_types import Icon, scene_of
from ..farm_settings import settings_of
from ..packing import Report, size_text
from ..submission.file_check import FileCheck, file_check
from ..submission.group_sizes import Group
from .text import draw_text, labelled_row

SHOWN_GROUPS = 6
SHOWN_FILES = 4
SHOWN_NOTES = 2


def draw_file_check(layout: bpy.types.UILayout, context: bpy.types.Context) -> None:
    """Draws both."""
    scene = scene_of(context)
    check = file_check(scene)
    if check and check.is_running and check.work:
        row = layout.row(align=True)
        row.label(text=f"{check.work.text}…", icon="SORTTIME")
        row.operator("flamenco_ng.close_file_check", text="", icon="X")
        return
    is_outdated = check is not None and check.exclude != settings_of(scene).exclude_files
    again = "Check Files Again" if check else "Check Files"
    layout.operator("flamenco_ng.check_files", text=again, icon="FILE_REFRESH" if is_outdated else "VIEWZOOM")
    if check:
        _draw_outcome(layout.box().column(align=True), context, check)


def _draw_outcome(column: bpy.types.UILayout, context: bpy.types.Context, check: FileCheck) -> None:
    row = column.row()
    title = row.row()
    title.label(text=_title(check.report) if check.report else "The files could not be checked", icon="FILE_FOLDER")
    row.operator("flamenco_ng.close_file_check", text="", icon="X", emboss=False)
    if check.problem:
        draw_text(column, context, check.problem, "ERROR", alert=True)
    report = check.report
    if not report:
        return
    count = "A file is missing" if len(report.missing) == 1 else f"{len(report.missing)} files are missing"
    _draw_lines(column, context, count, report.missing, "ERROR", alert=True)
    _draw_lines(
        column, context, "Could not be searched, so more may be missing", report.unsearched, "ERROR", alert=True
    )
    _draw_lines(column, context, "Not in the farm's storage, so workers may not see it", report.unreachable, "ERROR")
    _draw_lines(column, context, "Paths that are too long for workers with Windows", check.too_long, "ERROR")
    if report.way != "in-place":
        _draw_groups(column, check.groups)
    column.separator(factor=0.5)
    if report.excluded:
        files = "file is" if len(report.excluded) == 1 else "files are"
        draw_text(column, context, f"{len(report.excluded)} used {files} excluded", "REMOVE")
    chosen = settings_of(scene_of(context))
    if chosen.exclude_files:
        row = labelled_row(column, "Exclude")
        row.prop(chosen, "exclude_files", text="")
    for note in report.notes[:SHOWN_NOTES]:
        draw_text(column, context, note, "INFO")
    if len(report.notes) > SHOWN_NOTES:
        column.label(text=f"and {len(report.notes) - SHOWN_NOTES} more notes", icon="BLANK1")
    column.separator(factor=0.5)
    column.operator("flamenco_ng.show_file_check", icon="TEXT")


def _title(report: Report) -> str:
    if report.way == "in-place":
        return "Used in place. Nothing is copied"
    count = "1 file" if report.files == 1 else f"{report.files} files"
    return f"{count}, {size_text(report.bytes)}"


def _draw_groups(column: bpy.types.UILayout, groups: list[Group]) -> None:
    """What takes the most room, each with a button that excludes it."""
    column.separator(factor=0.5)
    own = bpy.path.basename(bpy.data.filepath)
    for group in groups[:SHOWN_GROUPS]:
        split = column.split(factor=0.22)
        size = split.row()
        size.alignment = "RIGHT"
        size.label(text=size_text(group.size))
        row = split.row()
        row.label(text=f"{group.name}  ({group.files})" if group.files > 1 else group.name, translate=False)
        if group.name.rpartition("/")[2] != own:
            button: Any = row.operator("flamenco_ng.exclude", text="", icon="REMOVE", emboss=False)
            button.pattern = group.pattern
    rest = groups[SHOWN_GROUPS:]
    if rest:
        split = column.split(factor=0.22)
        size = split.row()
        size.alignment = "RIGHT"
        size.label(text=size_text(sum(each.size for each in rest)))
        split.label(text=f"in {sum(each.files for each in rest)} more files")


def _draw_lines(
    column: bpy.types.UILayout,
    context: bpy.types.Context,
    title: str,
    lines: list[str],
    icon: Icon,
    alert: bool = False,
) -> None:
    if not lines:
        return
    draw_text(column, context, f"{title}:", icon, alert=alert)
    for line in lines[:SHOWN_FILES]:
        draw_text(column, context, line, "BLANK1")
    if len(lines) > SHOWN_FILES:
        column.label(text=f"and {len(lines) - SHOWN_FILES} more", icon="BLANK1")
