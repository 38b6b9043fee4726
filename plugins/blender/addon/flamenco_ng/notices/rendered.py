# SPDX-License-Identifier: GPL-3.0-or-later
"""Which frames of a job are rendered already. For threads. Knows nothing of Blender.

A frame counts as rendered if its file exists under exactly the name that Blender gives it, and is not empty. Only where
this computer cannot see the folder, it counts if the manager says that its task is completed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..client import Connection
from ..output.frame_ranges import FramesProblem, as_text, frames_in
from .frames import NoFrames, on_this_computer
from .job_control import tasks_of

FRAMES, OUTPUT, ROOT, EXTENSION = "frames", "render_output_path", "render_output_root", "image_file_extension"
VIEWS = ("cameras", "view_layers")
# Blender puts the frame's number in the place of the last of these in the file's name, or at its end.
_NUMBER = re.compile(r"#+(?=[^#]*$)")
_AT_THE_END = "####"
_TASK = re.compile(r"^render-(?P<frames>.+)$")


class CannotTell(Exception):
    """Which frames are rendered cannot be found out. The text is for the artist."""


@dataclass(frozen=True)
class Rendered:
    """What is there of the frames of a job."""

    wanted: list[int]
    missing: list[int]
    basis: str
    """By what it was told, for the artist."""
    empty: list[int] = field(default_factory=list)
    """Those of the missing ones whose file is there, but empty."""

    def notes(self) -> list[str]:
        """What was counted, for the artist."""
        if not self.missing:
            return [none_missing(len(self.wanted), self.basis)]
        missing, empty = (as_text(frames, with_steps=False) for frames in (self.missing, self.empty))
        is_or_are = "is" if len(self.missing) == 1 else "are"
        notes = [f"{len(self.missing)} of {len(self.wanted)} frames {is_or_are} missing: {missing}."]
        notes.append(f"Counted as rendered: {self.basis}.")
        if len(self.empty) == 1:
            notes.append(f"The file of frame {empty} is empty. Remove it, or Blender may skip this frame.")
        elif empty:
            notes.append(f"The files of frames {empty} are empty. Remove them, or Blender may skip these frames.")
        return notes


def none_missing(count: int, basis: str) -> str:
    """For the artist, when there is nothing left to render of so many frames."""
    words = "The frame is not missing." if count == 1 else f"None of the {count} frames is missing."
    return f"{words} Counted: {basis}."


def wanted_frames(settings: dict[str, Any]) -> list[int]:
    """The frames that a job with these settings renders. Raises CannotTell."""
    if not isinstance(settings.get(FRAMES), str) or not isinstance(settings.get(OUTPUT), str):
        raise CannotTell("Jobs of this type do not say which frames they render, or where.")
    if any(_names_several(settings.get(key)) for key in VIEWS):
        raise CannotTell(
            "This job renders several cameras or view layers into folders of their own. Which of their frames are "
            "missing cannot be told."
        )
    try:
        return list(frames_in(settings[FRAMES]))
    except FramesProblem as problem:
        raise CannotTell(f"The job's frames cannot be read: {problem}") from problem


def _names_several(names: Any) -> bool:
    return isinstance(names, str) and len({name for name in names.split("\n") if name}) > 1


def rendered_files(settings: dict[str, Any], output: str) -> Rendered:
    """Looks for the files of the frames. `output` is the job's output path as this computer knows it.

    Raises CannotTell or OSError.
    """
    wanted = wanted_frames(settings)
    extension = settings.get(EXTENSION)
    if not isinstance(extension, str) or not extension:
        raise CannotTell("Jobs of this type do not say how the files of their frames end.")
    folder, name = os.path.split(output.replace("\\", os.sep) if os.sep == "\\" else output)
    name = name.removesuffix(extension) or _AT_THE_END
    name = name if "#" in name else name + _AT_THE_END
    sizes = _sizes(Path(folder))

    def size(frame: int) -> int:
        number = _NUMBER.sub(lambda match: f"{frame:0{len(match[0])}d}", name, count=1)
        return sizes.get(number + extension, -1)

    missing = [frame for frame in wanted if size(frame) <= 0]
    empty = [frame for frame in missing if size(frame) == 0]
    return Rendered(wanted, missing, f"files named {name}{extension} in {folder}, not counting empty ones", empty)


def rendered_by(manager: Connection, job: dict[str, Any]) -> Rendered:
    """Which frames of a job that was submitted are rendered. Raises CannotTell or ManagerProblem."""
    settings: dict[str, Any] = job.get("settings") or {}
    wanted_frames(settings)
    output = _seen(settings, lambda: manager)
    if output:
        try:
            return rendered_files(settings, output)
        except OSError as problem:
            raise CannotTell(f"The folder of the frames cannot be read: {problem.strerror or problem}.") from problem
    return _completed(manager, job["id"], settings)


def _seen(settings: dict[str, Any], connect: Callable[[], Connection]) -> str:
    """The output path on this computer, or an empty string if it cannot be seen from here."""
    try:
        output = on_this_computer(settings[OUTPUT], connect)
        root = settings.get(ROOT)
        places = [os.path.dirname(output)]
        if isinstance(root, str) and root:
            # The folder of a job that has rendered nothing does not exist, but the one that is to contain it does.
            places.append(on_this_computer(root, connect))
    except NoFrames:
        return ""
    return output if any(os.path.isabs(place) and os.path.isdir(place) for place in places) else ""


def _completed(manager: Connection, job_id: str, settings: dict[str, Any]) -> Rendered:
    wanted = wanted_frames(settings)
    done: set[int] = set()
    known = False
    for task in tasks_of(manager, job_id):
        match = _TASK.match(task["name"])
        if match:
            known = True
            if task["status"] == "completed":
                done.update(_frames_of_task(match["frames"]))
    if not known:
        raise CannotTell("This computer cannot see the folder of the frames, and the tasks do not name any.")
    missing = [frame for frame in wanted if frame not in done]
    return Rendered(wanted, missing, "completed tasks, because this computer cannot see the folder of the frames")


def _frames_of_task(text: str) -> tuple[int, ...]:
    try:
        return frames_in(text)
    except FramesProblem as problem:
        raise CannotTell(
            "This computer cannot see the folder of the frames, and the names of the tasks do not say which frames "
            "they render."
        ) from problem


def _sizes(folder: Path) -> dict[str, int]:
    """The sizes of the files in a folder by their names. None if there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name: entry.stat().st_size for entry in entries if entry.is_file()}
    except FileNotFoundError:
        return {}
