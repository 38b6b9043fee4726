# SPDX-License-Identifier: GPL-3.0-or-later
"""My jobs: how far each one is, and its last frame."""

from __future__ import annotations

from typing import Any

import bpy

from ..blender_types import Icon, layout_of
from ..manager.profiles import is_in_use
from ..notices import control, pictures, watch
from ..notices.my_jobs import GONE, MyJob
from ..preferences import known_manager
from .ended_jobs import draw_ways
from .login_box import draw_login, draws_login
from .sub_panel import MAIN, InOutputProperties
from .text import draw_text

SHOWN = 10
LOOKS: dict[str, tuple[str, Icon]] = {
    "active": ("Rendering", "RENDER_ANIMATION"),
    "queued": ("Waiting", "SORTTIME"),
    "requeueing": ("Waiting", "SORTTIME"),
    "under-construction": ("Being set up", "SORTTIME"),
    "paused": ("Paused", "PAUSE"),
    "pause-requested": ("Pausing", "PAUSE"),
    "cancel-requested": ("Being canceled", "CANCEL"),
    "canceled": ("Canceled", "CANCEL"),
    "completed": ("Done", "CHECKMARK"),
    "failed": ("Failed", "ERROR"),
    GONE: ("No longer on the farm", "GHOST_DISABLED"),
}

# What to add to the name of a job that another one waits for, and that does not end by itself.
_ENDED = {
    "failed": ", which has failed",
    "canceled": ", which was canceled",
    "paused": ", which is paused",
    GONE: ", which is no longer on the farm",
}


class FLAMENCO_NG_PT_my_jobs(InOutputProperties, bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_my_jobs"
    bl_parent_id = MAIN
    bl_label = "My Jobs"
    bl_order = 60
    bl_options = {"DEFAULT_CLOSED"}

    def draw_header_preset(self, _context: bpy.types.Context) -> None:
        row = layout_of(self).row()
        row.enabled = not watch.is_looking()
        row.operator("flamenco_ng.look_at_jobs", text="", icon="FILE_REFRESH", emboss=False)

    def draw(self, context: bpy.types.Context) -> None:
        layout, jobs = layout_of(self), watch.jobs().all()
        elsewhere = {job.manager for job in jobs if draws_login(job.manager) and not is_in_use(job.manager)}
        for address in sorted(elsewhere):
            draw_login(layout, context, address, known_manager(address).name or address)
        if watch.problem():
            draw_text(layout, context, watch.problem(), "ERROR")
        if not jobs:
            draw_text(layout, context, "Jobs that you submit are listed here.", "INFO")
        for job in jobs[:SHOWN]:
            _draw_job(layout, context, job)
        if len(jobs) > SHOWN:
            layout.label(text=f"and {len(jobs) - SHOWN} older ones")


def _draw_job(layout: bpy.types.UILayout, context: bpy.types.Context, job: MyJob) -> None:
    picture = pictures.icon_of(job.picture)
    split = layout.box().split(factor=0.2) if picture else layout.box()
    if picture:
        split.template_icon(icon_value=picture, scale=4)
    column = split.column(align=True)
    row = column.row()
    row.label(text=job.name, translate=False)
    menu: Any = row.operator("flamenco_ng.job_menu", text="", icon="DOWNARROW_HLT", emboss=False)
    menu.job_id = job.id
    row = column.row()
    unknown: tuple[str, Icon] = (job.status, "QUESTION")
    words, icon = LOOKS.get(job.status, unknown)
    state = row.row()
    state.alert = job.status == "failed"
    if job.is_open and hasattr(state, "progress"):
        state.progress(factor=job.fraction, text=f"{words}  {job.fraction:.0%}")
    else:
        state.label(text=words if not job.is_open else f"{words}  {job.fraction:.0%}", icon=icon)
    draw_ways(row.row(align=True), job, text=False)
    _draw_words(column, context, job, share=0.75 if picture else 1)


def _draw_words(layout: bpy.types.UILayout, context: bpy.types.Context, job: MyJob, share: float) -> None:
    """What is being done to the job, what came of it, why it failed, and what people wrote about it."""
    said, is_wrong = control.said(job.id)
    if control.doing(job.id):
        draw_text(layout, context, control.doing(job.id), "SORTTIME", share=share)
    elif said:
        draw_text(layout, context, said, "ERROR" if is_wrong else "INFO", alert=is_wrong, share=share)
    if job.waits_for and job.is_open:
        draw_text(layout, context, f"Starts after {names_of_others(job)}", "SORTTIME", share=share)
    if job.status == "failed" and job.activity:
        draw_text(layout, context, job.activity, share=share)
    for text in filter(None, (job.comment, job.note)):
        draw_text(layout, context, text, "GREASEPENCIL" if text is job.note else "NONE", share=share)


def names_of_others(job: MyJob) -> str:
    """The jobs that it waits for, by name as far as they are mine."""
    mine = {each.id: each for each in watch.jobs().all()}
    known = [mine[other] for other in job.depends_on if other in mine and mine[other].status != "completed"]
    names = [f"“{each.name}”{_ENDED.get(each.status, '')}" for each in known]
    unknown = job.waits_for - len(known)
    if unknown > 0:
        names.append("another job" if unknown == 1 else f"{unknown} other jobs")
    return " and ".join(names)
