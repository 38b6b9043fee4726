# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of a job as they are sent to the manager."""

from __future__ import annotations

import bpy

from .expressions import CurrentSettings, absolute_path
from .job_type import JobType, Setting
from .values import Value

BLENDFILE = "blendfile"


class SettingProblem(Exception):
    """A setting cannot be submitted as it is. The text is for the artist."""


def submitted_settings(current: CurrentSettings, job_type: JobType, overrides: dict[str, Value]) -> dict[str, Value]:
    """Every setting that has a value.

    `overrides` are the farm's own output settings; they replace only hidden settings. The path of the blend
    file is added later, when it is known. Raises SettingProblem or ExpressionProblem.
    """
    settings = {}
    for setting in job_type.settings:
        if setting.key in overrides and not setting.is_shown:
            settings[setting.key] = overrides[setting.key]
        elif setting.has_value:
            settings[setting.key] = _absolute(setting, current.value(setting))
    empty = [setting for setting in job_type.settings if is_missing(setting, settings.get(setting.key))]
    if empty:
        raise SettingProblem(f"Enter “{empty[0].label}”.")
    return settings


def takes_blendfile(job_type: JobType) -> bool:
    """Whether jobs of this type work on a blend file."""
    setting = job_type.setting(BLENDFILE)
    return setting is not None and setting.type == "string"


def _absolute(setting: Setting, value: Value) -> Value:
    """Workers do not know where the blend file was when the artist typed `//renders`."""
    relative = setting.is_path and isinstance(value, str) and value.startswith("//") and bpy.data.filepath
    return str(absolute_path(value)) if relative else value


def is_missing(setting: Setting, value: Value | None) -> bool:
    """Whether the setting is empty but must not be."""
    return setting.is_required and setting.key != BLENDFILE and isinstance(value, str) and not value.strip()
