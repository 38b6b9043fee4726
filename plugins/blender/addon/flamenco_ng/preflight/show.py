# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows what a finding is about: selects it, and turns the editors that are open to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy

from ..background import windows
from ..blender_types import scene_of


class CannotShow(Exception):
    """The text says why."""


def show(context: bpy.types.Context, kind: str, name: str, node: str) -> str:
    """Says what was done. Raises CannotShow."""
    if kind == "object":
        return _show_object(context, name)
    if kind == "node":
        return _show_node(scene_of(context), name, node)
    return _show_image(name)


def _show_object(context: bpy.types.Context, name: str) -> str:
    layer: Any = context.view_layer
    found = layer.objects.get(name)
    if not found:
        raise CannotShow(f"“{name}” is not in the view layer {layer.name}.")
    for each in layer.objects:
        each.select_set(each == found)
    layer.objects.active = found
    if not found.visible_get():
        return f"“{name}” is hidden. It is active now, so its properties are shown."
    return f"Selected “{name}”."


def _show_node(scene: Any, tree_name: str, name: str) -> str:
    for tree in (getattr(scene, "node_tree", None), *bpy.data.node_groups):
        if tree and tree.name == tree_name and name in tree.nodes:
            for node in tree.nodes:
                node.select = node.name == name
            tree.nodes.active = tree.nodes[name]
            for space in _spaces("NODE_EDITOR"):
                if getattr(space.edit_tree, "bl_idname", "") == tree.bl_idname:
                    space.path.start(tree)
            return f"Selected the node “{name}” in the compositor."
    raise CannotShow(f"There is no node “{name}” any more.")


def _show_image(name: str) -> str:
    spaces = list(_spaces("IMAGE_EDITOR"))
    if name not in bpy.data.images or not spaces:
        raise CannotShow(f"Open an Image Editor to see “{name}”.")
    spaces[0].image = bpy.data.images[name]
    return f"“{name}” is in the Image Editor."


def _spaces(kind: str) -> Iterator[Any]:
    return (area.spaces.active for window in windows() for area in window.screen.areas if area.type == kind)
