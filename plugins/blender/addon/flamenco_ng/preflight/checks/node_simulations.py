# SPDX-License-Identifier: GPL-3.0-or-later
"""Simulation zones of geometry nodes, which Blender has since 3.6."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import bpy

from ..finding import Check, Finding, Item, Subject
from .simulations import NOT_BAKED

ZONE = "GeometryNodeSimulationOutput"


def _find(subject: Subject) -> Iterator[Finding]:
    items = tuple(
        Item(f"{each.name} ({modifier.name})", "object", each.name)
        for each, modifier in subject.modifiers
        if modifier.type == "NODES" and _is_unbaked(modifier)
    )
    if items:
        yield Finding(f"Simulations of nodes {NOT_BAKED}", stops=True, items=items, mend="Bake All…")


def _mend(_context: bpy.types.Context) -> None:
    bake: Any = bpy.ops.object.simulation_nodes_cache_bake
    bake("INVOKE_DEFAULT", selected=False)


def _is_unbaked(modifier: Any) -> bool:
    if not hasattr(modifier, "bakes"):
        # Blender 3.6 and 4.0 have one folder for all.
        folder = getattr(modifier, "simulation_bake_directory", None)
        return folder is not None and _has_zone(modifier.node_group) and not _has_files(folder)
    return any(_is_missing(bake, modifier) for bake in modifier.bakes if bake.node and bake.node.bl_idname == ZONE)


def _is_missing(bake: Any, modifier: Any) -> bool:
    inherits = getattr(bake, "bake_target", "INHERIT") == "INHERIT"
    target = getattr(modifier, "bake_target", "DISK") if inherits else bake.bake_target
    if target == "PACKED":
        # Whether it is in the blend file is not told.
        return False
    return not _has_files(bake.directory if bake.use_custom_path else modifier_folder(modifier), str(bake.bake_id))


def modifier_folder(modifier: Any) -> str:
    """Where the bakes of a modifier are, each in a folder that has its number."""
    folder = getattr(modifier, "bake_directory", None)
    return str(modifier.simulation_bake_directory if folder is None else folder)


def _has_zone(tree: Any) -> bool:
    waiting, seen = [tree], set()
    while waiting:
        tree = waiting.pop()
        if tree is None or tree in seen:
            continue
        seen.add(tree)
        for node in tree.nodes:
            if node.bl_idname == ZONE:
                return True
            waiting.append(getattr(node, "node_tree", None))
    return False


def _has_files(folder: str, number: str = "") -> bool:
    path = bpy.path.abspath(folder)
    return any(os.path.isdir(os.path.join(path, *parts, "meta")) for parts in ([], [number]) if path)


CHECK = Check("node_simulations", _find, _mend)
