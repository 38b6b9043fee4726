# SPDX-License-Identifier: GPL-3.0-or-later
"""Presets as files, where Blender keeps presets of its own: one JSON file each."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import bpy

from ..held_files import rename_firmly, unlink_firmly
from ..scene.snapshot import NoSnapshot, Snapshot

FOLDER = "flamenco_ng"
ENDING = ".json"


class PresetProblem(Exception):
    """The file cannot be read or written. The text is for the artist."""


def presets() -> list[Path]:
    """All presets in the order of their names: those of the artist, and those that a studio has among its scripts."""
    found = [path for folder in bpy.utils.preset_paths(FOLDER) for path in Path(folder).glob(f"*{ENDING}")]
    return sorted(found, key=lambda path: display_name(path).casefold())


def display_name(path: Path) -> str:
    """The name of a preset as the artist typed it."""
    name: str = bpy.path.display_name(path.name, title_case=False)
    return name


def own_path(name: str) -> Path:
    """The file of the artist's preset with this name. Raises PresetProblem if that cannot be a name."""
    stem = bpy.path.clean_name(name.strip())
    if not stem:
        raise PresetProblem("Enter a name for the preset.")
    folder = bpy.utils.user_resource("SCRIPTS", path=os.path.join("presets", FOLDER), create=True)
    if not folder:
        raise PresetProblem("Blender's folder for your presets could not be made.")
    return Path(folder, stem + ENDING)


def is_own(path: Path) -> bool:
    """Whether the artist has made the preset, and may remove it."""
    return Path(bpy.utils.user_resource("SCRIPTS")) in path.parents


def read(path: Path) -> Snapshot:
    """The settings in a file. Raises PresetProblem."""
    try:
        found: Any = json.loads(path.read_text("utf-8"))
    except OSError as problem:
        raise PresetProblem(f"“{path}” could not be read: {problem.strerror or problem}.") from problem
    except ValueError as problem:
        raise PresetProblem(f"“{path}” is not valid JSON: {problem}.") from problem
    if not isinstance(found, dict):
        raise PresetProblem(f"“{path}” holds no settings.")
    return found


def write(path: Path, snapshot: Snapshot) -> None:
    """Writes it as a whole or not at all. Raises PresetProblem."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_text(json.dumps(snapshot, ensure_ascii=False, indent=2) + "\n", "utf-8")
        rename_firmly(part, path)
    except OSError as problem:
        unlink_firmly(part)
        raise PresetProblem(f"“{path}” could not be written: {problem.strerror or problem}.") from problem


def unusable(path: Path, problem: NoSnapshot) -> PresetProblem:
    """The error for a file whose content is no snapshot."""
    return PresetProblem(f"“{path}” cannot be used: {problem}.")
