# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings the files of a job to the farm: in place, by copying, or by uploading (Shaman).

Knows nothing of Blender, and uses only the client of the rest of the add-on.
"""

from __future__ import annotations

from .exclude import is_excluded, patterns_in
from .model import Cancelled, FileChanged, PackedSize, PackingError, Progress, Report, Request, size_text
from .place import farm_path, path_inside, way_of
from .python import availability
from .session import Result, Session
from .snapshot import Snapshot

__all__ = [
    "Cancelled",
    "FileChanged",
    "PackedSize",
    "PackingError",
    "Progress",
    "Report",
    "Request",
    "Result",
    "Session",
    "Snapshot",
    "availability",
    "farm_path",
    "is_excluded",
    "path_inside",
    "patterns_in",
    "size_text",
    "way_of",
]
