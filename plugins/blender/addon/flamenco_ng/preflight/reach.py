# SPDX-License-Identifier: GPL-3.0-or-later
"""Which folders only this computer has."""

from __future__ import annotations

import os
import sys
import tempfile
from functools import lru_cache
from pathlib import Path, PureWindowsPath

from ..manager.info import ManagerInfo
from ..packing import path_inside

DRIVE_OF_NETWORK = 4
OF_UNIX = ("/tmp", "/var/tmp")  # noqa: S108 - nothing is written there


def why_unreachable(folder: str, farm: ManagerInfo) -> str:
    """Where a folder is that workers certainly do not see, such as “in your home folder”.

    Empty if they do, or if that cannot be known: then it may well be a drive that they share.
    """
    return _why_unreachable(folder, farm.location, tuple(farm.facts.shared_folders))


@lru_cache(maxsize=256)
def _why_unreachable(folder: str, storage: str, shared: tuple[str, ...]) -> str:
    """Kept, because it looks at links in the file system."""
    path = Path(folder)
    # A path of another system says nothing here.
    if not path.is_absolute() or any(path_inside(path, each) is not None for each in (storage, *shared)):
        return ""
    if path == Path(path.anchor):
        return "at the root of the disk"
    if any(path_inside(path, each) is not None for each in _temporary_folders()):
        return "in a folder for temporary files"
    # If the farm's storage is in such a place, workers see that, or are on this computer.
    home = str(Path.home())
    if path_inside(path, home) is not None and path_inside(Path(storage), home) is None:
        return "in your home folder"
    drive = PureWindowsPath(folder).drive
    if _is_own_disk(drive) and drive.lower() != PureWindowsPath(storage).drive.lower():
        return f"on drive {drive}, a disk of this computer"
    return ""


def _temporary_folders() -> set[str]:
    return {tempfile.gettempdir(), *(OF_UNIX if os.sep == "/" else ())}


def _is_own_disk(drive: str) -> bool:
    """Whether a drive letter is that of a disk of this computer, and not of a network share."""
    if sys.platform == "win32" and len(drive) == 2:
        import ctypes  # noqa: PLC0415 - only there

        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") != DRIVE_OF_NETWORK)
    return False
