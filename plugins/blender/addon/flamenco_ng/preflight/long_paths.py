# SPDX-License-Identifier: GPL-3.0-or-later
"""Files whose paths become too long for workers with Windows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PureWindowsPath

from ..manager.info import ManagerInfo
from ..packing import Report

LONGEST = 259
# What a copy puts in front of the name of its folder: the date and the time.
STAMP = len("2026-12-01-120000-")


def too_long_paths(report: Report, job_name: str, farm: ManagerInfo) -> list[str]:
    """The files, each with the length of its path there. Empty if the farm has no workers with Windows."""
    location = farm.facts.windows_location
    if report.way == "in-place" or not PureWindowsPath(location).drive or _is_without_windows(farm):
        return []
    folder = len(location.rstrip("\\/")) + 1 + STAMP + len(job_name[:100]) + 1
    return list(_long(report, folder))


def in_words(found: list[str]) -> str:
    """One line about these files."""
    count = f"{len(found)} paths are" if len(found) > 1 else "A path is"
    return f"{count} longer than the {LONGEST} characters that workers with Windows can use: {found[0]}"


def _long(report: Report, folder: int) -> Iterable[str]:
    for each in report.contents:
        length = folder + len(each.place)
        if length > LONGEST:
            yield f"{each.path}  ({length} characters)"


def _is_without_windows(farm: ManagerInfo) -> bool:
    platforms = {each.platform for each in farm.facts.workers}
    return bool(platforms) and "windows" not in platforms
