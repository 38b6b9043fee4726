# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes properties of Blender out of settings, so that each is drawn with its own kind of field. They hold nothing themselves: reading and
writing goes to the scene's stored settings."""

from __future__ import annotations

import json
import logging
from typing import Any

import bpy

from ..job_name import current_job_name
from .expressions import CurrentSettings, ExpressionProblem
from .job_type import JobType, Setting
from .store import StoredSettings
from .values import Value, coerce

log = logging.getLogger(__name__)

_SUBTYPES = {
    "file_path": "FILE_PATH",
    "hashed_file_path": "FILE_PATH",
    "dir_path": "DIR_PATH",
    "file_name": "FILE_NAME",
}
_RANGES = ("min", "max", "soft_min", "soft_max")
_NOT_THEIRS = {"name", "get", "set", "update", "options", "override", "tags", "items", "type"}

# Groups stay until the add-on is switched off, even when no manager describes such settings any more: a field that somebody types into at
# this moment belongs to a group, and Blender does not survive its removal.
_made_groups: dict[str, type] = {}
_current: dict[str, type] = {}


def facade_of(scene, job_type: JobType) -> bpy.types.PropertyGroup | None:
    """The property group whose properties are the job type's settings in this scene."""
    cls = _current.get(job_type.name)
    return getattr(scene, cls.attribute, None) if cls else None


def register_facades(job_types: list[JobType]) -> None:
    """Makes the properties for these job types, as far as there are none yet for just these settings."""
    _current.clear()
    for job_type in job_types:
        description = json.dumps([job_type.name, job_type.raw_settings], sort_keys=True)
        if description not in _made_groups:
            _made_groups[description] = _register_group(job_type, len(_made_groups))
        _current[job_type.name] = _made_groups[description]


def unregister_facades() -> None:
    for cls in _made_groups.values():
        delattr(bpy.types.Scene, cls.attribute)
        bpy.utils.unregister_class(cls)
    _made_groups.clear()
    _current.clear()


def _register_group(job_type: JobType, number: int) -> type:
    annotations: dict[str, Any] = {}
    for setting in job_type.settings:
        if setting.is_shown:
            annotations[setting.identifier] = _property(job_type, setting)
            annotations[f"link_{setting.identifier}"] = _link(job_type, setting)
    fields = {"__annotations__": annotations, "attribute": f"flamenco_ng_settings_{number}"}
    cls = type(f"FLAMENCO_NG_settings_{number}", (bpy.types.PropertyGroup,), fields)
    bpy.utils.register_class(cls)
    setattr(bpy.types.Scene, cls.attribute, bpy.props.PointerProperty(type=cls, options={"HIDDEN", "SKIP_SAVE"}))
    return cls


def _property(job_type: JobType, setting: Setting):
    arguments: dict[str, Any] = {
        "name": setting.label,
        "description": setting.description,
        "options": {"HIDDEN"},
        "get": lambda group: _get(group, job_type, setting),
        "set": lambda group, value: _set(group, job_type, setting, value),
    }
    if setting.choices:
        choices = list(setting.choices)
        arguments["items"] = [(choice or " ", choice or " ", "", number) for number, choice in enumerate(choices)]
        arguments["get"] = lambda group: choices.index(_get(group, job_type, setting))
        arguments["set"] = lambda group, number: _set(group, job_type, setting, choices[number])
        return bpy.props.EnumProperty(**arguments)
    maker = {
        "string": bpy.props.StringProperty,
        "int32": bpy.props.IntProperty,
        "float": bpy.props.FloatProperty,
        "bool": bpy.props.BoolProperty,
    }[setting.type]
    if setting.subtype in _SUBTYPES:
        arguments["subtype"] = _SUBTYPES[setting.subtype]
        if setting.is_path and bpy.app.version >= (4, 5, 0):
            arguments["options"] = {"HIDDEN", "PATH_SUPPORTS_BLEND_RELATIVE"}
    wanted = _propargs(setting)
    problem = _problem_of(maker, {**arguments, **wanted}) if wanted else None
    if problem:
        log.warning("propargs of the setting %s of %s were left out: %s", setting.key, job_type.name, problem)
        wanted = {}
    return maker(**{**arguments, **wanted})


def _problem_of(maker, arguments: dict[str, Any]) -> Exception | None:
    """Blender looks at the arguments when a class is registered; one wrong setting would take all others along."""
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
            # Whole numbers of JavaScript come as 1.0 for a whole-number setting, and the other way round.
            fitting = coerce(given[name], setting.type)
            given[name] = given[name] if fitting is None else fitting
    return given


def _link(job_type: JobType, setting: Setting):
    def set_link(group, linked: bool) -> None:
        stored = StoredSettings(group.id_data, job_type)
        if not linked and not stored.has(setting):
            # The artist goes on from what the expression gives now.
            _set(group, job_type, setting, _get(group, job_type, setting))
        stored.set_linked(setting, linked)

    return bpy.props.BoolProperty(
        name=setting.expression_description or setting.label,
        description="Follow the scene. Off: the value that you enter counts",
        options={"HIDDEN"},
        get=lambda group: StoredSettings(group.id_data, job_type).is_linked(setting),
        set=set_link,
    )


def _get(group, job_type: JobType, setting: Setting) -> Value:
    stored = StoredSettings(group.id_data, job_type)
    if not setting.expression or group.id_data != bpy.context.scene:
        return stored.value(setting)
    try:
        return CurrentSettings(bpy.context, job_type, current_job_name(bpy.context)).value(setting)
    except ExpressionProblem:
        return stored.value(setting)


def _set(group, job_type: JobType, setting: Setting, value: Value) -> None:
    if setting.type == "float":
        # Blender's fields hold 32 bits: 0.1 arrives as 0.10000000149.
        value = float(f"{value:.7g}")
    StoredSettings(group.id_data, job_type).set_value(setting, value)
