# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what is in the open file to another one, for a look at it. Main thread only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy

# They belong to windows, and libraries come along with what is linked from them.
LEFT_OUT = {"libraries", "screens", "window_managers", "workspaces"}


def write_copy(path: Path) -> None:
    """Writes all data-blocks that would be saved. Raises RuntimeError or OSError.

    Blender's own "Save a Copy" also marks the open file as saved, so that it is closed without a question later.
    """
    write: Any = bpy.data.libraries.write
    # Relative paths stay as they are, as if the copy was in the place of the file.
    write(str(path), set(_data_blocks()), path_remap="NONE", compress=False)


def _data_blocks() -> Iterator[bpy.types.ID]:
    for each in bpy.data.bl_rna.properties:
        if each.type == "COLLECTION" and each.identifier not in LEFT_OUT:
            yield from (found for found in getattr(bpy.data, each.identifier) if found.users and not found.library)
