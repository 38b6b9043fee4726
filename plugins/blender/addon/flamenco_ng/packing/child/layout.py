# SPDX-License-Identifier: GPL-3.0-or-later
"""Where each file goes in the pack."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

OUTSIDE = "_outside_project"
# Characters that break on some platform or look like one of the manager's variables.
UNSAFE = re.compile(r'[\\?*:;{}<>|"\x00-\x1f]')
DEVICE = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)


class Layout:
    """Files of the project keep their places. All others go below one folder, by their full paths."""

    def __init__(self, project: Path) -> None:
        self._project = os.path.abspath(project)

    def place_of(self, path: Path) -> PurePosixPath:
        """The place of a file, relative to the pack. Files of one folder stay together, and so do sequences."""
        absolute = Path(os.path.abspath(path))
        try:
            parts = absolute.relative_to(self._project).parts
        except ValueError:
            drive = re.sub(r"[\\/:]+", "-", absolute.drive).strip("-")
            parts = (OUTSIDE, *([drive] if drive else []), *absolute.parts[1:])
        return PurePosixPath(*map(safe_part, parts))


def safe_part(part: str) -> str:
    """The name of a file or folder without anything that some computer on the farm could not handle."""
    tidy = UNSAFE.sub("_", part).rstrip(". ") or "_"
    return DEVICE.sub(r"\1_", tidy)


def pack_name(name: str) -> str:
    """The name of a job, made fit to be the name of a folder."""
    parts = [safe_part(part.strip()) for part in re.split(r"[/\\]", name) if part.strip(". ")]
    return "-".join(parts)[:100].strip() or "job"
