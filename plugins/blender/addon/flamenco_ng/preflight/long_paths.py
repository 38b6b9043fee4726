# SPDX-License-Identifier: GPL-3.0-or-later
"""Files and frames whose paths become too long for workers with Windows."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath
from typing import Any

from ..long_paths import LONGEST
from ..manager.info import ManagerInfo
from ..packing import Report, path_inside

# What a copy puts in front of the name of its folder: the date and the time.
STAMP = len("2026-12-01-120000-")
# What an upload puts behind it if the name is taken.
SUFFIX = len("-123")
EXTENSION = ".png"


def too_long_paths(report: Report, job_name: str, farm: ManagerInfo) -> list[str]:
    """The files, each with the length of its path there. Empty if the farm has no workers with Windows."""
    location = farm.facts.windows_location
    if _is_without_windows(farm):
        return []
    if report.way == "in-place":
        return list(_long((each.path, len(windows_path(each.path, farm))) for each in report.contents))
    if not PureWindowsPath(location).drive:
        return []
    more = STAMP if report.way == "copy" else SUFFIX
    folder = len(location.rstrip("\\/")) + 1 + more + len(job_name[:100]) + 1
    return list(_long((each.path, folder + len(each.place)) for each in report.contents))


def too_long_settings(settings: dict[str, Any], farm: ManagerInfo) -> list[str]:
    """The paths among the settings of a job, such as that of its frames, each with its length there."""
    if _is_without_windows(farm):
        return []
    extension = settings.get("image_file_extension") or EXTENSION
    frames = len(extension) if isinstance(extension, str) else len(EXTENSION)
    return list(
        _long(
            (value, len(windows_path(value, farm)) + (frames if value.endswith("#") else 0))
            for value in settings.values()
            if isinstance(value, str) and (os.path.isabs(value) or PureWindowsPath(value).drive)
        )
    )


def windows_path(path: str, farm: ManagerInfo) -> str:
    """A path of this computer as workers with Windows have it. Empty if they have none, as far as is known."""
    facts = farm.facts
    places = {farm.location: facts.windows_location, **facts.windows_folders}
    for own in sorted(places, key=len, reverse=True):
        inside = path_inside(Path(path), own)
        if inside is not None and PureWindowsPath(places[own]).drive:
            # `S:` alone would be any folder of that drive.
            return str(PureWindowsPath(f"{places[own]}\\", *inside.parts))
    return path if PureWindowsPath(path).drive else ""


def in_words(found: list[str]) -> str:
    """One line about these files."""
    count = f"{len(found)} paths are" if len(found) > 1 else "A path is"
    return f"{count} longer than the {LONGEST} characters that workers with Windows can use: {found[0]}"


def _long(paths: Iterable[tuple[str, int]]) -> Iterable[str]:
    for path, length in paths:
        if length > LONGEST:
            yield f"{path}  ({length} characters)"


def _is_without_windows(farm: ManagerInfo) -> bool:
    platforms = {each.platform for each in farm.facts.workers}
    return bool(platforms) and "windows" not in platforms
