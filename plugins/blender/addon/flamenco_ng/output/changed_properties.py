# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties of the scene that have other values on the farm, as assignments: `cycles.time_limit = 60`."""

from __future__ import annotations

from typing import Any

import bpy

from ..farm_settings import CyclesSettings

SWITCHES = {
    "persistent_data": "render.use_persistent_data",
    "motion_blur": "render.use_motion_blur",
    "simplify": "render.use_simplify",
    "render_region": "render.use_border",
}
"""The property of the scene that is behind what can be on, off, or as in the scene."""


def is_cycles(scene: bpy.types.Scene) -> bool:
    """Whether the scene is rendered with Cycles."""
    # The stubs know only the engine that is built in.
    return str(scene.render.engine) == "CYCLES"


def changed_properties(scene: bpy.types.Scene, chosen: CyclesSettings) -> list[str]:
    """One assignment for each property."""
    found = {path: getattr(chosen, name) == "ON" for name, path in SWITCHES.items() if getattr(chosen, name) != "SCENE"}
    # EEVEE had its own switch until Blender 4.2.
    if "render.use_motion_blur" in found and not is_cycles(scene) and hasattr(scene.eevee, "use_motion_blur"):
        found["eevee.use_motion_blur"] = found["render.use_motion_blur"]
    if is_cycles(scene):
        found |= _of_cycles(chosen)
    return [f"{path} = {_in_python(value)}" for path, value in found.items()]


def _of_cycles(chosen: CyclesSettings) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if chosen.use_denoiser and chosen.denoiser == "OFF":
        found["cycles.use_denoising"] = False
    elif chosen.use_denoiser:
        found |= {"cycles.use_denoising": True, "cycles.denoiser": chosen.denoiser}
    if chosen.use_noise_threshold:
        found |= {"cycles.use_adaptive_sampling": True, "cycles.adaptive_threshold": chosen.noise_threshold}
    if chosen.use_time_limit:
        found["cycles.time_limit"] = chosen.time_limit
    if chosen.seed_per_frame != "SCENE":
        found["cycles.use_animated_seed"] = chosen.seed_per_frame == "ON"
    return found


def _in_python(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    # Blender's numbers have 32 bits: 0.1 would become 0.10000000149.
    return f"{value:.7g}" if isinstance(value, float) else str(value)
