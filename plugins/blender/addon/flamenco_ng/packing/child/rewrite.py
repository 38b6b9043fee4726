# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a copy of a blend file with other paths in it.

The same file and paths always give the same bytes, so that the copy is uploaded only once.
"""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from blender_asset_tracer import blendfile

from ..model import PackingError
from .slots import Edit, Slot, TooLong, edits

BLOCK = 1 << 20


@dataclass(frozen=True)
class Change:
    """A path in a blend file, and what it is to become."""

    slot: Slot
    path: bytes
    who: str
    """What the path belongs to, in words for people."""


def rewrite(source: Path, changes: Iterable[Change]) -> Path:
    """Returns a temporary file: the blend file with the changes, compressed if the original is.

    `source` is where the file was read when it was traced.

    Raises PackingError when a path has no room in the file.
    """
    # The file as it was traced, because the slots belong to it.
    file = blendfile.open_cached(source, assert_cached=True)
    # Several users of one path share its slot.
    wanted = {edit.start: edit for change in changes for edit in _edits(file, change)}
    with tempfile.NamedTemporaryFile(prefix="rewritten-", suffix=".blend", delete=False) as target:
        with _compressor(source, target) if file.is_compressed else nullcontext(target) as out:
            for part in _parts(file.fileobj, [wanted[start] for start in sorted(wanted)]):
                out.write(part)
        return Path(target.name)


def _edits(file: blendfile.BlendFile, change: Change) -> list[Edit]:
    try:
        return list(edits(file, change.slot, change.path))
    except TooLong:
        path = change.path.decode("utf-8", "replace")
        raise PackingError(
            f"The path of {change.who} in “{file.filepath.name}” becomes too long for Blender on the farm: {path}. "
            "Move the file nearer to the project, or shorten the names of its folders."
        ) from None


def _parts(source: IO[bytes], edits_in_order: list[Edit]) -> Iterator[bytes]:
    source.seek(0)
    position = 0
    for edit in edits_in_order:
        yield from _until(source, edit.start - position)
        yield edit.by
        position = edit.end
        source.seek(position)
    yield from _until(source, None)


def _until(source: IO[bytes], size: int | None) -> Iterator[bytes]:
    while block := source.read(BLOCK if size is None else min(BLOCK, size)):
        yield block
        if size is not None:
            size -= len(block)


def _compressor(source: Path, target: Any) -> AbstractContextManager[Any]:
    """The library would use gzip at its slowest setting, and put the time of day into the file."""
    with open(source, "rb") as original:
        if original.read(2) == b"\x1f\x8b":
            return gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=target, mtime=0)
    # Not everyone has this module. Whoever gets here does, because the file could be read.
    import zstandard  # noqa: PLC0415

    writer: AbstractContextManager[Any] = zstandard.ZstdCompressor(level=3).stream_writer(target, closefd=False)
    return writer
