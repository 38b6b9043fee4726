# SPDX-License-Identifier: GPL-3.0-or-later
"""Which settings of a job carry the farm's own output settings.

A job type accepts them if it has settings with these keys that are hidden in Blender. Flamenco-NG's
`simple-blender-render` has all of them; that of Flamenco 3 has only `format` and `image_file_extension`.
"""

from __future__ import annotations

import bpy

from ..farm_settings import settings_of
from ..job_types.job_type import JobType
from ..job_types.values import Value
from .formats import FORMATS, nearest

FORMAT, DETAILS, RESOLUTION, SAMPLES, VIEW_LAYER = (
    "format",
    "color depth and codec",
    "resolution",
    "samples",
    "view layer",
)

CONTROLS = {
    FORMAT: ("format", "image_file_extension"),
    DETAILS: ("color_mode", "color_depth", "codec"),
    RESOLUTION: ("resolution_percentage",),
    SAMPLES: ("samples",),
    VIEW_LAYER: ("view_layer",),
}


class OutputProblem(Exception):
    """The farm's output settings do not fit the file. The text is for the artist."""


def takes(job_type: JobType, control: str) -> bool:
    """Whether jobs of this type accept it."""
    settings = [job_type.setting(key) for key in CONTROLS[control]]
    return all(setting is not None and not setting.is_shown for setting in settings)


def missing_controls(job_type: JobType) -> list[str]:
    """What jobs of this type do not accept."""
    return [control for control in CONTROLS if not takes(job_type, control)]


def overrides(scene: bpy.types.Scene, job_type: JobType) -> dict[str, Value]:
    """The values that differ from the scene, by the key of their setting. Raises OutputProblem."""
    output = settings_of(scene).output
    values: dict[str, Value] = {}
    if output.use_format and takes(job_type, FORMAT):
        chosen = FORMATS[output.file_format]
        values |= {"format": output.file_format, "image_file_extension": chosen.extension}
        if takes(job_type, DETAILS):
            values["color_mode"] = nearest(output.color_mode, chosen.modes)
            values["color_depth"] = nearest(output.color_depth, chosen.depths)
            values["codec"] = nearest(output.codec, chosen.codecs)
    if output.use_resolution and takes(job_type, RESOLUTION):
        values["resolution_percentage"] = output.resolution_percentage
    if output.use_samples and takes(job_type, SAMPLES):
        values["samples"] = output.samples
    if output.use_view_layer and takes(job_type, VIEW_LAYER):
        if output.view_layer not in scene.view_layers:
            raise OutputProblem("Choose which view layer the farm is to render.")
        values["view_layer"] = output.view_layer
    return values
