# SPDX-License-Identifier: GPL-3.0-or-later
"""Which settings of a job carry what the farm is to do otherwise than the scene.

A job type accepts them if it has settings with these keys that are hidden in Blender. Flamenco-NG's
`simple-blender-render` has all of them; that of Flamenco 3 has only `format` and `image_file_extension`.
"""

from __future__ import annotations

from collections.abc import Iterable

import bpy

from ..farm_settings import OutputSettings
from ..job_types.job_type import JobType
from ..job_types.values import Value
from .changed_properties import changed_properties, is_cycles
from .formats import FORMATS, nearest

FORMAT, DETAILS, QUALITY, RESOLUTION, SAMPLES = (
    "format",
    "color depth and codec",
    "quality",
    "resolution",
    "samples",
)
CAMERA, VIEW_LAYER, ONE_JOB = "camera", "view layers", "several of them in one job"
DEVICE, PROPERTIES = "device", "Cycles settings"

OUTPUT_CONTROLS = {
    FORMAT: ("format", "image_file_extension"),
    DETAILS: ("color_mode", "color_depth", "codec"),
    QUALITY: ("quality",),
    RESOLUTION: ("resolution_percentage",),
    SAMPLES: ("samples",),
}
VIEW_CONTROLS = {CAMERA: ("camera",), VIEW_LAYER: ("view_layer",)}
CYCLES_CONTROLS = {DEVICE: ("device",), PROPERTIES: ("overrides",)}
# Nothing that the artist would miss: it is only another way to what is there already.
_TOGETHER = {ONE_JOB: ("cameras", "view_layers")}
_TEXTS = {**VIEW_CONTROLS, **_TOGETHER, **CYCLES_CONTROLS}
_KEYS = {**OUTPUT_CONTROLS, **_TEXTS}


class OutputProblem(Exception):
    """What the farm is to do otherwise does not fit the file. The text is for the artist."""


def takes(job_type: JobType, control: str) -> bool:
    """Whether jobs of this type accept it."""
    settings = [job_type.setting(key) for key in _KEYS[control]]
    return all(
        setting is not None and not setting.is_shown and (control not in _TEXTS or setting.type == "string")
        for setting in settings
    )


def missing_controls(job_type: JobType, controls: Iterable[str]) -> list[str]:
    """Which of these jobs of this type do not accept."""
    return [control for control in controls if not takes(job_type, control)]


def overrides(scene: bpy.types.Scene, output: OutputSettings, job_type: JobType) -> dict[str, Value]:
    """The values that differ from the scene, by the key of their setting, except for cameras and view layers."""
    values = _format(output, job_type)
    if output.use_resolution and takes(job_type, RESOLUTION):
        values["resolution_percentage"] = output.resolution_percentage
    if output.use_samples and takes(job_type, SAMPLES):
        values["samples"] = output.samples
    if output.use_device and is_cycles(scene) and takes(job_type, DEVICE):
        values["device"] = output.device
    properties = changed_properties(scene, output)
    if properties and takes(job_type, PROPERTIES):
        values["overrides"] = "\n".join(properties)
    return values


def _format(output: OutputSettings, job_type: JobType) -> dict[str, Value]:
    if not (output.use_format and takes(job_type, FORMAT)):
        return {}
    chosen = FORMATS[output.file_format]
    values: dict[str, Value] = {"format": output.file_format, "image_file_extension": chosen.extension}
    if takes(job_type, DETAILS):
        values["color_mode"] = nearest(output.color_mode, chosen.modes)
        values["color_depth"] = nearest(output.color_depth, chosen.depths)
        values["codec"] = nearest(output.codec, chosen.codecs)
    if chosen.has_quality and takes(job_type, QUALITY):
        values["quality"] = output.quality
    return values
