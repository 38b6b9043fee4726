# SPDX-License-Identifier: GPL-3.0-or-later
"""Trees of nodes that an add-on has brought along."""

from __future__ import annotations

from collections.abc import Iterator

import bpy

from ..finding import Check, Finding, Item, Subject

EXTENSION = "bl_ext."


def _find(subject: Subject) -> Iterator[Finding]:
    blenders = subject.blenders
    if not blenders:
        return
    there = {_name(module) for blender in blenders for module in blender["add_ons"]}
    lacking: dict[str, list[Item]] = {}
    for tree in bpy.data.node_groups:
        module = type(tree).__module__
        if tree.users and not module.startswith(("bpy", "_bpy")) and _name(module) not in there:
            lacking.setdefault(_name(module), []).append(Item(f"node tree {tree.name}"))
    for add_on, items in lacking.items():
        yield Finding(f"No worker has the add-on {add_on}", items=tuple(items))


def _name(module: str) -> str:
    """What an add-on is called, in whatever repository it is."""
    return module.split(".")[2 if module.startswith(EXTENSION) and module.count(".") > 1 else 0]


CHECK = Check("add_ons", _find)
