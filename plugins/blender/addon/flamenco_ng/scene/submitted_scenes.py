# SPDX-License-Identifier: GPL-3.0-or-later
"""Which scenes of the file are submitted, and whose settings each of them has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import bpy

from ..blender_types import is_linked, scene_of
from ..farm_settings import settings_of
from .untouched import is_untouched


def submitted_scenes(current: bpy.types.Scene) -> list[tuple[bpy.types.Scene, bpy.types.Scene]]:
    """Each scene with the one whose settings it takes: itself, or the current one if nothing has been set in it.

    The current scene is the first one. Scenes of other files are submitted from there.
    """
    if settings_of(current).scenes != "ALL":
        return [(current, current)]
    others = [scene for scene in bpy.data.scenes if scene != current and not is_linked(scene)]
    return [(current, current)] + [(scene, current if is_untouched(scene) else scene) for scene in others]


@contextmanager
def seen_from(context: bpy.types.Context, scene: bpy.types.Scene) -> Iterator[bpy.types.Context]:
    """The context as it is while the artist looks at this scene."""
    if scene == scene_of(context):
        yield context
        return
    with bpy.context.temp_override(scene=scene, view_layer=scene.view_layers[0]):
        yield bpy.context
