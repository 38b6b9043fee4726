# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of the tokens for the open file."""

from __future__ import annotations

import getpass
import time
from functools import lru_cache
from pathlib import Path

import bpy

from ..blender_types import scene_of
from ..farm_settings import FarmSettings, settings_of
from ..output.views import chosen_cameras, chosen_layers
from ..scene.selected import job_type_name_of, job_type_of
from .tokens import JobNameProblem, resolve


def current_values(context: bpy.types.Context, chosen: FarmSettings | None = None) -> dict[str, str]:
    """What each token stands for at this moment. `chosen` are the settings of the scene unless given."""
    scene = scene_of(context)
    file = Path(bpy.data.filepath)
    chosen = chosen or settings_of(scene)
    job_type = job_type_of(chosen)
    layer = next(iter(chosen_layers(chosen.output, job_type)), "") if job_type else ""
    camera = next(iter(chosen_cameras(chosen.output, job_type)), "") if job_type else ""
    current_layer = context.view_layer.name if context.view_layer else ""
    return {
        "file": file.stem or "untitled",
        "folder": file.parent.name,
        "scene": scene.name,
        "view_layer": layer or current_layer,
        "camera": camera or (scene.camera.name if scene.camera else ""),
        "job_type": job_type_name_of(chosen),
        "user": user_name(),
        "date": time.strftime("%Y-%m-%d"),
        "time": time.strftime("%H%M"),
    }


def current_job_name(context: bpy.types.Context) -> str:
    """The name of a job that is submitted now; if it contains a mistake, the name as it was typed."""
    template = settings_of(scene_of(context)).job_name
    try:
        return resolve(template, current_values(context))
    except JobNameProblem:
        return template


@lru_cache(maxsize=1)
def user_name() -> str:
    """The user of this computer, or an empty string where the system does not tell."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):
        return ""
