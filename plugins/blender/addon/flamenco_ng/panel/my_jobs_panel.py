# SPDX-License-Identifier: GPL-3.0-or-later
"""My jobs: how far each is, and its last frame."""

from __future__ import annotations

import bpy

from ..notices import pictures, watch
from ..notices.my_jobs import GONE, MyJob
from .ended_jobs import draw_ways
from .sub_panel import MAIN, InOutputProperties
from .text import draw_text

SHOWN = 10
LOOKS = {
    "active": ("Rendering", "RENDER_ANIMATION"),
    "queued": ("Waiting", "SORTTIME"),
    "requeueing": ("Waiting", "SORTTIME"),
    "under-construction": ("Being made", "SORTTIME"),
    "paused": ("Paused", "PAUSE"),
    "pause-requested": ("Pausing", "PAUSE"),
    "cancel-requested": ("Being canceled", "CANCEL"),
    "canceled": ("Canceled", "CANCEL"),
    "completed": ("Done", "CHECKMARK"),
    "failed": ("Failed", "ERROR"),
    GONE: ("No longer on the farm", "GHOST_DISABLED"),
}


class FLAMENCO_NG_PT_my_jobs(InOutputProperties, bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_my_jobs"
    bl_parent_id = MAIN
    bl_label = "My Jobs"
    bl_order = 60
    bl_options = {"DEFAULT_CLOSED"}

    def draw_header_preset(self, _context) -> None:
        row = self.layout.row()
        row.enabled = not watch.is_looking()
        row.operator("flamenco_ng.look_at_jobs", text="", icon="FILE_REFRESH", emboss=False)

    def draw(self, context) -> None:
        layout, jobs = self.layout, watch.jobs().all()
        if watch.problem():
            draw_text(layout, context, watch.problem(), "ERROR")
        if not jobs:
            draw_text(layout, context, "What you submit shows up here.", "INFO")
        for job in jobs[:SHOWN]:
            _draw_job(layout, job)
        if len(jobs) > SHOWN:
            layout.label(text=f"and {len(jobs) - SHOWN} older ones")


def _draw_job(layout, job: MyJob) -> None:
    picture = pictures.icon_of(job.picture)
    split = layout.box().split(factor=0.2) if picture else layout.box()
    if picture:
        split.template_icon(icon_value=picture, scale=4)
    column = split.column(align=True)
    row = column.row()
    row.label(text=job.name)
    row.operator("flamenco_ng.forget_job", text="", icon="X", emboss=False).job_id = job.id
    row = column.row()
    words, icon = LOOKS.get(job.status, (job.status, "QUESTION"))
    state = row.row()
    state.alert = job.status == "failed"
    if job.is_open and hasattr(state, "progress"):
        state.progress(factor=job.fraction, text=f"{words}  {job.fraction:.0%}")
    else:
        state.label(text=words if not job.is_open else f"{words}  {job.fraction:.0%}", icon=icon)
    draw_ways(row.row(align=True), job, text=False)
