# SPDX-License-Identifier: GPL-3.0-or-later
"""What the artist has told this Blender about each manager, by its address: a name, a token, and what is allowed to it.

All of it is one text in the preferences. Nothing in it counts for another address, however it was found.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from .client import address_key


@dataclass(frozen=True)
class KnownManager:
    """One manager. Everything is forbidden until it is allowed."""

    name: str = ""
    """What the artist calls it, or else what it calls itself."""
    address: str = ""
    """Its address as it was entered. Empty if an earlier version of the add-on has stored it."""
    token: str = ""
    may_hear_token: bool = False
    """Whether the token may go to it over plain http, although it is another computer."""
    may_run_python: bool = False
    """Whether expressions of its job types may be any Python."""


@lru_cache(maxsize=32)
def listed(text: str) -> list[KnownManager]:
    """All managers, each with a name and an address, in the order of their names."""
    everything = [(key, find(text, key)) for key in _parsed(text)]
    found = [replace(known, name=known.name or key, address=known.address or key) for key, known in everything]
    return sorted((each for each in found if address_key(each.address)), key=lambda each: each.name.casefold())


@lru_cache(maxsize=32)
def find(text: str, address: str) -> KnownManager:
    """What is known about the manager at the address. Nothing if that is not an address.

    Drawing the panel once asks several times.
    """
    known = _parsed(text).get(address_key(address) or "")
    if not isinstance(known, dict):
        return KnownManager()
    return KnownManager(**{each.name: known[each.name] for each in fields(KnownManager) if _fits(each.name, known)})


def changed(text: str, address: str, /, **part: str | bool) -> str:
    """The text after these fields of the manager at the address have been set. Unchanged if that is not an address."""
    key = address_key(address)
    if not key:
        return text
    known = dict(_parsed(text))
    about = known.get(key)
    known[key] = {**(about if isinstance(about, dict) else {}), **part}
    return json.dumps(known, ensure_ascii=False)


def without(text: str, address: str) -> str:
    """The text after everything about the manager at the address has been forgotten."""
    key = address_key(address)
    return json.dumps({other: about for other, about in _parsed(text).items() if other != key}, ensure_ascii=False)


def _fits(name: str, known: dict[str, Any]) -> bool:
    return type(known.get(name)) is type(getattr(KnownManager, name))


def _parsed(text: str) -> dict[str, Any]:
    try:
        known = json.loads(text or "{}")
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}
