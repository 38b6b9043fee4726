# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings what an older version of this add-on has stored in a blend file to today's form."""

from __future__ import annotations

from collections.abc import Callable

import bpy

MIGRATIONS: list[Callable[[bpy.types.Scene], None]] = []
"""The n-th one makes version n + 1 out of version n. Never change one that was released; add another."""

VERSION = 1 + len(MIGRATIONS)


def migrate(scene) -> None:
    """Files of a newer version are left as they are: what this version knows is read, the rest is kept."""
    group = scene.flamenco_ng
    if scene.library:
        return
    if group.data_version == 0 and not group.is_property_set("stored"):
        return
    for step in MIGRATIONS[max(group.data_version, 1) - 1 :]:
        step(scene)
    group.data_version = max(group.data_version, VERSION)


def migrate_all_scenes() -> None:
    for scene in bpy.data.scenes:
        migrate(scene)
