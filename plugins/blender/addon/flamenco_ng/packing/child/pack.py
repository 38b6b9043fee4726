# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a pack, and making those that have to be changed for it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..model import PackingError, Progress, Request

from .channel import Channel
from .layout import Layout
from .rewrite import Change, rewrite
from .sequences import TILES
from .usages import Usage


@dataclass(frozen=True)
class PackedFile:
    """One file on its way."""

    source: Path
    """Where to read it."""
    place: PurePosixPath
    """Where it goes, relative to the pack."""
    size: int
    modified: int
    """In nanoseconds; together with the size it tells whether the file has changed meanwhile."""
    is_temporary: bool = False


@dataclass
class Pack:
    """What was planned."""

    request: Request
    way: str
    layout: Layout
    files: dict[Path, PackedFile] = field(default_factory=dict)
    """By where they were found."""
    usages: dict[Path, list[Usage]] = field(default_factory=dict)
    """By blend file, only those that are packed."""

    def add(self, path: Path) -> bool:
        """Takes a file along. False when it cannot be read."""
        if path in self.files:
            return True
        try:
            status = path.stat()
        except OSError:
            return False
        if not stat.S_ISREG(status.st_mode) or not os.access(path, os.R_OK):
            return False
        self.files[path] = PackedFile(path, self.layout.place_of(path), status.st_size, status.st_mtime_ns)
        return True

    @property
    def main(self) -> PurePosixPath:
        return self.layout.place_of(self.request.blend)


def finished_files(pack: Pack, channel: Channel) -> list[PackedFile]:
    """All files, the blend files with paths that fit the pack. Those that need others are written anew, to temporary files.

    Raises PackingError when a file has changed since it was traced: positions in it are no longer right.
    """
    finished: dict[PurePosixPath, PackedFile] = {}
    for path, file in pack.files.items():
        changes = _changes(pack, path)
        if changes:
            channel.tell(Progress("rewriting", f"Adjusting the paths in {path.name}"), always=True)
            check_unchanged(file)
            file = _rewritten(file, path, changes)
        clash = finished.setdefault(file.place, file)
        if clash is not file:
            raise PackingError(
                f"“{clash.source}” and “{file.source}” would get the same name on the farm: rename one of them."
            )
    return list(finished.values())


def check_unchanged(file: PackedFile) -> None:
    """Raises PackingError when the file is not what it was when the pack was planned."""
    try:
        status = file.source.stat()
    except OSError as problem:
        raise PackingError(f"“{file.source}” cannot be read any more: {problem.strerror}.") from problem
    if (status.st_size, status.st_mtime_ns) != (file.size, file.modified):
        raise PackingError(f"“{file.source.name}” has changed while it was being packed. Submit again.")


def _changes(pack: Pack, blend: Path) -> list[Change]:
    here = pack.layout.place_of(blend).parent
    changes = []
    for usage in pack.usages.get(blend, ()):
        if "*" in usage.path.name:
            # A cache that Blender finds by the name of the blend file; no path of it is stored.
            continue
        wanted = b"//" + os.fsencode(
            os.path.relpath(_place_with_token(pack.layout, usage.path), here).replace(os.sep, "/")
        )
        if not usage.is_relative or _normal(usage.stored) != _normal(wanted):
            changes.append(Change(usage.found, wanted))
    return changes


def _place_with_token(layout: Layout, path: Path) -> PurePosixPath:
    """The token of a set of tiles is no part of any file's name, so it stays."""
    for token in TILES:
        if token in path.name:
            before, after = path.name.split(token, 1)
            tidy = layout.place_of(path.with_name(f"{before}0{after}"))
            return tidy.with_name(tidy.name[: len(before)] + token + tidy.name[len(before) + 1 :])
    return layout.place_of(path)


def _normal(stored: bytes) -> str:
    return os.path.normpath(os.fsdecode(stored[2:]).replace("\\", "/"))


def _rewritten(file: PackedFile, path: Path, changes: list[Change]) -> PackedFile:
    target = rewrite(path, changes)
    status = target.stat()
    return PackedFile(target, file.place, status.st_size, status.st_mtime_ns, is_temporary=True)
