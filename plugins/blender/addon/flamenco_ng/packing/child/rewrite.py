# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a blend file anew with other paths in it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from blender_asset_tracer.trace import result
from packing.model import PackingError

from .usages import open_file


@dataclass(frozen=True)
class Change:
    """A path in a blend file, and what it shall be."""

    found: result.BlockUsage
    path: bytes


def rewrite(blend: Path, changes: list[Change]) -> Path:
    """Gives a temporary file, which is the blend file with the changes."""
    handle = tempfile.NamedTemporaryFile(prefix="rewritten-", suffix=".blend", delete=False)
    handle.close()
    target = Path(handle.name)
    file = open_file(blend)
    file.copy_and_rebind(target, mode="rb+")
    try:
        for change in changes:
            _write(change, blend)
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
        raise PackingError(f"A path in “{blend.name}” gets too long for Blender on the farm: {value.decode('utf-8', 'replace')}")
    block.set(field.name.name_only, value)
