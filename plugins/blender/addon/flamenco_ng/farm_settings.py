# SPDX-License-Identifier: GPL-3.0-or-later
"""What the add-on stores in a scene, as the whole add-on sees it. `scene/scene_settings.py` adds it to every scene."""

from __future__ import annotations

from typing import Protocol

import bpy


class CyclesSettings(Protocol):
    """How the farm renders with Cycles where that differs from the scene."""

    use_device: bool
    device: str
    use_denoiser: bool
    denoiser: str
    use_noise_threshold: bool
    noise_threshold: float
    use_time_limit: bool
    time_limit: float
    seed_per_frame: str
    persistent_data: str
    motion_blur: str
    simplify: str
    render_region: str


class OutputSettings(CyclesSettings, Protocol):
    """How the farm is to render where that differs from the scene. A value counts while its switch is on."""

    use_format: bool
    file_format: str
    color_mode: str
    color_depth: str
    codec: str
    quality: int
    use_resolution: bool
    resolution_percentage: int
    use_samples: bool
    samples: int
    use_camera: bool
    camera: str
    use_view_layer: bool
    view_layer: str
    views: str


class FrameSettings(Protocol):
    """Which frames the farm renders, and in which order."""

    frames_from: str
    every_nth: int
    use_test_frames: bool
    test_frames: int
    pause_rest: bool


class FarmSettings(FrameSettings, Protocol):
    """Everything that a scene remembers for its next submission."""

    data_version: int
    stored: str
    given_defaults: str
    """The defaults that the scene was given, and from whom."""
    job_type_name: str
    job_name: str
    comment: str
    priority: int
    worker_tag_id: str
    worker_tag_name: str
    start_paused: bool
    keep: bool
    files_way: str
    farm_copy: bool
    scenes: str
    exclude_files: str

    @property
    def output(self) -> OutputSettings: ...

    def is_property_set(self, name: str, /) -> bool:
        """Whether somebody has set it, even if to its default."""


def settings_of(scene: bpy.types.Scene) -> FarmSettings:
    """What is stored in the scene."""
    found: FarmSettings = scene.flamenco_ng  # type: ignore[attr-defined]  # Blender knows it only at run time.
    return found
