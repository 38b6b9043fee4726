# SPDX-License-Identifier: GPL-3.0-or-later
"""Without a camera, Blender renders nothing but what comes from the sequencer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bpy

from ...blender_types import scene_of
from ...output.views import chosen_cameras
from ..finding import CannotMend, Check, Finding, Subject


def _find(subject: Subject) -> Iterator[Finding]:
    scene: Any = subject.scene
    if chosen_cameras(subject.settings.output, subject.job_type):
        return
    if scene.camera or any(marker.camera for marker in scene.timeline_markers) or _is_edited(scene):
        return
    found = _first_camera(scene)
    text = "The scene has no active camera, so nothing can be rendered"
    yield Finding(text, stops=True, mend=f"Use “{found.name}”" if found else "")


def _mend(context: bpy.types.Context) -> None:
    scene = scene_of(context)
    found = _first_camera(scene)
    if not found:
        raise CannotMend("There is no camera in the scene.")
    scene.camera = found


def _first_camera(scene: bpy.types.Scene) -> bpy.types.Object | None:
    return next((each for each in scene.objects if each.type == "CAMERA"), None)


def _is_edited(scene: Any) -> bool:
    """Whether the frames come from the sequencer."""
    editor = scene.sequence_editor if scene.render.use_sequencer else None
    # They are called strips since Blender 4.4.
    return bool(editor and (editor.strips if hasattr(editor, "strips") else editor.sequences))


CHECK = Check("camera", _find, _mend)
