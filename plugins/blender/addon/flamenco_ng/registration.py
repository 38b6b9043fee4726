# SPDX-License-Identifier: GPL-3.0-or-later
"""Registers classes, and runs what has to wait until Blender is ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_type_hints

import bpy

UNTRANSLATED: dict[str, Any] = (
    {"translation_context": "Flamenco-NG names"} if "translation_context" in str(bpy.props.EnumProperty.__doc__) else {}
)
"""For drop-downs whose entries are names that people gave: a worker tag called “Light” stays that in any language.

Blender looks for translations in this context only, where there are none. Blender 3.4 cannot be told.
"""

# Functions that run as soon as Blender is ready.
_waiting: set[Callable[[], None]] = set()


def register_classes(classes: Sequence[type[Any]]) -> None:
    """Registers the classes in this order.

    Their properties are annotated with `Annotated[type in Python, property of Blender]`.
    """
    for cls in classes:
        _unwrap_properties(cls)
        bpy.utils.register_class(cls)


def unregister_classes(classes: Sequence[type[Any]]) -> None:
    """Unregisters the classes, the last one first."""
    for cls in reversed(classes):
        bpy.utils.unregister_class(cls)


def add_to_scenes(attribute: str, group: type[bpy.types.PropertyGroup], *options: str) -> None:
    """Gives every scene a registered group of properties, hidden from Blender's own lists."""
    # The stubs say that it returns nothing.
    pointer: Callable[..., object] = bpy.props.PointerProperty
    setattr(bpy.types.Scene, attribute, pointer(type=group, options={"HIDDEN", *options}))


def remove_from_scenes(attribute: str) -> None:
    """Takes a group of properties away from all scenes. What is stored in files stays."""
    delattr(bpy.types.Scene, attribute)


def when_ready(function: Callable[[], None]) -> None:
    """Runs a function soon. While an add-on is being registered, neither the file nor the windows can be used."""

    def run() -> None:
        _waiting.discard(run)
        function()

    _waiting.add(run)
    # When Blender is started with a file, it opens that before any timer runs, and then drops all but persistent ones.
    bpy.app.timers.register(run, first_interval=0.1, persistent=True)


def stop_waiting() -> None:
    """Forgets the functions that have not run yet. The add-on is being switched off."""
    for run in _waiting:
        if bpy.app.timers.is_registered(run):
            bpy.app.timers.unregister(run)
    _waiting.clear()


def _unwrap_properties(cls: type[Any]) -> None:
    """Type checkers need the type of a property, Blender its definition; Blender cannot find it in `Annotated`."""
    hints = get_type_hints(cls, include_extras=True)
    for base in cls.__mro__:
        annotations = vars(base).get("__annotations__", {})
        for name in annotations:
            for definition in getattr(hints[name], "__metadata__", ()):
                annotations[name] = definition
