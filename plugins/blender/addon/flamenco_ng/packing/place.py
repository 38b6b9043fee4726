# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of the three ways a file takes to the farm."""

from __future__ import annotations

import os
from pathlib import Path

from .model import PackingError, Request


def path_inside(path: Path, folder: str) -> Path | None:
    """Where a file is below a folder, or None when it is elsewhere.

    A file that gets there through a link, or through a drive letter for a network share, is inside as well.
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
    """`in-place`, `copy` or `shaman`. Raises PackingError when the wanted one cannot be."""
    inside = path_inside(request.blend, request.location) is not None
    if request.way == "auto":
        return "in-place" if inside else "shaman" if request.shaman else "copy"
    if request.way == "in-place" and not inside:
        raise PackingError(
            f"“{request.blend.name}” is not in the farm's storage ({request.location or 'unknown'}). Save it there, or have it copied or uploaded."
        )
    if request.way == "shaman" and not request.shaman:
        raise PackingError("The manager takes no uploads (Shaman is switched off there). Choose to copy the files.")
    return request.way


def farm_path(request: Request) -> str:
    """The blend file in place, named as the farm knows its storage."""
    inside = path_inside(request.blend, request.location)
    return str(request.blend) if inside is None else str(Path(request.location, inside))
