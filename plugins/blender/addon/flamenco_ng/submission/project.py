# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder of the project that a blend file belongs to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy


def project_folder(blend_file: Path, marker: str) -> Path:
    """The folder of the project that is open in Blender (5.3 and later), if the file is in it.

    Otherwise the nearest folder above the file that contains the marker, or else its own folder. Main thread only.
    """
    opened = _opened_project()
    if opened and opened in blend_file.parents:
        return opened
    return next((folder for folder in blend_file.parents if (folder / marker).exists()), blend_file.parent)


def _opened_project() -> Path | None:
    project: Any = getattr(bpy.data, "project", None)
    root = project.root_path if project else ""
    return Path(bpy.path.abspath(root)) if root else None
