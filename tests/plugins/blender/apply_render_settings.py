"""What the worker's Blender does with the expressions on its command line."""

from typing import Any

import artist
import bpy
import desk

errors: dict[str, str] = {}
for name, expression in artist.ARGS["expressions"].items():
    bpy.ops.wm.open_mainfile(filepath=artist.ARGS["file"])
    try:
        exec(expression, {})
    except Exception as problem:  # noqa: BLE001 - the spec gets to see it
        errors[name] = f"{type(problem).__name__}: {problem}"
    scene = desk.scene()
    render: Any = scene.render
    artist.report(
        **{
            name: {
                "device": scene.cycles.device,
                "denoising": scene.cycles.use_denoising,
                "noise": [scene.cycles.use_adaptive_sampling, round(scene.cycles.adaptive_threshold, 6)],
                "time_limit": scene.cycles.time_limit,
                "animated_seed": scene.cycles.use_animated_seed,
                "persistent_data": render.use_persistent_data,
                "motion_blur": render.use_motion_blur,
                "simplify": render.use_simplify,
                "border": render.use_border,
                "format": [render.image_settings.file_format, render.image_settings.quality],
            }
        }
    )
artist.report(errors=errors)
