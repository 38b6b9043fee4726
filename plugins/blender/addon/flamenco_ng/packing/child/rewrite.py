# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a copy of a blend file with other paths in it.

The same file and paths always give the same bytes, so that the copy is uploaded only once.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from blender_asset_tracer import blendfile
from blender_asset_tracer.trace import result

from ..model import PackingError

BLOCK = 1 << 20


@dataclass(frozen=True)
class Change:
    """A path in a blend file, and what it is to become."""

    found: result.BlockUsage
    path: bytes


def rewrite(blend: Path, changes: list[Change]) -> Path:
    """Returns a temporary file: the blend file with the changes, compressed if the original is."""
    with tempfile.NamedTemporaryFile(prefix="rewritten-", suffix=".blend", delete=False) as handle:
        target = Path(handle.name)
    # The file as it was traced, because the blocks that the changes refer to belong to it.
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
    block: blendfile.BlendFileBlock | None = found.block
    field, value = found.path_full_field, change.path
    if field is None:
        # Strips have the folder in one block and the names of their files in another.
        field, value = found.path_dir_field, change.path.rpartition(b"/")[0] + b"/"
    elif found.block.code == b"ME":
        pointers = ((b"ldata", b"external"), (b"fdata", b"external"))
        block = next(filter(None, (found.block.get_pointer(pointer, None) for pointer in pointers)), None)
    assert field and block, "the tracer found the path in them"
    if len(value) >= field.size:
        raise PackingError(
            f"A path in “{blend.name}” becomes too long for Blender on the farm: {value.decode('utf-8', 'replace')}"
        )
    block.set(field.name.name_only, value)


def _compress(file: blendfile.BlendFile, blend: Path, target: Path) -> None:
    """The library would use gzip at its slowest setting, and put the time of day into the file."""
    file.fileobj.flush()
    file.fileobj.seek(0)
    with open(target, "wb") as out:
        if _is_gzip(blend):
            with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=out, mtime=0) as compressed:
                shutil.copyfileobj(file.fileobj, compressed, BLOCK)
        else:
            _zstd(file.fileobj, out)
    file._is_modified = False  # noqa: SLF001 - or the library would compress it again


def _is_gzip(blend: Path) -> bool:
    with open(blend, "rb") as original:
        return original.read(2) == b"\x1f\x8b"


def _zstd(plain: IO[bytes], out: IO[bytes]) -> None:
    # Not everyone has this module. Whoever gets here does, because the file could be read.
    import zstandard  # noqa: PLC0415

    zstandard.ZstdCompressor(level=3).copy_stream(plain, out)
