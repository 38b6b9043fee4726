# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a blend file anew with other paths in it. The same file and paths make the same bytes, so that it is uploaded once."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from blender_asset_tracer import blendfile
from blender_asset_tracer.trace import result
from ..model import PackingError

BLOCK = 1 << 20


@dataclass(frozen=True)
class Change:
    """A path in a blend file, and what it shall be."""

    found: result.BlockUsage
    path: bytes


def rewrite(blend: Path, changes: list[Change]) -> Path:
    """Gives a temporary file, which is the blend file with the changes, compressed if it was."""
    handle = tempfile.NamedTemporaryFile(prefix="rewritten-", suffix=".blend", delete=False)
    handle.close()
    target = Path(handle.name)
    # As it was traced: the blocks of the changes belong to it.
    file = blendfile.open_cached(blend, assert_cached=True)
    file.copy_and_rebind(target, mode="rb+")
    try:
        for change in changes:
            _write(change, blend)
        if file.is_compressed:
            _compress(file, blend, target)
    finally:
        file.close()
    return target


def _write(change: Change, blend: Path) -> None:
    found = change.found
    block = found.block
    field, value = found.path_full_field, change.path
    if field is None:
        # Strips have the folder in one block and the names of their files in another.
        field, value = found.path_dir_field, change.path.rpartition(b"/")[0] + b"/"
    elif block.code == b"ME":
        block = block.get_pointer((b"ldata", b"external"), None) or block.get_pointer((b"fdata", b"external"))
    if len(value) >= field.size:
        raise PackingError(
            f"A path in “{blend.name}” gets too long for Blender on the farm: {value.decode('utf-8', 'replace')}"
        )
    block.set(field.name.name_only, value)


def _compress(file: blendfile.BlendFile, blend: Path, target: Path) -> None:
    """The library would do it by gzip at its slowest, with the time of day in it."""
    file.fileobj.flush()
    file.fileobj.seek(0)
    with open(target, "wb") as out:
        if _is_gzip(blend):
            with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=out, mtime=0) as compressed:
                shutil.copyfileobj(file.fileobj, compressed, BLOCK)
        else:
            _zstd(file.fileobj, out)
    file._is_modified = False


def _is_gzip(blend: Path) -> bool:
    with open(blend, "rb") as original:
        return original.read(2) == b"\x1f\x8b"


def _zstd(plain: BinaryIO, out: BinaryIO) -> None:
    import zstandard  # It was there to read the file.

    zstandard.ZstdCompressor(level=3).copy_stream(plain, out)
