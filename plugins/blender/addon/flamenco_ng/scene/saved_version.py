# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the open file was saved by an older Blender."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import bpy
from bpy.app.handlers import persistent

# The path of the file that this Blender has saved since it was opened. Blender goes on to tell its old version.
_saved_here = ""
_is_copy = False


@contextmanager
def saving_a_copy() -> Iterator[None]:
    """What is saved in this block is not the open file."""
    global _is_copy
    _is_copy = True
    try:
        yield
    finally:
        _is_copy = False


def is_of_older_blender() -> bool:
    """Whether an older Blender has saved the file. Main thread only."""
    return bpy.data.filepath != _saved_here and tuple(bpy.data.version[:2]) < bpy.app.version[:2]


@persistent  # type: ignore[untyped-decorator]  # The stubs do not say what it returns.
def _saved(*arguments: object) -> None:
    global _saved_here
    # Newer Blenders say which file it was. It may be a copy that the artist has saved.
    path = arguments[0] if arguments and isinstance(arguments[0], str) else bpy.data.filepath
    if not _is_copy and path == bpy.data.filepath:
        _saved_here = path


@persistent  # type: ignore[untyped-decorator]
def _opened(*_arguments: object) -> None:
    global _saved_here
    _saved_here = ""


def register() -> None:
    bpy.app.handlers.save_post.append(_saved)
    bpy.app.handlers.load_post.append(_opened)


def unregister() -> None:
    bpy.app.handlers.load_post.remove(_opened)
    bpy.app.handlers.save_post.remove(_saved)
