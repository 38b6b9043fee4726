# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of settings. JavaScript does not distinguish 24 from 24.0, but Blender does."""

from __future__ import annotations

import json
import math
from typing import Any, TypeAlias

Value: TypeAlias = str | int | float | bool | list[Any] | dict[str, Any]
"""Lists and objects belong to settings of types that only the script knows."""

KNOWN_TYPES = ("string", "int32", "float", "bool")

_LEAST, _MOST = -(2**31), 2**31 - 1


def zero_of(type_: str) -> Value:
    """The value of a setting for which neither its job type nor the artist gives one."""
    return {"int32": 0, "float": 0.0, "bool": False}.get(type_, "")


def coerce(value: Any, type_: str) -> Value | None:
    """The value as one of the given type, or None when that is not possible."""
    if value is None:
        return None
    if type_ not in KNOWN_TYPES:
        return _plain(value)
    if type_ == "string":
        return value if isinstance(value, str) else None
    if type_ == "bool":
        return bool(value) if isinstance(value, (bool, int, float)) else None
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    if not math.isfinite(number):
        return None
    if type_ == "int32":
        return max(_LEAST, min(_MOST, int(number)))
    return number


def _plain(value: Any) -> Value | None:
    """The value as JSON carries it, or None when it cannot."""
    try:
        plain: Value | None = json.loads(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError):
        return None
    return plain
