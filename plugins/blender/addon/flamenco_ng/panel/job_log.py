# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of a failed task: its end in a pop-up, the whole of it in the artist's text editor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import bpy

from .. import background, registration
from ..blender_types import OperatorResult, layout_of
from ..notices.failed_log import FailedLog
from ..notices.my_jobs import MyJob
from .text import draw_text

LINES = 14
# The pop-up's width, in units of Blender's interface, and the letters in a line of it.
WIDTH, LETTERS = 30, 98


class FLAMENCO_NG_OT_open_log(bpy.types.Operator):
    bl_idname = "flamenco_ng.open_log"
    bl_label = "Whole Log"
    bl_description = "Open the log in your text editor"
    bl_options = {"INTERNAL"}

    path: Annotated[str, bpy.props.StringProperty(options={"HIDDEN", "SKIP_SAVE"})]

    def execute(self, _context: bpy.types.Context) -> OperatorResult:
        if not bpy.app.background:
            bpy.ops.wm.path_open(filepath=self.path)
        return {"FINISHED"}


def show_log(job: MyJob, found: FailedLog) -> None:
    """Writes the log to a temporary file and shows its end in front of whatever the artist is doing."""
    path = Path(bpy.app.tempdir, f"flamenco-ng-{found.task_id}.txt")
    path.write_text(found.text, "utf-8")
    window = next(iter(background.windows()), None)
    if window and not bpy.app.background:
        with bpy.context.temp_override(window=window):
            _pop_up(bpy.context, job, found, path)


def _pop_up(context: bpy.types.Context, job: MyJob, found: FailedLog, path: Path) -> None:
    def draw(popover: bpy.types.UIPopover, context: bpy.types.Context) -> None:
        _draw(layout_of(popover), context, job, found, path)

    if context.window_manager:
        context.window_manager.popover(draw, ui_units_x=WIDTH)


def _draw(layout: bpy.types.UILayout, context: bpy.types.Context, job: MyJob, found: FailedLog, path: Path) -> None:
    worker = f" on {found.worker}" if found.worker else ""
    draw_text(layout, context, f"Task “{found.task}” of “{job.name}”{worker}", "ERROR", letters=LETTERS)
    if found.activity:
        draw_text(layout, context, found.activity, letters=LETTERS)
    if found.failed_tasks > 1:
        draw_text(layout, context, f"{found.failed_tasks} tasks have failed; this one failed last.", letters=LETTERS)
    lines = [line for line in found.text.splitlines() if line.strip()]
    box = layout.box().column(align=True)
    box.scale_y = 0.7
    for line in lines[-LINES:]:
        short = line.strip() if len(line) <= LETTERS else f"{line.strip()[: LETTERS - 1]}…"
        box.label(text=short, translate=False)
    if not lines:
        box.label(text="The task has written no log.")
    row = layout.row()
    whole = row.row()
    whole.enabled = bool(lines)
    button: Any = whole.operator("flamenco_ng.open_log", icon="TEXT")
    button.path = str(path)
    page: Any = row.operator("wm.url_open", text="Task Page", icon="URL")
    page.url = f"{job.page}/{found.task_id}"


def register() -> None:
    registration.register_classes([FLAMENCO_NG_OT_open_log])


def unregister() -> None:
    registration.unregister_classes([FLAMENCO_NG_OT_open_log])
