# SPDX-License-Identifier: GPL-3.0-or-later
"""The job type that is chosen in a scene, and what the artist should know about it."""

from __future__ import annotations

import bpy

from ..blender_types import is_linked, key_of
from ..farm_settings import FarmSettings, settings_of
from ..job_types.job_type import JobType
from ..job_types.reconcile import reconcile
from ..job_types.store import StoredSettings
from ..manager import state

USUAL = "simple-blender-render"

# What has changed in the chosen job type since the artist last saw it, by scene.
_notes: dict[int, list[str]] = {}


def selected_job_type_name(scene: bpy.types.Scene) -> str:
    """The job type that the artist has chosen. Until then, the usual one if the manager has it."""
    return job_type_name_of(settings_of(scene))


def job_type_name_of(chosen: FarmSettings) -> str:
    """The same for the settings of a scene."""
    name, found = chosen.job_type_name, state.info()
    if not name and found and found.job_type(USUAL):
        return USUAL
    return name


def selected_job_type(scene: bpy.types.Scene) -> JobType | None:
    """The chosen job type. None when none is chosen, or the manager does not have it."""
    return job_type_of(settings_of(scene))


def job_type_of(chosen: FarmSettings) -> JobType | None:
    """The same for the settings of a scene."""
    found = state.info()
    return found.job_type(job_type_name_of(chosen)) if found else None


def lost_job_type(scene: bpy.types.Scene) -> str:
    """The name of the chosen job type if the manager does not have it, or an empty string."""
    name = selected_job_type_name(scene)
    return name if name and state.info() and not selected_job_type(scene) else ""


def lost_worker_tag(scene: bpy.types.Scene) -> str:
    """The name of the chosen worker tag if the manager does not have it, or an empty string."""
    chosen, found = settings_of(scene), state.info()
    is_lost = found and chosen.worker_tag_id and not found.tag(chosen.worker_tag_id)
    return chosen.worker_tag_name if is_lost else ""


def take_up_job_type(scene: bpy.types.Scene) -> list[str]:
    """Brings the stored settings of the scene in line with its job type.

    Returns what has changed, and remembers it for the panel.
    """
    job_type = selected_job_type(scene)
    if job_type is None or is_linked(scene):
        return []
    changes = reconcile(StoredSettings(scene, job_type))
    if changes:
        _notes[key_of(scene)] = changes
    return changes


def take_up_all_scenes() -> None:
    """Does the same for all scenes of the open file."""
    for scene in bpy.data.scenes:
        take_up_job_type(scene)


def notes_of(scene: bpy.types.Scene) -> list[str]:
    """What has changed and the artist has not acknowledged yet."""
    return _notes.get(key_of(scene), [])


def forget_notes(scene: bpy.types.Scene | None = None) -> None:
    """The artist has read the notes of a scene, or another file has been opened."""
    if scene is None:
        _notes.clear()
    else:
        _notes.pop(key_of(scene), None)
