# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder with the frames of a job, as seen from this computer."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from ..client import Connection
from ..client.headers import platform_name

VARIABLE = re.compile(r"^\{([^{}]+)\}")


class NoFrames(Exception):
    """The frames cannot be shown. The text says why."""


def frames_folder(frames: str, connect: Callable[[], Connection]) -> Path:
    """The folder that exists on this computer and is closest to the frames.

    `frames` is the path in the job's settings. If it begins with a variable, the manager is asked.
    Raises NoFrames or ManagerProblem.
    """
    if not frames:
        raise NoFrames("Jobs of this type do not say where their frames go.")
    variable = VARIABLE.match(frames)
    if variable:
        known = connect().call("getVariables", audience="users", platform=platform_name())
        value = (known.get(variable[1]) or {}).get("value")
        if not value:
            raise NoFrames(f"The frames are in {frames}, and the manager does not say where that is on this computer.")
        frames = value + frames[variable.end() :]
    folder = _folder_of(frames)
    for candidate in (folder, *folder.parents):
        if candidate.is_dir() and candidate != Path(candidate.anchor):
            return candidate
    raise NoFrames(f"The frames are in {folder}, which cannot be reached from this computer.")


def _folder_of(path: str) -> Path:
    """The last part of the path names the frames themselves: `shot/######`."""
    path = path.replace("\\", os.sep) if os.sep == "\\" else path
    return Path(path).parent
