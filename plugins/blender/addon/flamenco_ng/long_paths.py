# SPDX-License-Identifier: GPL-3.0-or-later
"""Paths that are longer than Windows allows."""

from __future__ import annotations

import errno
import ntpath
import os
import sys

LONGEST = 259
"""In characters, unless Windows was told to allow more."""
_PREFIX = "\\\\?\\"
_SHARE_PREFIX = "\\\\?\\UNC\\"


def unlimited(path: str | os.PathLike[str], platform: str = sys.platform) -> str:
    """The path in the notation that Windows does not limit; the same on other systems, and for relative paths."""
    text = os.fspath(path)
    if platform != "win32" or text.startswith(("\\\\?\\", "\\\\.\\")):
        return text
    # In this notation, Windows takes each part as it is.
    whole = ntpath.normpath(text)
    drive = ntpath.splitdrive(whole)[0]
    if whole.startswith("\\\\"):
        return _SHARE_PREFIX + whole[2:]
    return _PREFIX + whole if drive and ntpath.isabs(whole) else text


def limited(path: str) -> str:
    """The path as people know it."""
    if path.startswith(_SHARE_PREFIX):
        return "\\\\" + path[len(_SHARE_PREFIX) :]
    return path.removeprefix(_PREFIX)


def too_long_note(problem: OSError, platform: str = sys.platform) -> str:
    """What to add to “No such file or directory” if that is what Windows says of a path that is too long."""
    path = limited(str(problem.filename or ""))
    if platform != "win32" or problem.errno != errno.ENOENT or len(path) <= LONGEST:
        return ""
    return (
        f" The path has {len(path)} characters, and Windows allows {LONGEST} unless long paths are switched on: "
        "use shorter names, or a folder nearer to the drive."
    )
