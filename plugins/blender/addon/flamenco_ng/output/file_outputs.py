# SPDX-License-Identifier: GPL-3.0-or-later
"""What File Output nodes save besides the frames. The farm does not redirect it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any


def file_output_nodes(scene: Any) -> Iterator[Any]:
    """The nodes that a render of the scene uses, also those in groups."""
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


def folder_of(node: Any) -> str:
    """Where such a node saves."""
    # Without a folder, Blender 5 saves to the root of the disk.
    return str(node.directory if hasattr(node, "directory") else node.base_path) or os.sep


def set_folder(node: Any, folder: str) -> None:
    """Has it save elsewhere."""
    setattr(node, "directory" if hasattr(node, "directory") else "base_path", folder)
