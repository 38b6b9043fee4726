# SPDX-License-Identifier: GPL-3.0-or-later
"""What File Output nodes save besides the frames. The farm does not redirect it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import bpy

from ..packing.place import path_inside


def lost_outputs(scene: bpy.types.Scene, storage: str) -> list[tuple[str, str]]:
    """The File Output nodes whose files stay on the worker that renders a frame: their names and folders.

    Folders relative to the blend file go where that is on the farm, and of folders with a template nobody knows.
    """
    found = {node.name: _folder(node) for node in _file_output_nodes(scene)}
    return [(name, folder) for name, folder in found.items() if _is_lost(folder, storage)]


def _file_output_nodes(scene: Any) -> Iterator[Any]:
    if not scene.render.use_compositing:
        return
    # Blender 5 has the compositor's nodes in a group of their own.
    if hasattr(scene, "compositing_node_group"):
        tree = scene.compositing_node_group
    else:
        tree = scene.node_tree if scene.use_nodes else None
    trees, seen = [tree], set()
    while trees:
        tree = trees.pop()
        if tree is None or tree in seen:
            continue
        seen.add(tree)
        for node in tree.nodes:
            if node.mute:
                continue
            if node.bl_idname == "CompositorNodeOutputFile":
                yield node
            trees.append(getattr(node, "node_tree", None))


def _folder(node: Any) -> str:
    # Without a folder, Blender 5 saves to the root of the disk.
    return str(node.directory if hasattr(node, "directory") else node.base_path) or os.sep


@lru_cache(maxsize=64)
def _is_lost(folder: str, storage: str) -> bool:
    """Kept, because the panel asks with every redraw, and looks at links in the file system."""
    if folder.startswith("//") or "{" in folder:
        return False
    return path_inside(Path(folder), storage) is None
