# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws settings of a job type, each with the field and the buttons that it needs."""

from __future__ import annotations

from typing import Any

import bpy

from ..blender_types import scene_of
from ..farm_settings import settings_of
from ..job_name import current_job_name
from ..job_types.expressions import CurrentSettings, ExpressionProblem, NeedsTrust
from ..job_types.facade import facade_of
from ..job_types.job_type import JobType, Setting
from ..job_types.store import StoredSettings
from ..job_types.submitted import is_missing
from ..job_types.values import Value
from ..output.chosen_frames import FRAMES, takes_frames
from .switched import column_of_fields
from .text import draw_text, labelled_row


def draw_settings(
    layout: bpy.types.UILayout, context: bpy.types.Context, job_type: JobType, settings: list[Setting]
) -> None:
    """Draws these settings of the job type of the current scene."""
    scene = scene_of(context)
    group = facade_of(scene, job_type)
    if group is None:
        return
    column = column_of_fields(layout)
    current = CurrentSettings(context, job_type, current_job_name(context))
    stored = StoredSettings(scene, job_type)
    for setting in settings:
        if setting.key == FRAMES and takes_frames(job_type) and settings_of(scene).frames_from != "SETTING":
            _draw_elsewhere(column, setting)
            continue
        value: Value | None
        try:
            value = current.value(setting)
        except NeedsTrust as problem:
            value = None
            draw_text(column, context, str(problem), "LOCKED")
        except ExpressionProblem as problem:
            value = None
            draw_text(column, context, str(problem), "ERROR", alert=True)
        if stored.is_linked(setting):
            _draw_linked(column, group, setting, value)
        else:
            _draw_field(column, context, group, setting, value)


def _draw_elsewhere(column: bpy.types.UILayout, setting: Setting) -> None:
    """The frames are chosen in a panel of their own, so these do not count."""
    row = labelled_row(column, setting.label)
    row.active = False
    row.label(text="See Frames", icon="FORWARD")


def _draw_linked(
    column: bpy.types.UILayout, group: bpy.types.PropertyGroup, setting: Setting, value: Value | None
) -> None:
    row = labelled_row(column, setting.label)
    text = row.row()
    text.active = False
    about, shown = setting.expression_description, "" if value is None else str(value)
    words = f"{about}  ({shown})" if about and value is not None else about or shown
    text.label(text=words, translate=False)
    row.prop(group, f"link_{setting.identifier}", text="", icon="LINKED", toggle=True)


def _draw_field(
    column: bpy.types.UILayout,
    context: bpy.types.Context,
    group: bpy.types.PropertyGroup,
    setting: Setting,
    value: Value | None,
) -> None:
    if not (setting.expression or setting.is_path):
        column.prop(group, setting.identifier)
        return
    row = labelled_row(column, setting.label)
    if setting.is_editable:
        field = row.row(align=True)
        field.alert = value is not None and is_missing(setting, value)
        field.prop(group, setting.identifier, text="")
    else:
        text = row.column()
        text.active = False
        draw_text(text, context, "" if value is None else str(value), share=0.5)
    if setting.has_link:
        row.prop(group, f"link_{setting.identifier}", text="", icon="UNLINKED", toggle=True)
    elif setting.expression and setting.is_editable:
        button: Any = row.operator("flamenco_ng.eval_setting", text="", icon="SCRIPT")
        button.key, button.hint = setting.key, setting.expression_description
    if setting.is_path:
        button = row.operator("flamenco_ng.show_folder", text="", icon="FOLDER_REDIRECT")
        button.path = str(value or "")
