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
    frames = on_this_computer(frames, connect)
    folder = _folder_of(frames)
    for candidate in (folder, *folder.parents):
        if candidate.is_dir() and candidate != Path(candidate.anchor):
            return candidate
    raise NoFrames(f"The frames are in {folder}, which cannot be reached from this computer.")


def on_this_computer(path: str, connect: Callable[[], Connection]) -> str:
    """A path of a job as this computer knows it. If it begins with a variable, the manager is asked.

    Raises NoFrames when the manager does not say what that variable is here, or ManagerProblem.
    """
    variable = VARIABLE.match(path)
    if not variable:
        return path
    known = connect().call("getVariables", audience="users", platform=platform_name())
    value: str = (known.get(variable[1]) or {}).get("value") or ""
    if not value:
        raise NoFrames(f"The frames are in {path}, and the manager does not say where that is on this computer.")
    return value + path[variable.end() :]


def _folder_of(path: str) -> Path:
    """The last part of the path names the frames themselves: `shot/######`."""
    path = path.replace("\\", os.sep) if os.sep == "\\" else path
    return Path(path).parent
