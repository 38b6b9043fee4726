# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells that a job has ended: at the top of the panel, and in a few words in the status bar."""

from __future__ import annotations

import bpy

from ..notices import watch
from ..notices.my_jobs import ENDS, MyJob
from .text import draw_text

ICONS = {"completed": "CHECKMARK", "failed": "ERROR", "canceled": "CANCEL"}
SHOWN = 3
# Letters of a job's name in the status bar.
SHORT = 40


def draw_ended_jobs(layout, context) -> None:
    news = watch.jobs().news()
    for job in news[:SHOWN]:
        box = layout.box()
        row = box.row()
        draw_text(row.row(), context, words(job), ICONS[job.status], alert=job.status == "failed", share=0.85)
        row.operator("flamenco_ng.close_notice", text="", icon="X", emboss=False).job_id = job.id
        if job.status != "completed" and job.activity:
            draw_text(box, context, job.activity)
        draw_ways(box.row(align=True), job)
    if len(news) > SHOWN:
        row = layout.row()
        row.label(text=f"{len(news) - SHOWN} more have ended")
        row.operator("flamenco_ng.close_notice", text="Close All").job_id = ""


def draw_ways(row, job: MyJob, text: bool = True) -> None:
    """To the frames and to the page of the job."""
    frames = row.row(align=True)
    frames.enabled = bool(job.frames)
    frames.operator("flamenco_ng.show_frames", text="Show Frames" if text else "", icon="FILE_FOLDER").job_id = job.id
    row.operator("wm.url_open", text="Open Page" if text else "", icon="URL").url = job.page


def draw_status(header, _context) -> None:
    news = watch.jobs().news()
    if not news:
        return
    row = header.layout.row(align=True)
    job = news[0]
    more = f"  (+{len(news) - 1})" if len(news) > 1 else ""
    row.alert = job.status == "failed"
    row.label(text=f"{words(job, SHORT)}{more}", icon=ICONS[job.status])
    row.operator("wm.url_open", text="", icon="URL", emboss=False).url = job.page
    row.operator("flamenco_ng.close_notice", text="", icon="X", emboss=False).job_id = job.id


def words(job: MyJob, most: int = 200) -> str:
    name = job.name if len(job.name) <= most else f"{job.name[: most - 1]}…"
    return f"“{name}” {ENDS[job.status]}"


def register() -> None:
    bpy.types.STATUSBAR_HT_header.prepend(draw_status)


def unregister() -> None:
    bpy.types.STATUSBAR_HT_header.remove(draw_status)
