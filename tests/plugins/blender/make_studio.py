"""Builds the files of a small studio in ARGS["folder"]: a shot that uses everything a shot can use."""

from pathlib import Path
from typing import Any

import artist
import bpy

folder = Path(artist.ARGS["folder"])
project = folder / "Projekt Ü"
elsewhere = folder / "elsewhere"
OLD = bpy.app.version < (4, 0)


def picture(path: Path, color: tuple[float, ...] = (0.2, 0.5, 0.8, 1.0)) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = bpy.data.images.new("picture", 8, 8)
    pixels: Any = image.pixels
    pixels.foreach_set(list(color) * 64)
    image.filepath_raw = str(path)
    image.file_format = "PNG"
    image.save()
    bpy.data.images.remove(image)


def textured(name: str, image: bpy.types.Image) -> None:
    """Adds a plane that shows the image."""
    bpy.ops.mesh.primitive_plane_add()
    plane: Any = bpy.context.active_object
    plane.name = name
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    tree: Any = material.node_tree
    node = tree.nodes.new("ShaderNodeTexImage")
    node.image = image
    shader = tree.nodes["Principled BSDF"]
    tree.links.new(node.outputs["Color"], shader.inputs["Base Color"])
    plane.data.materials.append(material)


def load(path: Path, stored: str | None = None, **settings: Any) -> bpy.types.Image:
    image = bpy.data.images.load(str(path))
    for key, value in settings.items():
        setattr(image, key, value)
    if stored:
        image.filepath = stored
    return image


def link(blend: Path, kind: str, name: str) -> None:
    """Links one data-block of a blend file."""
    libraries: Any = bpy.data.libraries
    with libraries.load(str(blend), link=True) as (_source, target):
        setattr(target, kind, [name])


def empty_file() -> None:
    bpy.ops.wm.read_factory_settings(use_empty=True)


def save(path: Path, compress: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    bpy.ops.wm.save_as_mainfile(filepath=str(path), compress=compress, relative_remap=False)


# Pictures.
picture(project / "textures" / "grün.png", (0.1, 0.6, 0.1, 1))
picture(project / "textures" / "absolute.png", (0.6, 0.1, 0.1, 1))
picture(elsewhere / "outside.png", (0.1, 0.1, 0.6, 1))
picture(elsewhere / "library texture.png", (0.6, 0.6, 0.1, 1))
for frame in range(1, 4):
    picture(project / "footage" / f"plate_{frame:04}.png", (frame / 4, 0, 0, 1))
picture(project / "footage" / "plate_other.png")
for tile in (1001, 1002, 1011):
    picture(project / "tiles" / f"skin.{tile}.png")
picture(project / "tiles" / "skin.notes.png")
for name in ("a.png", "b.png"):
    picture(project / "strip" / name)
picture(folder / "packed.png")

# A library of a library, compressed, outside the project, with a texture of its own.
empty_file()
textured("Stone", load(elsewhere / "library texture.png"))
save(elsewhere / "rocks" / "stone.blend", compress=True)
bpy.data.images[0].filepath = "//../library texture.png"
save(elsewhere / "rocks" / "stone.blend", compress=True)

empty_file()
collection = bpy.data.collections.new("Rocks")
link(elsewhere / "rocks" / "stone.blend", "objects", "Stone")
collection.objects.link(bpy.data.objects["Stone"])
collection.use_fake_user = True
save(project / "assets" / "rocks.blend")
bpy.data.libraries[0].filepath = "//../../elsewhere/rocks/stone.blend"
save(project / "assets" / "rocks.blend")

# The shot.
empty_file()
scene: Any = bpy.context.scene
scene.frame_start, scene.frame_end = 1, 2
scene.render.engine = "CYCLES"
scene.cycles.samples = 1
scene.cycles.use_denoising = False
scene.render.resolution_x, scene.render.resolution_y, scene.render.resolution_percentage = 32, 18, 100
scene.render.image_settings.file_format = "PNG"
camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
camera.location.z = 8
scene.collection.objects.link(camera)
scene.camera = camera
light = bpy.data.objects.new("Sun", bpy.data.lights.new("Sun", "SUN"))
scene.collection.objects.link(light)
link(project / "assets" / "rocks.blend", "collections", "Rocks")
instance = bpy.data.objects.new("Rocks", None)
instance.instance_type, instance.instance_collection = "COLLECTION", bpy.data.collections["Rocks"]
scene.collection.objects.link(instance)

shot = project / "shots" / "Einstellung 01.blend"
save(shot)
bpy.data.libraries["rocks.blend"].filepath = "//../assets/rocks.blend"
textured("green", load(project / "textures" / "grün.png", "//../textures/grün.png"))
textured("absolute", load(project / "textures" / "absolute.png", str(project / "textures" / "absolute.png")))
textured("outside", load(elsewhere / "outside.png", "//../../elsewhere/outside.png"))
textured("backslashes", load(project / "textures" / "grün.png", "//..\\textures\\grün.png"))
textured("sequence", load(project / "footage" / "plate_0001.png", "//../footage/plate_0001.png", source="SEQUENCE"))
textured("tiles", load(project / "tiles" / "skin.1001.png", source="TILED"))
bpy.data.images["skin.1001.png"].filepath = "//../tiles/skin.<UDIM>.png"
packed = load(folder / "packed.png")
packed.pack()
textured("packed", packed)
clip = bpy.data.movieclips.load(str(project / "footage" / "plate_0001.png"))
clip.filepath = "//../footage/plate_0001.png"
scene.active_clip = clip
strips = scene.sequence_editor_create()
strips = strips.sequences if OLD else strips.strips
strip = strips.new_image("strip", str(project / "strip" / "a.png"), 1, 1)
strip.elements.append("b.png")
scene.render.use_sequencer = False
if artist.ARGS.get("missing"):
    textured("missing", load(project / "textures" / "grün.png", "//../textures/forgotten.png"))
    textured("windows", load(project / "textures" / "grün.png", "D:\\textures\\wood.png"))
save(shot, compress=artist.ARGS.get("compress", True))
(folder / "packed.png").unlink()
artist.report(shot=str(shot), project=str(project))
