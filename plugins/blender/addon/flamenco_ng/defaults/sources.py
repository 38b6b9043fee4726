# SPDX-License-Identifier: GPL-3.0-or-later
"""Where defaults are kept: those for a manager on this computer, those for a project in a file that the team shares."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy

from ..client import address_key
from ..held_files import unlink_firmly
from ..manager import state
from ..preferences import known_manager, preferences
from ..presets import files
from ..presets.files import PresetProblem
from ..scene.snapshot import Snapshot
from ..submission.project import project_folder

OF_PROJECT = "flamenco-ng.json"
"""The name of the file in the project's folder."""
OF_MANAGERS = "flamenco-ng-defaults.json"
"""The name of the file in Blender's configuration folder."""


@dataclass(frozen=True)
class Source(ABC):
    """One place for defaults."""

    key: str
    """The same for everybody who works with it."""
    title: str
    path: Path

    @abstractmethod
    def read(self) -> Snapshot | None:
        """The defaults that are kept there, or None. Raises PresetProblem."""

    def exists(self) -> bool:
        """Whether there are defaults, readable or not."""
        try:
            return self.read() is not None
        except PresetProblem:
            return True

    @abstractmethod
    def write(self, snapshot: Snapshot | None) -> None:
        """Keeps these, or none any more. Raises PresetProblem."""


class ProjectSource(Source):
    """The file in the folder of the project."""

    def read(self) -> Snapshot | None:
        return files.read(self.path) if self.path.exists() else None

    def write(self, snapshot: Snapshot | None) -> None:
        if snapshot is not None:
            files.write(self.path, snapshot)
            return
        try:
            unlink_firmly(self.path)
        except OSError as problem:
            raise PresetProblem(f"“{self.path}” could not be deleted: {problem.strerror or problem}.") from problem


class ManagerSource(Source):
    """An entry in the file with the defaults for all managers."""

    def read(self) -> Snapshot | None:
        found = self._all().get(self.key)
        return found if isinstance(found, dict) else None

    def write(self, snapshot: Snapshot | None) -> None:
        others = {key: each for key, each in self._all().items() if key != self.key}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        files.write(self.path, others if snapshot is None else {**others, self.key: snapshot})

    def _all(self) -> dict[str, Any]:
        return files.read(self.path) if self.path.exists() else {}


def of_manager() -> Source | None:
    """The place for the chosen manager, or None if its address is not valid."""
    address, found = preferences().manager_address, state.info()
    key, name = address_key(address), known_manager(address).name
    path = Path(bpy.utils.user_resource("CONFIG")) / OF_MANAGERS
    return ManagerSource(key, name or (found.name if found else address), path) if key else None


def of_project() -> Source | None:
    """The place for the project of the open file, or None while the file has no place."""
    if not bpy.data.filepath:
        return None
    folder = project_folder(Path(bpy.data.filepath), preferences().project_marker)
    return ProjectSource(f"project {folder.name}", folder.name, folder / OF_PROJECT)


def sources() -> list[Source]:
    """Those that count for the open file. What a later one says replaces what an earlier one says."""
    return [each for each in (of_manager(), of_project()) if each]
