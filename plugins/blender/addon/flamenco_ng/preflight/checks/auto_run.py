# SPDX-License-Identifier: GPL-3.0-or-later
"""Python in the file that workers do not run unless Blender is started with --enable-autoexec."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

import bpy

from ..finding import Check, Finding, Item, Subject

ALLOWS = {"-y", "--enable-autoexec"}
FORBIDS = {"-Y", "--disable-autoexec"}
WITH_NODES = ("lights", "materials", "scenes", "worlds")
WITHOUT_NODES = (
    "armatures",
    "cameras",
    "curves",
    "lattices",
    "meshes",
    "metaballs",
    "node_groups",
    "objects",
    "particles",
    "shape_keys",
)
# What a text that is run when the file is opened can change about a render.
EFFECTS = ("driver_namespace", "app.handlers")


def _find(subject: Subject) -> Iterator[Finding]:
    arguments = subject.farm.facts.blender_arguments
    words = set((arguments or "").split())
    if arguments is None or words & ALLOWS:
        return
    items = (*_drivers(), *_texts())
    if items:
        forbidden = bool(words & FORBIDS)
        text = "Workers do not run Python in files" if forbidden else "Workers might not run Python in files"
        yield Finding(f"{text}: the variable blenderArgs of the manager lacks -y", stops=forbidden, items=items)


def _drivers() -> Iterator[Item]:
    """Blender computes simple expressions itself."""
    for kind in (*WITHOUT_NODES, *WITH_NODES):
        for each in cast("Iterable[Any]", getattr(bpy.data, kind)):
            nodes = getattr(each, "node_tree", None) if kind in WITH_NODES else None
            if _needs_python(each.animation_data) or (nodes and _needs_python(nodes.animation_data)):
                yield Item(f"driver of {each.name}", "object" if kind == "objects" else "", each.name)


def _needs_python(animation: Any) -> bool:
    drivers = [curve.driver for curve in animation.drivers] if animation else []
    return any(driver.type == "SCRIPTED" and not driver.is_simple_expression for driver in drivers)


def _texts() -> Iterator[Item]:
    for text in bpy.data.texts:
        if text.use_module and any(each in text.as_string() for each in EFFECTS):
            yield Item(f"text {text.name}")


CHECK = Check("auto_run", _find)
