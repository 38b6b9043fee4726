# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender can have this add-on more than once: in its folder of add-ons, and in several repositories of extensions.

All copies define the same names, so only one can be on: the one that was switched on last, which Blender also starts
last. If it has no settings yet, it takes over those of the others.
"""

from __future__ import annotations

import sys
from typing import Any, TypeAlias

import addon_utils
import bpy

from .addon_id import ADDON_ID

Settings: TypeAlias = "dict[str, Any]"


def switch_others_off() -> Settings:
    """Switches off the copies that are on. Returns what has been set in their preferences, by name."""
    inherited: Settings = {}
    for module in _others_that_are_on():
        inherited.update(_settings_of(module))
        addon_utils.disable(module, default_set=True)
    return inherited


def take_over(inherited: Settings, chosen: bpy.types.AddonPreferences) -> None:
    """Sets what another copy had set, unless this one has settings of its own: a token belongs to an address.

    What this version does not know is left out.
    """
    if _names_set(chosen):
        return
    for name, value in inherited.items():
        try:
            setattr(chosen, name, value)
        except (AttributeError, TypeError, ValueError):
            continue


def _others_that_are_on() -> list[str]:
    assert bpy.context.preferences
    name = ADDON_ID.rpartition(".")[2]
    modules = [addon.module for addon in bpy.context.preferences.addons]
    return [
        module
        for module in modules
        if module.rpartition(".")[2] == name
        and module != ADDON_ID
        and getattr(sys.modules.get(module), "__addon_enabled__", False)
    ]


def _settings_of(module: str) -> Settings:
    assert bpy.context.preferences
    chosen = bpy.context.preferences.addons[module].preferences
    return {name: getattr(chosen, name) for name in _names_set(chosen)} if chosen else {}


def _names_set(chosen: bpy.types.AddonPreferences) -> list[str]:
    blenders_own = bpy.types.AddonPreferences.bl_rna.properties.keys()
    names = [each.identifier for each in chosen.bl_rna.properties if each.identifier not in blenders_own]
    return [name for name in names if chosen.is_property_set(name)]
