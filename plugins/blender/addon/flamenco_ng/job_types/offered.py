# SPDX-License-Identifier: GPL-3.0-or-later
"""What simple expressions may read and call: the open file and the scene, but nothing that is secret or does anything.

Where a manager's job types come from is not known, so what they read here must not tell more than the file itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from typing import Any

import bpy
import mathutils

from .simple_syntax import NotSimple
from .small_python import LONGEST_VALUE, TOO_LONG

_PLAIN = (str, int, float, type(None), list, tuple, dict, set, frozenset, range, slice, PurePath)
_OF_BLENDER = (
    bpy.types.bpy_struct,
    bpy.types.bpy_prop_collection,
    bpy.types.bpy_prop_array,
    mathutils.Color,
    mathutils.Euler,
    mathutils.Matrix,
    mathutils.Quaternion,
    mathutils.Vector,
)
_KNOWABLE = (*_PLAIN, *_OF_BLENDER)
# Tokens and passwords are in the preferences. The rest is what the artist does, such as the clipboard or the console.
_SECRET = (
    bpy.types.Preferences,
    bpy.types.AddonPreferences,
    bpy.types.Addon,
    bpy.types.WindowManager,
    bpy.types.Window,
    bpy.types.Screen,
    bpy.types.Area,
    bpy.types.Space,
)
_OF_PATHS = frozenset(["name", "stem", "suffix", "suffixes", "parent", "parents", "parts", "anchor", "drive", "root"])
_OF_MODULES = (
    (bpy, frozenset(("app", "context", "data", "path"))),
    (bpy.app, frozenset(("background", "version", "version_string"))),
)
_METHODS: tuple[tuple[type, frozenset[str]], ...] = (
    (
        str,
        frozenset(
            [
                "capitalize",
                "count",
                "endswith",
                "find",
                "index",
                "isdigit",
                "join",
                "lower",
                "lstrip",
                "partition",
                "removeprefix",
                "removesuffix",
                "replace",
                "rfind",
                "rpartition",
                "rsplit",
                "rstrip",
                "split",
                "startswith",
                "strip",
                "title",
                "upper",
            ]
        ),
    ),
    (
        PurePath,
        frozenset(["as_posix", "is_absolute", "joinpath", "relative_to", "with_name", "with_stem", "with_suffix"]),
    ),
    (dict, frozenset(("get", "items", "keys", "values"))),
    (list, frozenset(("count", "index"))),
    (tuple, frozenset(("count", "index"))),
    (bpy.types.bpy_prop_collection, frozenset(("find", "get", "items", "keys", "values"))),
)
_OF_BPY_PATH = frozenset(["abspath", "basename", "clean_name", "display_name", "ensure_ext", "relpath"])


MOST_DIGITS = 100


def _range(*limits: int) -> range:
    found = range(*limits)
    if len(found) > LONGEST_VALUE:
        raise ValueError(TOO_LONG)
    return found


def _sum(numbers: Any) -> Any:
    """Only of numbers: adding many lists takes long."""
    return sum(numbers)


def _round(number: Any, digits: int = 0) -> Any:
    if abs(digits) > MOST_DIGITS:
        raise ValueError("these are too many digits")
    return round(number, digits) if digits else round(number)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{each.__name__: each for each in (abs, all, any, bool, float, int, len, list, max, min, sorted, str, tuple)},
    "sum": _sum,
    "round": _round,
    "enumerate": lambda values: list(enumerate(values)),
    "zip": lambda *values: list(zip(*values)),  # noqa: B905 - as in Python
    "range": _range,
    "Path": Path,
    # These ask `Offered`.
    "getattr": getattr,
    "hasattr": hasattr,
}
"""Beside them, there is whatever the add-on itself offers."""


class Offered:
    """What one expression may read and call."""

    methods = _OF_BPY_PATH.union(*(names for _type, names in _METHODS))

    def __init__(
        self, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]], settings: object = None
    ) -> None:
        """`settings` has an attribute for each setting of the job type."""
        self.names: dict[str, Any] = {"bpy": bpy, "settings": settings, **names}
        self.functions: dict[str, Callable[..., Any]] = {
            **FUNCTIONS,
            "getattr": self._getattr,
            "hasattr": self._hasattr,
            **functions,
        }
        self._settings = settings

    def check(self, value: Any) -> Any:
        """The value, if it may be known. Raises NotSimple."""
        if isinstance(value, _SECRET):
            raise NotSimple
        if isinstance(value, _KNOWABLE) or value is self._settings or value is bpy.path:
            return value
        if any(value is module for module, _names in _OF_MODULES) or type(value).__module__ == "idprop.types":
            return value
        raise NotSimple

    def read(self, value: Any, name: str) -> Any:
        """An attribute. Raises NotSimple or AttributeError."""
        if name.startswith("_"):
            raise NotSimple
        if value is self._settings and value is not None:
            return type(value).__getattr__(value, name)  # type: ignore[attr-defined]  # Not its methods.
        if isinstance(value, PurePath) and name in _OF_PATHS:
            return tuple(value.parents) if name == "parents" else getattr(value, name)
        if isinstance(value, (bpy.types.bpy_struct, bpy.types.bpy_prop_collection)):
            return _property(value, name)
        if isinstance(value, _OF_BLENDER) or any(value is each and name in names for each, names in _OF_MODULES):
            return getattr(value, name)
        if hasattr(value, name):
            raise NotSimple
        raise AttributeError(f"'{type(value).__name__}' object has no attribute '{name}'")

    def method(self, value: Any, name: str) -> Callable[..., Any]:
        """A harmless method of the value. Raises NotSimple."""
        if value is bpy.path and name in _OF_BPY_PATH:
            return _function(value, name)
        if not any(isinstance(value, each) and name in names for each, names in _METHODS):
            raise NotSimple
        if isinstance(value, str) and name in _GROWING:
            return lambda *arguments: _GROWING[name](value, *arguments)
        if name in ("items", "keys", "values"):
            return lambda: list(_function(value, name)())
        return _function(value, name)

    def _getattr(self, value: Any, name: str, *default: Any) -> Any:
        try:
            return self.read(value, name)
        except AttributeError:
            if not default:
                raise
            return default[0]

    def _hasattr(self, value: Any, name: str) -> bool:
        try:
            self.read(value, name)
        except AttributeError:
            return False
        return True


def _property(value: Any, name: str) -> Any:
    """Only what Blender itself describes as a property. Methods, and Python of other add-ons, are none."""
    if isinstance(value, bpy.types.Context):
        return getattr(value, name)
    described = getattr(value, "bl_rna", None)
    found = described.properties.get(name) if described else None
    if found is None:
        if hasattr(value, name):
            raise NotSimple
        raise AttributeError(f"'{type(value).__name__}' object has no attribute '{name}'")
    if getattr(found, "subtype", "") == "PASSWORD":
        raise NotSimple
    return getattr(value, name)


def _function(value: Any, name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(value, name)
    return found


def _replace(text: str, old: str, new: str) -> str:
    if (text.count(old) or 1) * len(new) > LONGEST_VALUE:
        raise ValueError(TOO_LONG)
    return text.replace(old, new)


def _join(text: str, parts: Any) -> str:
    found = list(parts)
    if len(found) * len(text) > LONGEST_VALUE:
        raise ValueError(TOO_LONG)
    return text.join(found)


_GROWING: dict[str, Callable[..., str]] = {"replace": _replace, "join": _join}
