# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python that packs in a process of its own, and what it needs."""

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
    """Why files can only be submitted in place, or None when everything can be done."""
    if not any(LIBRARY in os.path.basename(wheel) for wheel in wheels()):
        return (
            "This add-on came without its packing library (Blender Asset Tracer), so it can only submit files that are in the farm's storage "
            "already. The manager adds the library when it can reach PyPI with pip; then download the add-on again."
        )
    if not python_program():
        return f"No Python was found to pack files with: “{sys.executable}” is missing. Only files in the farm's storage can be submitted."
    return None


def python_program() -> str | None:
    """Blender's own Python as a program."""
    return sys.executable if sys.executable and os.access(sys.executable, os.X_OK) else None


def module_folders() -> list[str]:
    """Where the modules are that the packing library uses if they are there. On Linux distributions, Blender finds them elsewhere than its Python does."""
    found = importlib.util.find_spec("zstandard")
    return [str(Path(found.origin).parent.parent)] if found and found.origin else []
