"""File Output nodes with all kinds of folders, and which of them the pre-flight tells of."""

import os
from typing import Any

import artist
import bpy
import desk

desk.connect()
storage = artist.add_on("manager.state").info().location
scene = desk.scene()


def lost() -> list[str]:
    """What the pre-flight tells of."""
    look = artist.add_on("preflight.current").look(scene)
    return [item.text for check, finding in look if check == "file_outputs" for item in finding.items]


artist.report(without_nodes=lost())


def compositor(name: str) -> Any:
    if bpy.app.version >= (5, 0):
        scene.compositing_node_group = bpy.data.node_groups.new(name, "CompositorNodeTree")
        return scene.compositing_node_group
    scene.use_nodes = True
    return scene.node_tree


def save_to(tree: Any, name: str, folder: str) -> Any:
    node = tree.nodes.new("CompositorNodeOutputFile")
    node.name = name
    setattr(node, "directory" if hasattr(node, "directory") else "base_path", folder)
    return node


tree = compositor("comp")
inner = bpy.data.node_groups.new("inner", "CompositorNodeTree")
group = tree.nodes.new("CompositorNodeGroup")
group.node_tree = inner
save_to(tree, "local", os.path.join(os.sep, "tmp", "depth"))
save_to(tree, "without a folder", "")
save_to(tree, "beside the file", "//passes/")
save_to(tree, "in the storage", os.path.join(storage, "passes"))
save_to(tree, "of a template", "/x/{blend_name}")
save_to(tree, "switched off", os.path.join(os.sep, "tmp", "off")).mute = True
save_to(inner, "in a group", os.path.join(os.sep, "var", "tmp", "mask"))


artist.report(lost=lost())
scene.render.use_compositing = False
artist.report(without_compositing=lost())
