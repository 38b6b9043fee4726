# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations of the manager that the add-on relies on.

operations.json names for each its method, its path, and those fields of bodies and answers that the add-on reads or writes. The project's
specs compare it with the description of the API; here every answer is checked by it before anything else sees it.

A shape is the name of a JSON type ("any" takes all), an object of shapes (a key with "?" may be absent), or a list with the shape of its
members.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .errors import UnexpectedAnswer

OPERATIONS: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("operations.json").read_text("utf-8"))

_TYPES = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "any": lambda _value: True,
}


def path_of(operation: str, values: dict[str, Any]) -> str:
    """The operation's path with its values put in; each value becomes one part of the path."""
    return OPERATIONS[operation]["path"].format(**{name: quote(str(value), safe="") for name, value in values.items()})


def checked_answer(operation: str, status: int, body: bytes) -> Any:
    """The answer's JSON, once it has all that the add-on needs. Raises UnexpectedAnswer."""
    shape = OPERATIONS[operation]["answers"].get(str(status))
    if shape is None:
        return None
    try:
        answer = json.loads(body)
    except ValueError as problem:
        raise UnexpectedAnswer("What answers there does not speak like a Flamenco manager.") from problem
    wrong = misfit(answer, shape)
    if wrong:
        raise UnexpectedAnswer(f"The manager's answer to “{operation}” cannot be used: {wrong}.")
    return answer


def misfit(value: Any, shape: Any, place: str = "it") -> str:
    """What keeps the value from having the shape, or nothing."""
    if isinstance(shape, str):
        return "" if _TYPES[shape](value) else f"{place} is no {shape}"
    if isinstance(shape, list):
        if not isinstance(value, list):
            return f"{place} is no list"
        wrong = (misfit(member, shape[0], f"{place}[{index}]") for index, member in enumerate(value))
        return next(filter(None, wrong), "")
    if not isinstance(value, dict):
        return f"{place} is no object"
    for key, inner in shape.items():
        name = key.rstrip("?")
        where = name if place == "it" else f"{place}.{name}"
        if value.get(name) is None:
            if not key.endswith("?"):
                return f"{where} is missing"
        elif wrong := misfit(value[name], inner, where):
            return wrong
    return ""
