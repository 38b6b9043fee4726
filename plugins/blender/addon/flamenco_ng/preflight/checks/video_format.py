# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames that are rendered one by one cannot be put into one video."""

from __future__ import annotations

from collections.abc import Iterator

import bpy

from ...blender_types import scene_of
from ...farm_settings import settings_of
from ...output.overrides import FORMAT, takes
from ..finding import Check, Finding, Subject

VIDEO = {"FFMPEG", "AVI_JPEG", "AVI_RAW"}


def _find(subject: Subject) -> Iterator[Finding]:
    job_type = subject.job_type
    # A job type that asks for the ending of single pictures makes them.
    if not job_type.setting("format") or not job_type.setting("image_file_extension"):
        return
    replaceable = takes(job_type, FORMAT)
    if replaceable and subject.settings.output.use_format:
        return
    # The stubs know only what is possible in a new scene.
    if str(subject.scene.render.image_settings.file_format) in VIDEO:
        text = f"The scene is saved as a video, but “{job_type.label}” renders single frames"
        yield Finding(text, stops=True, mend="Render PNG Frames" if replaceable else "")


def _mend(context: bpy.types.Context) -> None:
    """The scene itself is not changed."""
    output = settings_of(scene_of(context)).output
    output.file_format, output.use_format = "PNG", True


CHECK = Check("video_format", _find, _mend)
