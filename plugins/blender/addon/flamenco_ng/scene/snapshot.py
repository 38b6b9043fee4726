# SPDX-License-Identifier: GPL-3.0-or-later
"""All farm settings of a scene as plain data, and back. Presets and defaults are stored like this.

The properties are found by asking Blender, so none can be forgotten here when one is added there. What is not stored in
a blend file (SKIP_SAVE) is not stored here either: it is another view of something that is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import bpy

from ..farm_settings import settings_of
from ..job_types import store
from ..manager import state
from .selected import selected_job_type, take_up_job_type

Snapshot: TypeAlias = "dict[str, Any]"
"""`settings` has the properties by name, `job_types` what was entered for each job type."""

FORMAT = 1
# What the add-on notes for itself. The job types' values in `stored` have a place of their own.
OWN = {"data_version", "stored", "given_defaults"}


class NoSnapshot(Exception):
    """The data are no snapshot. The text says why."""


def taken(scene: bpy.types.Scene) -> Snapshot:
    """All settings of the scene."""
    chosen, job_type = settings_of(scene), selected_job_type(scene)
    # That nothing was entered for the chosen one is a setting, too.
    nothing: dict[str, Any] = {job_type.name: {"values": {}, "unlinked": []}} if job_type else {}
    return {
        "format": FORMAT,
        "settings": _values(chosen),
        "job_types": {**nothing, **store.entered_values(chosen.stored)},
    }


def for_other_files(snapshot: Snapshot, scene: bpy.types.Scene) -> Snapshot:
    """The snapshot of this scene without what belongs to the open file only.

    That is what groups of properties list in OF_THIS_FILE, settings that follow the scene unless somebody unlinks them,
    and a name without tokens.
    """
    job_type = selected_job_type(scene)
    job_types: dict[str, Any] = {**snapshot["job_types"]}
    if job_type and job_type.name in job_types:
        linked = {setting.key for setting in job_type.settings if setting.has_link}
        values = {key: value for key, value in job_types[job_type.name]["values"].items() if key not in linked}
        job_types[job_type.name] = {"values": values, "unlinked": []}
    settings = _without_own(settings_of(scene), snapshot["settings"])
    if "{" not in settings["job_name"]:
        del settings["job_name"]
    return {**snapshot, "settings": settings, "job_types": job_types}


def apply(scene: bpy.types.Scene, snapshot: Snapshot, keep_others: bool = False) -> list[str]:
    """Sets everything in the snapshot, and leaves other properties as they are.

    Of the job types in it, values that are not mentioned become their defaults, or stay with `keep_others`.
    Returns a sentence for each thing that was ignored. Raises NoSnapshot before anything is set.
    """
    settings, job_types = _parts(snapshot)
    chosen = settings_of(scene)
    ignored = _set_values(chosen, settings)
    chosen.stored, unusable = store.with_entered_values(chosen.stored, job_types, keep_others)
    ignored += [f"The values for the job type “{name}” are not usable" for name in unusable]
    find_worker_tag(scene)
    take_up_job_type(scene)
    return ignored + _unknown_settings(scene, job_types)


def reset(scene: bpy.types.Scene) -> None:
    """Sets everything to what a scene has before anybody touches it."""
    chosen = settings_of(scene)
    _unset(chosen)
    nothing: dict[str, Any] = {name: {} for name in store.entered_values(chosen.stored)}
    chosen.stored, _unusable = store.with_entered_values(chosen.stored, nothing, False)
    take_up_job_type(scene)


def is_as_noted(scene: bpy.types.Scene, noted: Snapshot) -> bool:
    """Whether everything is as in this snapshot of the scene.

    What is not in it, because the add-on did not have it yet, is as before anybody touched it.
    """
    chosen = settings_of(scene)
    # The chosen job type is in it even if nothing was entered, as long as the manager was known.
    entered = {name: each for name, each in noted.get("job_types", {}).items() if each["values"] or each["unlinked"]}
    return _is_as_noted(chosen, noted.get("settings", {})) and store.entered_values(chosen.stored) == entered


def find_worker_tag(scene: bpy.types.Scene) -> bool:
    """The same tag has another id on another manager. Returns whether it has just been found by its name."""
    chosen, found = settings_of(scene), state.info()
    if not found or not chosen.worker_tag_id or found.tag(chosen.worker_tag_id):
        return False
    same = next((tag for tag in found.tags if tag.name == chosen.worker_tag_name), None)
    if same:
        chosen.worker_tag_id = same.id
    return same is not None


def _parts(snapshot: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    if not isinstance(snapshot, dict):
        raise NoSnapshot("it holds no settings")
    if not isinstance(snapshot.get("format"), int) or snapshot["format"] > FORMAT:
        raise NoSnapshot("it is of a newer version of the add-on, or holds no settings")
    parts = snapshot.get("settings", {}), snapshot.get("job_types", {})
    for name, part in zip(("settings", "job_types"), parts, strict=True):
        if not isinstance(part, dict):
            raise NoSnapshot(f"its “{name}” is not an object")
    return parts


def _properties(group: Any) -> Iterator[Any]:
    """The properties of a group that belong into a snapshot, in the order in which they are declared."""
    for each in group.bl_rna.properties:
        if each.identifier in {"rna_type", "name"} | OWN or each.is_skip_save:
            continue
        if each.type == "POINTER" and not _is_group(each):
            # A data-block of the open file.
            continue
        yield each


def _is_group(definition: Any) -> bool:
    base = definition.fixed_type.base
    return base is not None and base.identifier == "PropertyGroup"


def _values(group: Any) -> dict[str, Any]:
    return {each.identifier: _value(group, each) for each in _properties(group)}


def _value(group: Any, definition: Any) -> Any:
    value = getattr(group, definition.identifier)
    if definition.type == "POINTER":
        return _values(value)
    if definition.type == "COLLECTION":
        return [_values(each) for each in value]
    if definition.type == "ENUM" and definition.is_enum_flag:
        return sorted(value)
    return list(value) if getattr(definition, "is_array", False) else value


def _set_values(group: Any, values: dict[str, Any]) -> list[str]:
    known = {each.identifier: each for each in _properties(group)}
    ignored = [f"This version of the add-on has no setting “{name}”" for name in values if name not in known]
    for name, definition in known.items():
        if name in values:
            ignored += _set_value(group, definition, values[name])
    return ignored


def _set_value(group: Any, definition: Any, value: Any) -> list[str]:
    name = definition.identifier
    if definition.type == "POINTER":
        return _set_values(getattr(group, name), value) if isinstance(value, dict) else [_not_usable(name, value)]
    if definition.type == "COLLECTION":
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            return [_not_usable(name, value)]
        collection = getattr(group, name)
        collection.clear()
        return [words for each in value for words in _set_values(collection.add(), each)]
    try:
        setattr(group, name, set(value) if definition.type == "ENUM" and definition.is_enum_flag else value)
    except (TypeError, ValueError, OverflowError):
        return [_not_usable(name, value)]
    return []


def _not_usable(name: str, value: Any) -> str:
    return f"“{name}” cannot be “{value}”"


def _unset(group: Any) -> None:
    for each in _properties(group):
        if each.type == "POINTER":
            _unset(getattr(group, each.identifier))
        else:
            group.property_unset(each.identifier)


def _is_as_noted(group: Any, noted: dict[str, Any]) -> bool:
    for each in _properties(group):
        name = each.identifier
        if each.type == "POINTER":
            if not _is_as_noted(getattr(group, name), noted.get(name, {})):
                return False
        elif _value(group, each) != noted.get(name, _default(each)):
            return False
    return True


def _default(definition: Any) -> Any:
    if definition.type == "COLLECTION":
        return []
    if definition.type == "ENUM" and definition.is_enum_flag:
        return sorted(definition.default_flag)
    return list(definition.default_array) if getattr(definition, "is_array", False) else definition.default


def _without_own(group: Any, values: dict[str, Any]) -> dict[str, Any]:
    of_this_file = getattr(type(group), "OF_THIS_FILE", ())
    kept = {name: value for name, value in values.items() if name not in of_this_file}
    for each in _properties(group):
        if each.type == "POINTER" and each.identifier in kept:
            kept[each.identifier] = _without_own(getattr(group, each.identifier), kept[each.identifier])
    return kept


def _unknown_settings(scene: bpy.types.Scene, job_types: dict[str, Any]) -> list[str]:
    job_type = selected_job_type(scene)
    entered = job_types.get(job_type.name) if job_type else None
    values = entered.get("values") if isinstance(entered, dict) else None
    if job_type is None or not isinstance(values, dict):
        return []
    return [f"“{job_type.label}” has no setting “{key}”" for key in values if not job_type.setting(key)]
