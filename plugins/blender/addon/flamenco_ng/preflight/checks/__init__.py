# SPDX-License-Identifier: GPL-3.0-or-later
"""All that is checked, in the order in which it is shown."""

from __future__ import annotations

from ..finding import Check
from . import (
    add_ons,
    auto_run,
    blender_version,
    camera,
    color_config,
    engine,
    file_outputs,
    fluids,
    frame_range,
    node_simulations,
    output_folder,
    simulations,
    unsaved_images,
    video_format,
)

CHECKS: tuple[Check, ...] = (
    camera.CHECK,
    video_format.CHECK,
    blender_version.CHECK,
    engine.CHECK,
    unsaved_images.CHECK,
    simulations.CHECK,
    fluids.CHECK,
    node_simulations.CHECK,
    add_ons.CHECK,
    auto_run.CHECK,
    output_folder.CHECK,
    file_outputs.CHECK,
    frame_range.CHECK,
    color_config.CHECK,
)
