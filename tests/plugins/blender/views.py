"""Two cameras and two view layers. What is seen of each layer from each camera has a color of its own."""

from typing import Any

import artist
import bpy
import desk

COLORS = {
    ("Left", "Near"): (1.0, 0.0, 0.0),
    ("Left", "Far"): (0.0, 0.0, 1.0),
    ("Right", "Near"): (0.0, 1.0, 0.0),
    ("Right", "Far"): (1.0, 1.0, 1.0),
}
PLACES = {"Left": 0.0, "Right": 50.0}


def wall(name: str, x: float, color: tuple[float, float, float], collection: Any) -> None:
    mesh = bpy.data.meshes.new(name)
    corners = [(x - 10, -10, 0), (x + 10, -10, 0), (x + 10, 10, 0), (x - 10, 10, 0)]
    mesh.from_pydata(corners, [], [(0, 1, 2, 3)])
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    tree: Any = material.node_tree
    tree.nodes.clear()
    glow, surface = tree.nodes.new("ShaderNodeEmission"), tree.nodes.new("ShaderNodeOutputMaterial")
    glow.inputs["Color"].default_value = (*color, 1.0)
    tree.links.new(glow.outputs[0], surface.inputs["Surface"])
    mesh.materials.append(material)
    collection.objects.link(bpy.data.objects.new(name, mesh))


def build() -> None:
    bpy.ops.wm.read_homefile(use_empty=True)
    scene = desk.scene()
    scene.view_layers[0].name = "Near"
    scene.view_layers.new("Far")
    for layer in ("Near", "Far"):
        collection = bpy.data.collections.new(layer)
        scene.collection.children.link(collection)
        for camera, x in PLACES.items():
            wall(f"{camera} {layer}", x, COLORS[camera, layer], collection)
    for layer in scene.view_layers:
        for child in layer.layer_collection.children:
            child.exclude = child.name != layer.name
    for name, x in PLACES.items():
        seen_from = bpy.data.objects.new(name, bpy.data.cameras.new(name))
        seen_from.location = (x, 0, 5)
        scene.collection.objects.link(seen_from)
    scene.camera = bpy.data.objects["Left"]
    # A marker that changes the camera.
    scene.timeline_markers.new("cut", frame=1).camera = bpy.data.objects["Right"]
    scene.view_settings.view_transform = "Standard"


desk.connect()
build()
desk.open_small_scene(artist.ARGS["file"])
scene = desk.scene()
scene.cycles.samples, scene.frame_end = 1, 1
scene.render.resolution_x, scene.render.resolution_y = 16, 16
farm, settings = scene.flamenco_ng, desk.settings()
settings.render_output_root, settings.preview_video = artist.ARGS["frames"], False
farm.job_name = "{file} {camera}"
for stored_in, names in (("camera", PLACES), ("view_layer", ("Near", "Far"))):
    setattr(farm.output, f"use_{stored_in}", True)
    for name in names:
        artist.OPERATORS.toggle_view(stored_in=stored_in, name=name)


def submitted() -> Any:
    desk.submit()
    return artist.add_on("submission.queue").current_submission().jobs


artist.report(each=submitted())
farm.output.views = "ONE"
farm.job_name = "all in one"
artist.report(one=submitted())
# The scene's own camera is what Blender makes of the marker as soon as it draws the scene.
artist.report(marker=scene.timeline_markers[0].camera.name, layers=[layer.use for layer in scene.view_layers])
farm.output.camera = "Left\nGone"
artist.report(gone=desk.submit())
