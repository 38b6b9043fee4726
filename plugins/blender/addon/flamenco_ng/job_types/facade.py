# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns settings into properties of Blender, so that each is drawn with the right kind of field.

The properties hold no values of their own: they read and write the stored settings of the scene.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import bpy

from .. import registration
from ..job_name import current_job_name
from .expressions import CurrentSettings, ExpressionProblem
from .job_type import JobType, Setting
from .store import StoredSettings
from .values import Value, coerce

log = logging.getLogger(__name__)

Property: TypeAlias = Any
"""The definition of a property. The stubs say that the functions of bpy.props return nothing."""

_MAKERS: dict[str, Callable[..., Property]] = {
    "string": bpy.props.StringProperty,
    "int32": bpy.props.IntProperty,
    "float": bpy.props.FloatProperty,
    "bool": bpy.props.BoolProperty,
    "enum": bpy.props.EnumProperty,
}
_SUBTYPES = {
    "file_path": "FILE_PATH",
    "hashed_file_path": "FILE_PATH",
    "dir_path": "DIR_PATH",
    "file_name": "FILE_NAME",
}
_RANGES = ("min", "max", "soft_min", "soft_max")
_NOT_THEIRS = {"name", "get", "set", "update", "options", "override", "tags", "items", "type"}


@dataclass(frozen=True)
class _Facade:
    """The properties for one job type."""

    group: type[bpy.types.PropertyGroup]
    attribute: str
    """The name of the group in every scene."""


# They stay until the add-on is switched off, even if no manager describes such settings any more: a field that somebody
# is typing into belongs to a group, and Blender crashes when that group is removed.
_made: dict[str, _Facade] = {}
_current: dict[str, _Facade] = {}


def facade_of(scene: bpy.types.Scene, job_type: JobType) -> bpy.types.PropertyGroup | None:
    """The property group with the settings of the job type in this scene."""
    facade = _current.get(job_type.name)
    return getattr(scene, facade.attribute, None) if facade else None


def register_facades(job_types: list[JobType]) -> None:
    """Makes the properties for these job types, unless there already are some for exactly these settings.

    Equal settings of another manager are others, because that one may not be trusted.
    """
    _current.clear()
    for job_type in job_types:
        description = json.dumps([job_type.manager, job_type.name, job_type.raw_settings], sort_keys=True)
        if description not in _made:
            _made[description] = _register(job_type, len(_made))
        _current[job_type.name] = _made[description]


def unregister_facades() -> None:
    """Removes all properties that were made."""
    for facade in _made.values():
        registration.remove_from_scenes(facade.attribute)
        bpy.utils.unregister_class(facade.group)
    _made.clear()
    _current.clear()


def _register(job_type: JobType, number: int) -> _Facade:
    annotations: dict[str, Property] = {}
    for setting in job_type.settings:
        if setting.is_shown:
            annotations[setting.identifier] = _property(job_type, setting)
            annotations[f"link_{setting.identifier}"] = _link(job_type, setting)
    name = f"FLAMENCO_NG_settings_{number}"
    facade = _Facade(type(name, (bpy.types.PropertyGroup,), {"__annotations__": annotations}), name.lower())
    bpy.utils.register_class(facade.group)
    registration.add_to_scenes(facade.attribute, facade.group, "SKIP_SAVE")
    return facade


def _property(job_type: JobType, setting: Setting) -> Property:
    arguments: dict[str, Any] = {
        "name": setting.label,
        "description": setting.description,
        "options": {"HIDDEN"},
        "get": lambda group: _get(group, job_type, setting),
        "set": lambda group, value: _set(group, job_type, setting, value),
    }
    if setting.choices:
        choices: list[Value] = list(setting.choices)
        arguments["items"] = [(choice or " ", choice or " ", "", number) for number, choice in enumerate(choices)]
        arguments["get"] = lambda group: choices.index(_get(group, job_type, setting))
        arguments["set"] = lambda group, number: _set(group, job_type, setting, choices[number])
        return _MAKERS["enum"](**arguments)
    maker = _MAKERS[setting.type]
    if setting.subtype in _SUBTYPES:
        arguments["subtype"] = _SUBTYPES[setting.subtype]
        if setting.is_path and bpy.app.version >= (4, 5, 0):
            arguments["options"] = {"HIDDEN", "PATH_SUPPORTS_BLEND_RELATIVE"}
    wanted = _propargs(setting)
    problem = _problem_of(maker, {**arguments, **wanted}) if wanted else None
    if problem:
        log.warning("propargs of the setting %s of %s were ignored: %s", setting.key, job_type.name, problem)
        wanted = {}
    return maker(**{**arguments, **wanted})


def _problem_of(maker: Callable[..., Property], arguments: dict[str, Any]) -> Exception | None:
    """What Blender says about the arguments of a property, by trial.

    It checks them only when a class is registered, so one wrong setting would cost us all the others.
    """
    trial = type("FLAMENCO_NG_trial", (bpy.types.PropertyGroup,), {"__annotations__": {"trial": maker(**arguments)}})
    try:
        bpy.utils.register_class(trial)
    except (TypeError, ValueError, RuntimeError) as problem:
        return problem
    bpy.utils.unregister_class(trial)
    return None


def _propargs(setting: Setting) -> dict[str, Any]:
    given = {name: value for name, value in setting.propargs.items() if name not in _NOT_THEIRS}
    for name in _RANGES:
        if name in given:
            # JavaScript does not distinguish 1 from 1.0, but Blender does.
            fitting = coerce(given[name], setting.type)
            given[name] = given[name] if fitting is None else fitting
    return given


def _link(job_type: JobType, setting: Setting) -> Property:
    def is_linked(group: bpy.types.PropertyGroup) -> bool:
        return StoredSettings(_scene_with(group), job_type).is_linked(setting)

    def set_link(group: bpy.types.PropertyGroup, linked: bool) -> None:
        stored = StoredSettings(_scene_with(group), job_type)
        if not linked and not stored.has(setting):
            # The artist starts from the current value of the expression.
            _set(group, job_type, setting, _get(group, job_type, setting))
        stored.set_linked(setting, linked)

    return _MAKERS["bool"](
        name=setting.expression_description or setting.label,
        description="Follow the scene. If off, the value that you enter is used",
        options={"HIDDEN"},
        get=is_linked,
        set=set_link,
    )


def _get(group: bpy.types.PropertyGroup, job_type: JobType, setting: Setting) -> Value:
    scene = _scene_with(group)
    stored = StoredSettings(scene, job_type)
    if not setting.expression or scene != bpy.context.scene:
        return stored.value(setting)
    try:
        return CurrentSettings(bpy.context, job_type, current_job_name(bpy.context)).value(setting)
    except ExpressionProblem:
        return stored.value(setting)


def _set(group: bpy.types.PropertyGroup, job_type: JobType, setting: Setting, value: Value) -> None:
    if isinstance(value, float):
        # Blender's fields have 32 bits: 0.1 arrives as 0.10000000149.
        value = float(f"{value:.7g}")
    StoredSettings(_scene_with(group), job_type).set_value(setting, value)


def _scene_with(group: bpy.types.PropertyGroup) -> bpy.types.Scene:
    assert isinstance(group.id_data, bpy.types.Scene)
    return group.id_data
