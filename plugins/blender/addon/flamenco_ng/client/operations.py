# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations of the manager that the add-on relies on.

For each one, operations.json has the method, the path, and the fields that the add-on writes or reads. The project's
specs compare it with the description of the API. Here, every answer is checked against it before anything else sees it.

A shape is the name of a JSON type ("any" stands for all), an object of shapes (a key ending in "?" is optional), or a
list that holds the shape of its members.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .errors import UnexpectedAnswer

OPERATIONS: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("operations.json").read_text("utf-8"))

_TYPES: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "object": lambda value: isinstance(value, dict),
    "any": lambda _value: True,
}


def path_of(operation: str, values: dict[str, Any]) -> str:
    """The path of the operation with its values filled in. Each value becomes one segment of the path."""
    path: str = OPERATIONS[operation]["path"]
    return path.format(**{name: quote(str(value), safe="") for name, value in values.items()})


def checked_answer(operation: str, status: int, body: bytes) -> Any:
    """The JSON of an answer that has everything the add-on needs. Raises UnexpectedAnswer."""
    shape = OPERATIONS[operation]["answers"].get(str(status))
    if shape is None:
        return None
    try:
        answer = json.loads(body)
    except ValueError as problem:
        raise UnexpectedAnswer("Whatever answers at this address does not talk like a Flamenco manager.") from problem
    # What Flamenco 3 does not send may be absent, but not be something else.
    wrong = misfit(answer, shape) or misfit(
        answer, OPERATIONS[operation].get("extraAnswers", {}).get(str(status), "any")
    )
    if wrong:
        raise UnexpectedAnswer(f"The manager's answer to “{operation}” is not usable: {wrong}.")
    return answer


def misfit(value: Any, shape: Any, place: str = "it") -> str:
    """Why the value does not have the shape, or an empty string."""
    if isinstance(shape, str):
        return "" if _TYPES[shape](value) else f"{place} is not of type {shape}"
    if isinstance(shape, list):
        if not isinstance(value, list):
            return f"{place} is not a list"
        misfits = (misfit(member, shape[0], f"{place}[{index}]") for index, member in enumerate(value))
        return next(filter(None, misfits), "")
    if not isinstance(value, dict):
        return f"{place} is not an object"
    for key, inner in shape.items():
        name = key.rstrip("?")
        where = name if place == "it" else f"{place}.{name}"
        if value.get(name) is None:
            if not key.endswith("?"):
                return f"{where} is missing"
        elif wrong := misfit(value[name], inner, where):
            return wrong
    return ""
