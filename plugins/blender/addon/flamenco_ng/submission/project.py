# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder of the project that a blend file belongs to."""

from __future__ import annotations

from pathlib import Path


def project_folder(blend_file: Path, marker: str) -> Path:
    """The nearest folder above the file that contains the marker, or else the file's own folder."""
    return next((folder for folder in blend_file.parents if (folder / marker).exists()), blend_file.parent)
