# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of last frames, as icons."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import bpy
import bpy.utils.previews

_icons: Any = None


def folder() -> Path:
    """Where the pictures are stored."""
    return Path(bpy.utils.user_resource("CONFIG")) / "flamenco-ng-pictures"


def icon_of(path: str) -> int:
    """The icon for a picture, or 0 when there is none. Blender reads the file when it draws it, in its own thread."""
    if _icons is None or not path:
        return 0
    if path not in _icons:
        if not os.path.exists(path):
            return 0
        _icons.load(path, path, "IMAGE")
    icon: int = _icons[path].icon_id
    return icon


def register() -> None:
    global _icons
    _icons = bpy.utils.previews.new()


def unregister() -> None:
    global _icons
    if _icons is not None:
        bpy.utils.previews.remove(_icons)
    _icons = None
