"""Saves files in ARGS["folder"] that a tracer may stumble over."""

from pathlib import Path
from typing import Any

import artist
import bpy

folder = Path(artist.ARGS["folder"])
(folder / "storage").mkdir(parents=True)


def with_modifier(name: str) -> Any:
    """A file with a mesh that has a modifier with nodes, which have nothing baked."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    thing = bpy.data.objects.new(name, bpy.data.meshes.new(name))
    scene: Any = bpy.context.scene
    scene.collection.objects.link(thing)
    modifier: Any = thing.modifiers.new("Nodes", "NODES")
    modifier.node_group = bpy.data.node_groups.new("Nodes", "GeometryNodeTree")
    return modifier


def save(name: str) -> str:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    bpy.ops.wm.save_as_mainfile(filepath=str(path), compress=False, relative_remap=False)
    return str(path)


with_modifier("Grass")
artist.report(nodes=save("nodes.blend"))

# A Blender of the future has renamed a field, or the file is damaged: nobody can tell.
strips: Any = bpy.context.scene
strips = strips.sequence_editor_create()
strips = strips.strips if bpy.app.version >= (4, 4) else strips.sequences
(folder / "music.wav").write_bytes(b"")
strips.new_movie("movie", str(folder / "music.wav"), 1, 1)
later = Path(save("later.blend"))
content = later.read_bytes()
assert content.count(b"stripdata\0") == 1
later.write_bytes(content.replace(b"stripdata\0", b"striptata\0"))
artist.report(later=str(later))

with_modifier("Stone")
library = Path(save("stone.blend"))
bpy.ops.wm.read_factory_settings(use_empty=True)
libraries: Any = bpy.data.libraries
with libraries.load(str(library), link=True) as (_source, target):
    target.objects = ["Stone"]
scene: Any = bpy.context.scene
scene.collection.objects.link(bpy.data.objects["Stone"])
artist.report(shot=save("shot.blend"))
library.write_bytes(library.read_bytes()[:5000])

damaged = folder / "damaged.blend"
damaged.write_bytes(b"BLENDER and then nothing that anybody could read")
artist.report(damaged=str(damaged))

if bpy.app.version >= (5, 0):
    modifier = with_modifier("Snow")
    for _each in range(2):
        modifier.node_group.nodes.new("GeometryNodeBake")
    bakes = folder / "bakes"
    bakes.mkdir()
    (bakes / "frame.blob").write_bytes(b"baked")
    modifier.bake_target = "DISK"
    modifier.bake_directory = str(bakes)
    modifier.bakes[0].use_custom_path, modifier.bakes[0].directory = True, "//../bakes/"
    artist.report(baked=save("a/b.blend"))
