# SPDX-License-Identifier: GPL-3.0-or-later
"""The same panel as a tab in the sidebar of the 3D Viewport, for those who want it there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import preferences, registration
from .sub_panel import PREFIX

TAB = "Flamenco-NG"

_originals: Sequence[type[Any]] = ()
_twins: list[type[Any]] = []


def register(panels: Sequence[type[Any]]) -> None:
    """Shows these panels there, too, whenever the preferences say so."""
    global _originals
    _originals = panels
    preferences.ON_SIDEBAR_CHANGED.append(_update)
    _update()


def unregister() -> None:
    preferences.ON_SIDEBAR_CHANGED.remove(_update)
    _remove()


def _update() -> None:
    _remove()
    if preferences.preferences().in_sidebar:
        _twins.extend(_twin(panel) for panel in _originals)
        registration.register_classes(_twins)


def _remove() -> None:
    registration.unregister_classes(_twins)
    _twins.clear()


def _twin(panel: type[Any]) -> type[Any]:
    """A panel that draws the same in the other place."""
    own = {name: value for name, value in vars(panel).items() if not name.startswith("__") and name != "bl_rna"}
    place = {
        "__module__": panel.__module__,
        "bl_idname": _name(panel.bl_idname),
        "bl_space_type": "VIEW_3D",
        "bl_region_type": "UI",
        "bl_category": TAB,
        # In the 3D Viewport, this is a mode, such as Edit Mode.
        "bl_context": "",
    }
    parent = getattr(panel, "bl_parent_id", "")
    if parent:
        place["bl_parent_id"] = _name(parent)
    return type(_name(panel.__name__), panel.__bases__, {**own, **place})


def _name(of_original: str) -> str:
    return of_original.replace(PREFIX, f"{PREFIX}sidebar_", 1)
