# SPDX-License-Identifier: GPL-3.0-or-later
"""The files that one path stands for: frames, tiles or a whole folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

TILES = {"<UDIM>": r"\d{4}", "<UVTILE>": r"u\d+_v\d+"}
LAST_NUMBER = re.compile(r"^(.*?)(\d+)(\D*)$", re.DOTALL)


def files_of(path: Path) -> Iterator[Path]:
    """The existing files, in order."""
    if path.is_dir():
        yield from sorted(found for found in path.rglob("*") if found.is_file())
    else:
        fits = re.compile(_pattern(path.name))
        yield from (path.parent / name for name in _names(path.parent) if fits.fullmatch(name))


def is_several(path: Path) -> bool:
    """Whether no single file has this path, because it is a folder, or that of tiles."""
    return path.is_dir() or any(token in path.name for token in TILES)


def stands_for(path: Path, file: Path) -> bool:
    """Whether a file, which need not exist, is one of those that the path stands for."""
    if path.is_dir():
        return file.is_relative_to(path)
    return file.parent == path.parent and re.fullmatch(_pattern(path.name), file.name) is not None


def _pattern(name: str) -> str:
    for token, tiles in TILES.items():
        if token in name:
            before, after = name.split(token, 1)
            return re.escape(before) + tiles + re.escape(after)
    stem, ending = os.path.splitext(name)
    # Blender counts up the last number in the name.
    parts = LAST_NUMBER.match(stem)
    if not parts:
        return re.escape(name)
    before, _number, after = parts.groups()
    return re.escape(before) + r"\d+" + re.escape(after + ending)


@lru_cache(maxsize=256)
def _names(folder: Path) -> list[str]:
    """Each folder is listed only once, because a scene may have hundreds of tile sets in it."""
    try:
        return sorted(entry.name for entry in os.scandir(folder) if entry.is_file())
    except OSError:
        return []
