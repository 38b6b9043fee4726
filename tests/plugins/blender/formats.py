"""Applies expressions of tasks to scenes as they come, and renders with each."""

import importlib.util
import os
import sys
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
    image = render.image_settings
    applied[name] = [image.file_format, image.color_depth, image.quality]
    render.filepath = os.path.join(artist.ARGS["output"], name)
    bpy.ops.render.render(write_still=True)
set_up("BLENDER_EEVEE", "PNG")
exec(artist.ARGS["expressions"]["PNG"], {})
artist.report(applied=applied, eevee_samples=desk.scene().eevee.taa_render_samples)


def not_possible() -> list[str]:
    """What the add-on offers and Blender refuses. The formats are data, so the add-on need not be installed."""
    spec = importlib.util.spec_from_file_location("formats_of_the_add_on", artist.ARGS["formats"])
    assert spec and spec.loader
    formats = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(formats)
    wrong = []
    for name, each in formats.FORMATS.items():
        render: Any = desk.scene().render
        if hasattr(render.image_settings, "media_type"):
            render.image_settings.media_type = "MULTI_LAYER_IMAGE" if name == "OPEN_EXR_MULTILAYER" else "IMAGE"
        render.image_settings.file_format = name
        for attribute, values in (("color_mode", each.modes), ("color_depth", each.depths)):
            for value in values:
                try:
                    setattr(render.image_settings, attribute, value)
                except TypeError:
                    wrong.append(f"{name} {attribute} {value}")
        if render.file_extension != each.extension:
            wrong.append(f"{name} {render.file_extension}")
    return wrong


artist.report(not_possible=not_possible())
