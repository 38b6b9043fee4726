# SPDX-License-Identifier: GPL-3.0-or-later
"""The frames of a job, as the artist has chosen them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import bpy

from ..farm_settings import FrameSettings
from ..job_types.job_type import JobType
from .frame_ranges import FramesProblem, as_text, frames_in, spread

FRAMES = "frames"
"""The key of the setting that all job types have which render frames, those of Flamenco 3 too."""


@dataclass(frozen=True)
class ChosenFrames:
    """What the jobs of one scene render."""

    rest: str
    """All frames, or those that are left after the test."""
    test: str = ""
    """Frames for a job before that one."""


def takes_frames(job_type: JobType) -> bool:
    """Whether jobs of this type render a range of frames."""
    setting = job_type.setting(FRAMES)
    return setting is not None and setting.type == "string" and not setting.choices


def has_choice(chosen: FrameSettings) -> bool:
    """Whether the frames are others than the setting of the job type says, or come in two jobs."""
    return chosen.frames_from != "SETTING" or chosen.every_nth > 1 or chosen.use_test_frames


def chosen_frames(scene: bpy.types.Scene, chosen: FrameSettings, entered: str, with_steps: bool) -> ChosenFrames:
    """The frames of the scene. `entered` are those of the job type's own setting. Raises FramesProblem."""
    test_count = chosen.test_frames if chosen.use_test_frames else 0
    return _divided(range_of(scene, chosen, entered), chosen.every_nth, test_count, with_steps)


@lru_cache(maxsize=32)
def _divided(frame_range: str, every_nth: int, test_count: int, with_steps: bool) -> ChosenFrames:
    """Kept, because the panel asks with every redraw, and there may be a million frames."""
    frames = frames_in(frame_range)[::every_nth]
    test = spread(frames, test_count) if test_count else ()
    if not test or len(test) == len(frames):
        return ChosenFrames(as_text(frames, with_steps))
    first = set(test)
    rest = [frame for frame in frames if frame not in first]
    return ChosenFrames(as_text(rest, with_steps), as_text(test, with_steps))


def range_of(scene: bpy.types.Scene, chosen: FrameSettings, entered: str) -> str:
    """The range from which every n-th frame is taken. Raises FramesProblem."""
    if chosen.frames_from == "SETTING":
        return entered
    if chosen.frames_from == "CURRENT":
        return str(scene.frame_current)
    if chosen.frames_from == "PREVIEW":
        if not scene.use_preview_range:
            raise FramesProblem(f"The scene “{scene.name}” has no preview range. Set one in the timeline.")
        return _with_step(scene, scene.frame_preview_start, scene.frame_preview_end)
    selected = {marker.frame for marker in scene.timeline_markers if marker.select}
    if chosen.frames_from == "BETWEEN_MARKERS":
        if len(selected) < 2:
            raise FramesProblem(f"Select two markers of the scene “{scene.name}” in the timeline.")
        return _with_step(scene, min(selected), max(selected))
    frames = selected or {marker.frame for marker in scene.timeline_markers}
    if not frames:
        raise FramesProblem(f"The scene “{scene.name}” has no markers.")
    return ",".join(map(str, sorted(frames)))


def _with_step(scene: bpy.types.Scene, first: int, last: int) -> str:
    return f"{first}-{last}" + (f"x{scene.frame_step}" if scene.frame_step > 1 else "")
