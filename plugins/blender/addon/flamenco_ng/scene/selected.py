# SPDX-License-Identifier: GPL-3.0-or-later
"""The job type that is chosen in a scene, and what the artist should know about it."""

from __future__ import annotations

import bpy

from ..job_types.job_type import JobType
from ..job_types.reconcile import reconcile
from ..job_types.store import StoredSettings
from ..manager import state

USUAL = "simple-blender-render"

# Per scene name: what changed in the chosen job type since the artist looked at it.
_notes: dict[str, list[str]] = {}


def selected_job_type_name(group) -> str:
    """What the artist has chosen; as long as that is nothing, the usual job type if the manager has it."""
    found = state.info()
    if not group.job_type_name and found and found.job_type(USUAL):
        return USUAL
    return group.job_type_name


def selected_job_type(scene) -> JobType | None:
    """None when nothing is chosen, or the manager does not have it."""
    found = state.info()
    return found.job_type(selected_job_type_name(scene.flamenco_ng)) if found else None


def lost_job_type(scene) -> str:
    """The chosen job type's name, when the manager does not have it."""
    name = selected_job_type_name(scene.flamenco_ng)
    return name if name and state.info() and not selected_job_type(scene) else ""


def lost_worker_tag(scene) -> str:
    """The chosen worker tag's name, when the manager does not have it."""
    group, found = scene.flamenco_ng, state.info()
    return group.worker_tag_name if found and group.worker_tag_id and not found.tag(group.worker_tag_id) else ""


def take_up_job_type(scene) -> list[str]:
    """Brings the scene's stored settings in line with the job type; gives, and keeps for the panel, what changed."""
    job_type = selected_job_type(scene)
    if job_type is None or scene.library:
        return []
    changes = reconcile(StoredSettings(scene, job_type))
    if changes:
        _notes[scene.name] = changes
    return changes


def take_up_all_scenes() -> None:
    for scene in bpy.data.scenes:
        take_up_job_type(scene)


def notes_of(scene) -> list[str]:
    return _notes.get(scene.name, [])


def forget_notes(scene=None) -> None:
    """The artist has read them; or another file was opened."""
    if scene is None:
        _notes.clear()
    else:
        _notes.pop(scene.name, None)
