# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a pack, and copies of those that have to be changed for it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..model import FileChanged, PackingError, Progress, Request
from .channel import Channel
from .layout import Layout
from .rewrite import Change, rewrite
from .sequences import TILES
from .usages import Usage


@dataclass(frozen=True)
class PackedFile:
    """One file on its way to the farm."""

    source: Path
    """Where to read it."""
    place: PurePosixPath
    """Where it goes, relative to the pack."""
    size: int
    modified: int
    """When it was modified, in nanoseconds. With the size, it tells whether the file has changed since."""
    known_as: Path | None = None
    """The path under which its checksum is remembered. None for temporary files."""


@dataclass
class Pack:
    """What is going to be brought to the farm."""

    request: Request
    way: str
    layout: Layout
    files: dict[Path, PackedFile] = field(default_factory=dict)
    """By the path at which they were found."""
    usages: dict[Path, list[Usage]] = field(default_factory=dict)
    """By blend file; only usages of files that are packed."""

    def add(self, path: Path) -> bool:
        """Adds a file to the pack. False when it cannot be read."""
        if path in self.files:
            return True
        source = self.source_of(path)
        try:
            status = source.stat()
        except OSError:
            return False
        if not stat.S_ISREG(status.st_mode) or not os.access(source, os.R_OK):
            return False
        self.files[path] = PackedFile(source, self.layout.place_of(path), status.st_size, status.st_mtime_ns, path)
        return True

    def source_of(self, path: Path) -> Path:
        """Where to read a file: the blend file in its snapshot, if there is one."""
        return Path(self.request.snapshot) if self.request.snapshot and path == self.request.blend else path

    @property
    def main(self) -> PurePosixPath:
        """Where the blend file itself goes."""
        return self.layout.place_of(self.request.blend)


def finished_files(pack: Pack, channel: Channel) -> list[PackedFile]:
    """All files of the pack. Blend files that need other paths are rewritten to temporary files.

    Raises FileChanged when a blend file has changed since it was traced: what was found in it no longer holds.
    """
    finished: dict[PurePosixPath, PackedFile] = {}
    for path, found in pack.files.items():
        file = found
        changes = _changes(pack, path)
        if changes:
            channel.about = f"“{path.name}”"
            channel.tell(Progress("rewriting", f"Adjusting the paths in {path.name}"), always=True)
            check_unchanged(found)
            file = _rewritten(found, changes)
        clash = finished.setdefault(file.place, file)
        if clash is not file:
            raise PackingError(
                f"“{clash.source}” and “{file.source}” would get the same name on the farm. Rename one of them."
            )
    return list(finished.values())


def check_unchanged(file: PackedFile) -> None:
    """Raises FileChanged when the file has changed since the pack was planned, PackingError when it is gone."""
    try:
        status = file.source.stat()
    except OSError as problem:
        raise PackingError(f"“{file.source}” can no longer be read: {problem.strerror}.") from problem
    if (status.st_size, status.st_mtime_ns) != (file.size, file.modified):
        raise FileChanged(f"“{file.source.name}” changed while it was being packed. Submit again.")


def _changes(pack: Pack, blend: Path) -> list[Change]:
    changes = []
    for usage in pack.usages.get(blend, ()):
        if not usage.slot:
            # A cache that Blender finds by the name of the blend file. No path to it is stored.
            continue
        here = pack.layout.place_of(usage.relative_to).parent
        relative = os.path.relpath(_place_with_token(pack.layout, usage.path), here).replace(os.sep, "/")
        wanted = b"//" + os.fsencode(relative) + (b"/" if usage.place.is_folder_of_names else b"")
        if not usage.is_relative or _normal(usage.place.stored) != _normal(wanted):
            changes.append(Change(usage.slot, wanted, usage.who))
    return changes


def _place_with_token(layout: Layout, path: Path) -> PurePosixPath:
    """The token of a tile set, such as <UDIM>, is not part of any file name, so it stays as it is."""
    for token in TILES:
        if token in path.name:
            before, after = path.name.split(token, 1)
            tidy = layout.place_of(path.with_name(f"{before}0{after}"))
            return tidy.with_name(tidy.name[: len(before)] + token + tidy.name[len(before) + 1 :])
    return layout.place_of(path)


def _normal(stored: bytes) -> str:
    return os.path.normpath(os.fsdecode(stored[2:]).replace("\\", "/"))


def _rewritten(file: PackedFile, changes: list[Change]) -> PackedFile:
    target = rewrite(file.source, changes)
    status = target.stat()
    return PackedFile(target, file.place, status.st_size, status.st_mtime_ns)
