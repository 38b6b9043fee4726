# SPDX-License-Identifier: GPL-3.0-or-later
"""What the add-on stores in a scene, as the whole add-on sees it. `scene/scene_settings.py` adds it to every scene."""

from __future__ import annotations

from typing import Protocol

import bpy


class OutputSettings(Protocol):
    """How the farm is to render where that differs from the scene. A value counts while its switch is on."""

    use_format: bool
    file_format: str
    color_mode: str
    color_depth: str
    codec: str
    use_resolution: bool
    resolution_percentage: int
    use_samples: bool
    samples: int
    use_view_layer: bool
    view_layer: str


class FarmSettings(Protocol):
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

    @property
    def output(self) -> OutputSettings: ...

    def is_property_set(self, name: str, /) -> bool:
        """Whether somebody has set it, even if to its default."""


def settings_of(scene: bpy.types.Scene) -> FarmSettings:
    """What is stored in the scene."""
    found: FarmSettings = scene.flamenco_ng  # type: ignore[attr-defined]  # Blender knows it only at run time.
    return found
