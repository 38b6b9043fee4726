"""Applies expressions of tasks to scenes as they come, and renders with each."""

import os
from typing import Any

import artist
import bpy
import desk


def set_up(engine: str, format_before: str) -> None:
    bpy.ops.wm.open_mainfile(filepath=artist.ARGS["file"])
    scene = desk.scene()
    scene.render.engine = engine
    scene.view_layers[0].use_pass_z = scene.view_layers[0].use_pass_normal = True
    image: Any = scene.render.image_settings
    if hasattr(image, "media_type"):
        image.media_type = "VIDEO" if format_before == "FFMPEG" else "IMAGE"
    image.file_format = format_before


desk.open_small_scene(artist.ARGS["file"])
applied = {}
for name, expression in artist.ARGS["expressions"].items():
    set_up("CYCLES", "FFMPEG")
    exec(expression, {})
    render = desk.scene().render
    applied[name] = [render.image_settings.file_format, render.image_settings.color_depth]
    render.filepath = os.path.join(artist.ARGS["output"], name)
    bpy.ops.render.render(write_still=True)
set_up("BLENDER_EEVEE", "PNG")
exec(artist.ARGS["expressions"]["PNG"], {})
artist.report(applied=applied, eevee_samples=desk.scene().eevee.taa_render_samples)
