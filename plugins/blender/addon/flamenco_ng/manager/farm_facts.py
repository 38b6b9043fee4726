# SPDX-License-Identifier: GPL-3.0-or-later
"""What the farm can do: its workers, and how they start Blender. For threads.

A Flamenco 3 manager says less. Whatever is not known is left out here, and then nobody is warned of anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..client import Connection, ManagerProblem
from ..client.headers import platform_name

BLENDER = "blender"


@dataclass(frozen=True)
class WorkerKind:
    """Workers that are alike."""

    platform: str
    tags: list[str]
    """The ids of their tags."""
    blender: dict[str, Any] | None = None
    """What they say of their Blender: `version`, `engines`, `add_ons` and `color_config`. None if they do not."""


@dataclass(frozen=True)
class FarmFacts:
    """All of it. Plain data."""

    workers: list[WorkerKind] = field(default_factory=list)
    """Those that render."""
    blender_arguments: str | None = None
    """With which workers start Blender, or None if that is not known."""
    shared_folders: list[str] = field(default_factory=list)
    """Folders on this computer that workers see, too, according to the variables of the manager."""
    windows_folders: dict[str, str] = field(default_factory=dict)
    """The same folders, each with its path for workers with Windows, if it has one."""
    windows_location: str = ""
    """The farm's storage as workers with Windows see it. On other farms, it does not look like a path of Windows."""

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> FarmFacts:
        """Raises TypeError or KeyError when it was written by another version of the add-on."""
        return cls(**{**raw, "workers": [WorkerKind(**each) for each in raw["workers"]]})


def fetch_facts(connection: Connection, has_kinds: bool) -> FarmFacts:
    """Asks for them. `has_kinds` says whether the manager can tell what kinds of workers it has."""
    own = platform_name()
    try:
        variables = connection.call("getVariables", audience="users", platform=own)
        of_workers = connection.call("getVariables", audience="workers", platform=own)
        on_windows = connection.call("getVariables", audience="workers", platform="windows")
        windows = connection.call("getSharedStorage", audience="workers", platform="windows")
        kinds = connection.call("fetchWorkerKinds")["kinds"] if has_kinds else []
        return _facts(variables, of_workers, on_windows, windows, kinds)
    except (ManagerProblem, KeyError, TypeError, AttributeError):
        # What it says here makes warnings better. Nothing depends on it.
        return FarmFacts()


def _facts(variables: Any, of_workers: Any, on_windows: Any, windows: Any, kinds: list[Any]) -> FarmFacts:
    shared = {name: each["value"] for name, each in variables.items() if each["is_twoway"] and each["value"]}
    return FarmFacts(
        workers=[
            WorkerKind(each["platform"], each["tags"], each.get("blender"))
            for each in kinds
            if BLENDER in each["task_types"]
        ],
        blender_arguments=(of_workers.get("blenderArgs") or {}).get("value"),
        shared_folders=sorted(shared.values()),
        windows_folders={own: on_windows[name]["value"] for name, own in shared.items() if name in on_windows},
        windows_location=windows["location"],
    )
