# SPDX-License-Identifier: GPL-3.0-or-later
"""What Blender itself says the open file uses. Main thread only."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any, cast

import bpy

WITH_PATHS = ("cache_files", "fonts", "images", "libraries", "movieclips", "sounds", "texts", "volumes")
"""The kinds of data-blocks that are little more than the path of a file."""


def known_files() -> list[str]:
    """The absolute paths of all files that are not packed, except for those that only unsaved data-blocks use."""
    listed = {_tidy(path) for path in bpy.utils.blend_paths(absolute=True, packed=False, local=False) if path}
    saved = _Saved()
    needed: set[str] = set()
    unneeded: set[str] = set()
    for data_block in _with_paths():
        path = data_block.filepath
        if path:
            absolute = _tidy(bpy.path.abspath(path, library=data_block.library))
            (needed if data_block in saved else unneeded).add(absolute)
    own = [_tidy(bpy.utils.resource_path(kind)) for kind in ("LOCAL", "SYSTEM") if bpy.utils.resource_path(kind)]
    rest = listed - (unneeded - needed)
    return sorted(path for path in rest if not any(path.startswith(os.path.join(folder, "")) for folder in own))


def _tidy(path: str) -> str:
    return os.path.normpath(path)


def _with_paths() -> Iterator[Any]:
    for kind in WITH_PATHS:
        yield from cast("Iterable[Any]", getattr(bpy.data, kind, ()))


class _Saved:
    """Which data-blocks the saved file needs. Blender keeps others until it is closed."""

    def __init__(self) -> None:
        self._users: dict[bpy.types.ID, set[bpy.types.ID]] = bpy.data.user_map()

    def __contains__(self, data_block: Any) -> bool:
        if data_block.library is None:
            return bool(data_block.users > 0)
        if isinstance(data_block, bpy.types.Library):
            return True
        return self._is_needed(data_block)

    def _is_needed(self, linked: bpy.types.ID) -> bool:
        """A linked data-block is needed if something in the file uses it, at any distance."""
        seen, waiting = {linked}, [linked]
        while waiting:
            for user in self._users.get(waiting.pop(), ()):
                if cast("bpy.types.Library | None", user.library) is None:
                    return True
                if user not in seen:
                    seen.add(user)
                    waiting.append(user)
        return False
