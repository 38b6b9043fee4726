# SPDX-License-Identifier: GPL-3.0-or-later
"""What would go wrong now, kept for the panel. Main thread only.

Drawing only reads what is kept. A timer looks again soon after something has changed, and takes its time in a file in
which a look takes long.
"""

from __future__ import annotations

import logging
import threading
import time

import bpy
from bpy.app.handlers import persistent

from .. import background
from ..blender_types import key_of, scene_of
from ..job_types.submitted import takes_blendfile
from ..manager import state
from ..manager.info import ManagerInfo
from ..scene.selected import selected_job_type
from ..scene.submitted_scenes import submitted_scenes
from .checks import CHECKS
from .finding import Finding, Subject

log = logging.getLogger(__name__)
Found = list[tuple[str, Finding]]
"""Findings, each with the name of its check."""

PAUSE = 0.4
"""Seconds between two looks, at least."""
SHARE = 0.05
"""The part of the time that may be spent on them."""
CHANGES = ("depsgraph_update_post", "load_post", "redo_post", "save_post", "undo_post")


class _Kept:
    scene = 0
    found: Found = []
    pause = PAUSE


_kept = _Kept()


def current_findings(scene: bpy.types.Scene) -> Found | None:
    """What the last look has found; None until there has been one. For drawing: another look follows soon."""
    look_soon()
    return _kept.found if _kept.scene == key_of(scene) else None


def look(scene: bpy.types.Scene, settings_from: bpy.types.Scene | None = None) -> Found:
    """What would go wrong on the farm if the scene was submitted now. Those that stop come first.

    Its settings for the farm may be those of another scene.
    """
    settings_from = settings_from or scene
    job_type, farm = selected_job_type(settings_from), state.info()
    if not job_type or not farm or not takes_blendfile(job_type):
        return []
    subject = Subject(scene, settings_from, job_type, farm, state.has_answered())
    found: Found = []
    for check in CHECKS:
        try:
            found += [(check.name, each) for each in check.find(subject)]
        except Exception:
            # A warning that cannot be given must not be in the way of a job.
            log.exception("the check %s failed", check.name)
    return sorted(found, key=lambda each: not each[1].stops)


def look_at_submitted(current: bpy.types.Scene) -> Found:
    """The same for all that is submitted from the current scene: itself, or all scenes of the file."""
    found: Found = []
    told: set[str] = set()
    for scene, settings_from in submitted_scenes(current):
        for check, each in look(scene, settings_from):
            # What is wrong in the whole file is told once.
            if each.in_words() not in told:
                told.add(each.in_words())
                found.append((check, each if scene == current else each.of_another_scene(scene.name)))
    return sorted(found, key=lambda each: not each[1].stops)


def stopping(current: bpy.types.Scene) -> list[str]:
    """What the artist should be asked about before this scene, or all of them, are submitted. In words."""
    return [each.in_words() for _check, each in look_at_submitted(current) if each.stops]


def look_soon() -> None:
    """Something may have changed."""
    if not bpy.app.timers.is_registered(_look_again):
        bpy.app.timers.register(_look_again, first_interval=_kept.pause)


def look_now() -> None:
    """Something has been mended."""
    _look_again()


def _look_again() -> None:
    if bpy.app.is_job_running("RENDER"):
        return
    began = time.perf_counter()
    scene = scene_of(bpy.context)
    found = look_at_submitted(scene)
    if (key_of(scene), found) != (_kept.scene, _kept.found):
        _kept.scene, _kept.found = key_of(scene), found
        background.redraw()
    _kept.pause = max(PAUSE, (time.perf_counter() - began) / SHARE)


def _is_shown() -> bool:
    """Whether the tab with the panel is open somewhere."""
    return any(
        area.type == "PROPERTIES" and area.spaces.active.context == "OUTPUT"  # type: ignore[union-attr]
        for window in background.windows()
        for area in window.screen.areas
    )


@persistent  # type: ignore[untyped-decorator]  # The stubs do not say what it returns.
def _changed(*_arguments: object) -> None:
    if threading.current_thread() is not threading.main_thread():
        # While Blender renders, it may be the thread of the render, which must not look at windows.
        return
    if not bpy.app.background and _is_shown():
        look_soon()


def _answered(_found: ManagerInfo) -> None:
    _changed()


def register() -> None:
    for name in CHANGES:
        getattr(bpy.app.handlers, name).append(_changed)
    state.ON_NEW_INFO.append(_answered)


def unregister() -> None:
    state.ON_NEW_INFO.remove(_answered)
    for name in CHANGES:
        getattr(bpy.app.handlers, name).remove(_changed)
    if bpy.app.timers.is_registered(_look_again):
        bpy.app.timers.unregister(_look_again)
    _kept.scene, _kept.found = 0, []
