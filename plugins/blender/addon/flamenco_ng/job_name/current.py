# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of the tokens in the open file."""

from __future__ import annotations

import datetime
import getpass
from functools import lru_cache
from pathlib import Path

import bpy

from .tokens import JobNameProblem, resolve


def current_values(context) -> dict[str, str]:
    scene, now = context.scene, datetime.datetime.now()
    file = Path(bpy.data.filepath)
    group = scene.flamenco_ng
    layer = group.output.view_layer if group.output.use_view_layer else ""
    return {
        "file": file.stem or "untitled",
        "folder": file.parent.name,
        "scene": scene.name,
        "view_layer": layer or context.view_layer.name,
        "camera": scene.camera.name if scene.camera else "",
        "job_type": group.job_type_name,
        "user": user_name(),
        "date": now.strftime("%Y-%m-%d"),
        "time": now.strftime("%H%M"),
    }


def current_job_name(context) -> str:
    """The name that a job submitted now would have; the name as it was written when it has a mistake."""
    template = context.scene.flamenco_ng.job_name
    try:
        return resolve(template, current_values(context))
    except JobNameProblem:
        return template


@lru_cache(maxsize=1)
def user_name() -> str:
    """Who is at this computer, or nothing where the system does not tell."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):
        return ""
