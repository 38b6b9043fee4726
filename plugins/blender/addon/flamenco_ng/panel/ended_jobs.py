# SPDX-License-Identifier: GPL-3.0-or-later
"""Announces that a job has ended, at the top of the panel and briefly in the status bar."""

from __future__ import annotations

from typing import Any

import bpy

from ..blender_types import Icon, layout_of
from ..notices import watch
from ..notices.my_jobs import ENDS, MyJob
from .text import draw_text

ICONS: dict[str, Icon] = {"completed": "CHECKMARK", "failed": "ERROR", "canceled": "CANCEL"}
SHOWN = 3
# Letters of a job's name in the status bar.
SHORT = 40


def draw_ended_jobs(layout: bpy.types.UILayout, context: bpy.types.Context) -> None:
    """Draws a box for each job that has ended, until its notice is closed."""
    news = watch.jobs().news()
    for job in news[:SHOWN]:
        box = layout.box()
        row = box.row()
        draw_text(row.row(), context, words(job), ICONS[job.status], alert=job.status == "failed", share=0.85)
        _draw_close(row, job)
        if job.status != "completed" and job.activity:
            draw_text(box, context, job.activity)
        draw_ways(box.row(align=True), job)
    if len(news) > SHOWN:
        row = layout.row()
        row.label(text=f"{len(news) - SHOWN} more have ended")
        close_all: Any = row.operator("flamenco_ng.close_notice", text="Close All")
        close_all.job_id = ""


def draw_ways(row: bpy.types.UILayout, job: MyJob, text: bool = True) -> None:
    """Draws the buttons that lead to the frames and to the web page of the job."""
    frames = row.row(align=True)
    frames.enabled = bool(job.frames)
    show: Any = frames.operator("flamenco_ng.show_frames", text="Show Frames" if text else "", icon="FILE_FOLDER")
    show.job_id = job.id
    page: Any = row.operator("wm.url_open", text="Open Page" if text else "", icon="URL")
    page.url = job.page


def draw_status(header: bpy.types.Header, _context: bpy.types.Context) -> None:
    """Draws a few words in the status bar about the job that ended last."""
    news = watch.jobs().news()
    if not news:
        return
    row = layout_of(header).row(align=True)
    job = news[0]
    more = f"  (+{len(news) - 1})" if len(news) > 1 else ""
    row.alert = job.status == "failed"
    row.label(text=f"{words(job, SHORT)}{more}", icon=ICONS[job.status])
    page: Any = row.operator("wm.url_open", text="", icon="URL", emboss=False)
    page.url = job.page
    _draw_close(row, job)


def words(job: MyJob, most: int = 200) -> str:
    """How the job ended, with at most `most` letters of its name."""
    name = job.name if len(job.name) <= most else f"{job.name[: most - 1]}…"
    return f"“{name}” {ENDS[job.status]}"


def _draw_close(row: bpy.types.UILayout, job: MyJob) -> None:
    close: Any = row.operator("flamenco_ng.close_notice", text="", icon="X", emboss=False)
    close.job_id = job.id


def register() -> None:
    bpy.types.STATUSBAR_HT_header.prepend(draw_status)


def unregister() -> None:
    bpy.types.STATUSBAR_HT_header.remove(draw_status)
