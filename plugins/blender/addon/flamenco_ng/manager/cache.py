# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps the manager's answers in Blender's configuration folder, so that the panel is complete from the start."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

import bpy

from ..held_files import rename_firmly
from .info import ManagerInfo

log = logging.getLogger(__name__)
FILE_NAME = "flamenco-ng-manager.json"


def cache_path() -> Path:
    """The file with the answers."""
    return Path(bpy.utils.user_resource("CONFIG")) / FILE_NAME


def read_cache(address: str) -> ManagerInfo | None:
    """What this manager answered last, if it was the last one that was asked."""
    try:
        info = ManagerInfo.from_json(json.loads(cache_path().read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return info if info.address == address else None


def write_cache(info: ManagerInfo) -> None:
    """Writes to a temporary file first, because another Blender may be reading at the same moment."""
    path = cache_path()
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(info.to_json()), "utf-8")
        rename_firmly(part, path)
    except OSError as problem:
        log.warning("the manager's answers could not be stored: %s", problem)
