# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives new scenes their defaults.

A scene is new until somebody changes a setting. Until then it also gets other defaults when it is saved in a project,
or when another manager is chosen. Nothing that an artist has entered is ever replaced.
"""

from __future__ import annotations

import json
from typing import Any

import bpy

from ..blender_types import is_linked
from ..farm_settings import settings_of
from ..presets.files import PresetProblem, unusable
from ..scene import snapshot
from ..scene.snapshot import NoSnapshot, Snapshot
from ..scene.untouched import given_defaults, is_untouched
from .sources import Source, sources

_problems: list[str] = []


def problems() -> list[str]:
    """What is wrong with the defaults of the open file."""
    return list(_problems)


def forget_problems() -> None:
    """The artist has read them."""
    _problems.clear()


def give_to_new_scenes() -> None:
    """Gives the defaults of this manager and project to all scenes that nobody has touched."""
    _problems.clear()
    found = _current()
    for scene in bpy.data.scenes:
        if is_linked(scene) or not is_untouched(scene):
            continue
        if [source.key for source, _defaults in found] != given_defaults(scene).get("from", []):
            _give(scene, found)
        elif snapshot.find_worker_tag(scene):
            # They were given before this manager was known.
            _note_given(scene, given_defaults(scene))


def give(scene: bpy.types.Scene) -> None:
    """Sets everything in the scene to the defaults, whatever was entered."""
    _problems.clear()
    _give(scene, _current())


def given_by(scene: bpy.types.Scene) -> list[str]:
    """The titles of those whose defaults the scene still has."""
    given = given_defaults(scene)
    return list(given.get("titles", [])) if given and is_untouched(scene) else []


def _give(scene: bpy.types.Scene, found: list[tuple[Source, Snapshot]]) -> None:
    snapshot.reset(scene)
    used = []
    for source, defaults in found:
        try:
            ignored = snapshot.apply(scene, defaults, keep_others=True)
        except NoSnapshot as problem:
            _note(str(unusable(source.path, problem)))
        else:
            used.append(source)
            for each in ignored:
                _note(f"{each}: ignored in the defaults of “{source.title}”.")
    settings_of(scene).given_defaults = ""
    if found:
        about = {"from": [source.key for source, _defaults in found], "titles": [source.title for source in used]}
        _note_given(scene, about)


def _note_given(scene: bpy.types.Scene, about: dict[str, Any]) -> None:
    now = {**about, "snapshot": snapshot.taken(scene)}
    settings_of(scene).given_defaults = json.dumps(now, ensure_ascii=False)


def _current() -> list[tuple[Source, Snapshot]]:
    found = []
    for source in sources():
        try:
            defaults = source.read()
        except PresetProblem as problem:
            _note(f"The defaults of “{source.title}” are not used. {problem}")
        else:
            if defaults is not None:
                found.append((source, defaults))
    return found


def _note(text: str) -> None:
    if text not in _problems:
        _problems.append(text)
