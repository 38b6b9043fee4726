# SPDX-License-Identifier: GPL-3.0-or-later
"""The add-on that a manager offers: its repository of extensions, as Blender reads it. For threads."""

from __future__ import annotations

import json

from ..addon_id import VERSION
from ..client import Connection, ManagerProblem

LIST = "/addon/index.json"
ARCHIVE = "/addon/flamenco-ng-addon.zip"
PACKAGE = "flamenco_ng"


def offered_version(connection: Connection) -> str:
    """The version of the add-on that this manager has, or an empty string if it has none."""
    try:
        listed = json.loads(connection.request("GET", LIST).body)["data"]
        return next((str(entry["version"]) for entry in listed if entry["id"] == PACKAGE), "")
    except (ManagerProblem, ValueError, KeyError, TypeError):
        return ""


def is_newer(offered: str, own: tuple[int, ...] = VERSION) -> bool:
    """Whether a version is above that of this add-on. Never, if this one was installed from its source."""
    try:
        return any(own) and tuple(int(part) for part in offered.split(".")) > own
    except ValueError:
        return False
