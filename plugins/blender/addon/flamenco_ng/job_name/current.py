# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of the tokens for the open file."""

from __future__ import annotations

import getpass
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import bpy

from ..blender_types import scene_of
from ..farm_settings import FarmSettings, settings_of
from .tokens import JobNameProblem, resolve

OF_JOB_TYPE: list[Callable[[FarmSettings], dict[str, str]]] = []
"""Say which tokens stand for something else with the chosen job type. This part knows nothing of job types."""


def current_values(context: bpy.types.Context, chosen: FarmSettings | None = None) -> dict[str, str]:
    """What each token stands for at this moment. `chosen` are the settings of the scene unless given."""
    scene = scene_of(context)
    file = Path(bpy.data.filepath)
    chosen = chosen or settings_of(scene)
    values = {
        "file": file.stem or "untitled",
        "folder": file.parent.name,
        "scene": scene.name,
        "view_layer": context.view_layer.name if context.view_layer else "",
        "camera": scene.camera.name if scene.camera else "",
        "job_type": chosen.job_type_name,
        "user": user_name(),
        "date": time.strftime("%Y-%m-%d"),
        "time": time.strftime("%H%M"),
    }
    for of_job_type in OF_JOB_TYPE:
        values.update(of_job_type(chosen))
    return values


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
