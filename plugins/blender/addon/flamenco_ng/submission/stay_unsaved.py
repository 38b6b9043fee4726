# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps Blender from forgetting that the open file has changes that are not saved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import bpy

from ..registration import when_ready


@contextmanager
def staying_unsaved() -> Iterator[None]:
    """A copy may be saved in this block.

    A moment after it has saved a copy, Blender takes the open file for saved, and would be closed without a question.
    """
    was_unsaved, file = bpy.data.is_dirty, bpy.data.filepath

    def remember() -> None:
        if bpy.data.filepath == file and not bpy.data.is_dirty:
            bpy.ops.ed.undo_push(message="Submit a Copy")

    yield
    if was_unsaved and not bpy.app.background:
        when_ready(remember)
