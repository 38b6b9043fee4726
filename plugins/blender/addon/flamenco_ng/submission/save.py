# SPDX-License-Identifier: GPL-3.0-or-later
"""Saves the open file before it is submitted. Main thread only."""

from __future__ import annotations

from pathlib import Path

import bpy

from .order import OrderProblem


def save_file() -> None:
    """Saves the open file under its name, unless the one on disk is up to date. Raises OrderProblem."""
    # Blender does not notice changes made by scripts.
    if not bpy.data.is_dirty and not bpy.app.background and Path(bpy.data.filepath).exists():
        return
    try:
        bpy.ops.wm.save_mainfile()
    except RuntimeError as problem:
        raise OrderProblem(f"The file could not be saved: {problem}") from problem
