# SPDX-License-Identifier: GPL-3.0-or-later
"""A range of a single frame that nobody has asked for."""

from __future__ import annotations

from collections.abc import Iterator

import bpy

from ...job_types.store import StoredSettings
from ...output.chosen_frames import FRAMES, has_choice
from ..finding import Check, Finding, Subject


def _find(subject: Subject) -> Iterator[Finding]:
    scene, frames = subject.scene, subject.job_type.setting(FRAMES)
    # Whoever has entered a single frame wants it.
    if frames is None or not StoredSettings(subject.settings_from, subject.job_type).is_linked(frames):
        return
    if has_choice(subject.settings):
        return
    if scene.frame_start == scene.frame_end and any(map(_moves, bpy.data.actions)):
        yield Finding(f"Only frame {scene.frame_start} is rendered, although there is animation")


def _moves(action: bpy.types.Action) -> bool:
    return action.users > 0 and action.frame_range[0] != action.frame_range[1]


CHECK = Check("frame_range", _find)
