# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python of the packing process, and what it needs."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

ADD_ON = Path(__file__).resolve().parent.parent
LIBRARY = "blender_asset_tracer"


def wheels() -> list[str]:
    """The libraries that came with the add-on."""
    return sorted(str(wheel) for wheel in (ADD_ON / "wheels").glob("*.whl"))


def availability() -> str | None:
    """Why files can only be submitted in place, or None when every way is possible."""
    if not any(LIBRARY in os.path.basename(wheel) for wheel in wheels()):
        return (
            "This add-on came without its packing library (Blender Asset Tracer), so it can only submit files that are "
            "already in the farm's storage. The manager adds the library once it can reach PyPI with pip; download the "
            "add-on again after that."
        )
    if not python_program():
        return (
            f"The Python that packs files is missing: “{sys.executable}”. "
            "Only files in the farm's storage can be submitted."
        )
    return None


def python_program() -> str | None:
    """The program of Blender's own Python, or None when it is missing."""
    return sys.executable if sys.executable and os.access(sys.executable, os.X_OK) else None


def module_folders() -> list[str]:
    """The folders of optional modules that the packing library uses.

    In the packages of Linux distributions, Blender finds modules where its Python alone does not.
    """
    found = importlib.util.find_spec("zstandard")
    return [str(Path(found.origin).parent.parent)] if found and found.origin else []
