"""Submits a file with textures for which Cycles makes cache files by itself."""

import os
from typing import Any

import artist
import bpy
import desk

desk.connect()
desk.open_small_scene(artist.ARGS["file"])
folder = os.path.dirname(artist.ARGS["file"])
scene = desk.scene()
scene.render.use_auto_generate_texture_cache = True

material = bpy.data.materials.new("wood")
tree: Any = material.node_tree
surface = tree.nodes["Principled BSDF"]
cube: Any = bpy.data.objects["Cube"]
cube.data.materials[0] = material


def picture(name: str, color: float) -> str:
    image = bpy.data.images.new(name, 64, 64)
    image.generated_color = (color, color, color, 1)
    image.file_format = "PNG"
    image.filepath_raw = os.path.join(folder, f"{name}.png")
    image.save()
    bpy.data.images.remove(image)
    return os.path.join(folder, f"{name}.png")


def texture(path: str, socket: str) -> Any:
    node = tree.nodes.new("ShaderNodeTexImage")
    node.image = bpy.data.images.load(path)
    tree.links.new(node.outputs["Color"], surface.inputs[socket])
    return node


surface.inputs["Emission Strength"].default_value = 1
texture(picture("wood", 0.5), "Base Color")
frames = [picture(f"glow_{number:02}", number / 4) for number in (1, 2)]
glow = texture(frames[0], "Emission Color")
glow.image.source = "SEQUENCE"
glow.image_user.frame_duration = 2
bpy.ops.wm.save_mainfile()

desk.settings().render_output_root = "//out"
desk.scene().flamenco_ng.files_way = "in-place"
artist.report(job=desk.submit())
