# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether anybody has changed the farm settings of a scene since it was new, or was given its defaults."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import bpy

from ..farm_settings import settings_of
from . import snapshot


def is_untouched(scene: bpy.types.Scene) -> bool:
    """Whether everything is as it was before anybody changed a setting."""
    given = given_defaults(scene)
    return snapshot.is_as_noted(scene, given.get("snapshot", {}))


def given_defaults(scene: bpy.types.Scene) -> dict[str, Any]:
    """The defaults that the scene was given, and from whom. Empty if there were none. Do not modify it."""
    return _parsed(settings_of(scene).given_defaults)


@lru_cache(maxsize=32)
def _parsed(text: str) -> dict[str, Any]:
    try:
        given = json.loads(text or "{}")
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}
