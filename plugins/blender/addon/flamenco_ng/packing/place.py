# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of the three ways the files take to the farm."""

from __future__ import annotations

import os
from pathlib import Path

from .model import PackingError, Request


def path_inside(path: Path, folder: str) -> Path | None:
    """The path of a file relative to a folder, or None when it is not in it.

    A file that is there only through a link, or through a drive letter for a network share, counts too.
    """
    if not folder:
        return None
    for one, other in (
        (os.path.abspath(path), os.path.abspath(folder)),
        (os.path.realpath(path), os.path.realpath(folder)),
    ):
        try:
            return Path(one).relative_to(other)
        except ValueError:
            if os.path.normcase(one).startswith(os.path.normcase(os.path.join(other, ""))):
                return Path(os.path.relpath(one, other))
    return None


def way_of(request: Request) -> str:
    """`in-place`, `copy` or `shaman`. Raises PackingError when the requested way is not possible."""
    inside = path_inside(request.blend, request.location) is not None
    if request.way == "auto":
        return "in-place" if inside else "shaman" if request.shaman else "copy"
    if request.way == "in-place" and not inside:
        raise PackingError(
            f"“{request.blend.name}” is not in the farm's storage ({request.location or 'unknown'}). "
            "Save it there, or have it copied or uploaded."
        )
    if request.way == "shaman" and not request.shaman:
        raise PackingError("The manager does not accept uploads (Shaman is switched off). Choose to copy the files.")
    return request.way


def farm_path(request: Request) -> str:
    """The path of a blend file that stays in place, below the storage as the farm names it."""
    inside = path_inside(request.blend, request.location)
    return str(request.blend) if inside is None else str(Path(request.location, inside))
