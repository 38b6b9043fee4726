# SPDX-License-Identifier: GPL-3.0-or-later
"""Saves the open file before it is submitted. Main thread only."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

import bpy

from ..blender_types import scene_of
from ..farm_settings import settings_of
from ..manager import state
from ..packing import PackingError, Request, Snapshot, way_of
from ..scene.saved_version import is_of_older_blender, saving_a_copy
from .order import Order, OrderProblem
from .stay_unsaved import staying_unsaved

MARK = ".flamenco"
"""In the names of copies. Flamenco's job types leave it out of the names of their videos."""


def would_be_overwritten(context: bpy.types.Context) -> bool:
    """Whether submitting would save over a file of an older Blender, which could perhaps not open it any more."""
    return _needs_saving() and is_of_older_blender() and not settings_of(scene_of(context)).farm_copy


def saved(order: Order, as_copy: bool) -> Order:
    """The order for the file as it is now, saved under its name or as a copy. Raises OrderProblem or PackingError."""
    if as_copy or settings_of(scene_of(bpy.context)).farm_copy:
        return _with_copy(order)
    if _needs_saving():
        _save(order.blend_file, is_copy=False)
    return replace(order, snapshot=Snapshot(order.blend_file) if order.needs_files else None)


def _needs_saving() -> bool:
    # Blender does not notice changes made by scripts.
    return bpy.data.is_dirty or bpy.app.background or not Path(bpy.data.filepath).exists()


def _with_copy(order: Order) -> Order:
    if not order.needs_files:
        return order
    if _stays_in_place(order):
        # Beside the file, so that its relative paths are right.
        copy = _free_path(order.blend_file)
        _save(copy, is_copy=True)
        return replace(order, blend_file=copy, farm_copy=copy, snapshot=Snapshot(copy))
    with tempfile.TemporaryDirectory(prefix="flamenco-ng-") as folder:
        # It is packed as if it were where the artist's file is.
        copy = Path(folder, order.blend_file.name)
        _save(copy, is_copy=True)
        return replace(order, snapshot=Snapshot(copy))


def _free_path(blend_file: Path) -> Path:
    """A path beside the file that no other copy has, even if the button was pressed twice within a second."""
    first = f"{blend_file.stem}{MARK}-{time.strftime('%Y-%m-%d_%H%M%S')}"
    names = chain([first], (f"{first}_{number}" for number in count(2)))
    return next(path for path in (blend_file.with_name(f"{name}.blend") for name in names) if not path.exists())


def _stays_in_place(order: Order) -> bool:
    info = state.info()
    if not info:
        return False
    request = Request(order.blend_file, order.project, info.location, info.shaman, order.name, way=order.files_way)
    try:
        return way_of(request) == "in-place"
    except PackingError:
        # It is told later.
        return False


def _save(path: Path, is_copy: bool) -> None:
    try:
        if is_copy:
            with saving_a_copy(), staying_unsaved():
                bpy.ops.wm.save_as_mainfile(filepath=str(path), copy=True, relative_remap=False)
        else:
            bpy.ops.wm.save_mainfile()
    except RuntimeError as problem:
        raise OrderProblem(f"The file could not be saved: {problem}") from problem
