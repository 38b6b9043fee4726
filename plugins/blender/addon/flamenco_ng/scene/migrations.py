# SPDX-License-Identifier: GPL-3.0-or-later
"""Converts what older versions of this add-on have stored in a blend file."""

from __future__ import annotations

from collections.abc import Callable

import bpy

from ..blender_types import is_linked
from ..farm_settings import settings_of

MIGRATIONS: list[Callable[[bpy.types.Scene], None]] = []
"""The n-th one converts version n to version n + 1. Never change a released one; add another."""

VERSION = 1 + len(MIGRATIONS)


def migrate(scene: bpy.types.Scene) -> None:
    """Converts what is stored in the scene.

    What a newer version has stored stays as it is: this version reads what it knows and keeps the rest.
    """
    chosen = settings_of(scene)
    if is_linked(scene):
        return
    if chosen.data_version == 0 and not chosen.is_property_set("stored"):
        return
    for step in MIGRATIONS[max(chosen.data_version, 1) - 1 :]:
        step(scene)
    chosen.data_version = max(chosen.data_version, VERSION)


def migrate_all_scenes() -> None:
    """Converts what is stored in the open file."""
    for scene in bpy.data.scenes:
        migrate(scene)
