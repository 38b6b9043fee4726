# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from typing import Any

import bpy

from ..blender_types import Icon, layout_of, scene_of
from ..job_types.submitted import takes_blendfile
from ..preflight.current import Found, current_findings
from ..preflight.finding import Finding, Item
from ..preflight.operators import show_button
from ..scene.selected import selected_job_type
from .file_check import draw_file_check
from .sub_panel import JobTypeSubPanel
from .text import draw_text

SHOWN_ITEMS = 4
STOPS: Icon = "CANCEL"
WARNS: Icon = "ERROR"


class FLAMENCO_NG_PT_preflight(JobTypeSubPanel, bpy.types.Panel):
    bl_idname = "FLAMENCO_NG_PT_preflight"
    bl_label = "Pre-flight"
    bl_order = 45

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        job_type = selected_job_type(scene_of(context))
        return job_type is not None and takes_blendfile(job_type)

    def draw_header_preset(self, context: bpy.types.Context) -> None:
        found = current_findings(scene_of(context))
        if found is not None:
            _draw_counts(layout_of(self), found)

    def draw(self, context: bpy.types.Context) -> None:
        layout, scene = layout_of(self), scene_of(context)
        found = current_findings(scene)
        for check, finding in found or ():
            _draw_finding(layout, context, check, finding)
        if found == []:
            row = layout.row()
            row.active = False
            row.label(text="Nothing found that would go wrong")
        draw_file_check(layout, context)


def _draw_counts(layout: bpy.types.UILayout, found: Found) -> None:
    """So that a closed panel says something, too."""
    row = layout.row(align=True)
    stops = sum(finding.stops for _check, finding in found)
    for icon, count in ((STOPS, stops), (WARNS, len(found) - stops)):
        if count:
            row.label(text=str(count), icon=icon)
    if not found:
        row.label(text="", icon="CHECKMARK")


def _draw_finding(layout: bpy.types.UILayout, context: bpy.types.Context, check: str, finding: Finding) -> None:
    box = layout.box().column(align=True)
    draw_text(box, context, f"{finding.text}.", STOPS if finding.stops else WARNS, alert=finding.stops)
    for item in finding.items[:SHOWN_ITEMS]:
        _draw_item(box, item)
    more = len(finding.items) - SHOWN_ITEMS
    if more > 0:
        row = box.row()
        row.scale_y = 0.8
        row.label(text=f"and {more} more", icon="BLANK1")
    if finding.mend:
        box.separator(factor=0.5)
        row = box.row()
        row.label(text="", icon="BLANK1")
        button: Any = row.operator("flamenco_ng.mend", text=finding.mend)
        button.check_name = check


def _draw_item(layout: bpy.types.UILayout, item: Item) -> None:
    row = layout.row(align=True)
    row.scale_y = 0.8
    row.label(text=item.text, icon="BLANK1", translate=False)
    if item.kind:
        show_button(row, item.kind, item.name, item.node)
