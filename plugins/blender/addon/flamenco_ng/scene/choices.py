# SPDX-License-Identifier: GPL-3.0-or-later
"""Drop-downs with entries that come from the manager.

What was chosen is stored by name or id. Blender would store the position in the list, and so choose another entry as
soon as the list changes.
"""

from __future__ import annotations

from typing import TypeAlias

import bpy

from ..farm_settings import settings_of
from ..manager import state
from ..registration import UNTRANSLATED
from .selected import selected_job_type_name, take_up_job_type

Item: TypeAlias = tuple[str, str, str, int]
"""Identifier, label, description and number of an entry."""

NOTHING = "-"
MARK = "" if UNTRANSLATED else "\u200b"
"""Makes a name one that Blender 3.4 has no translation for. It has no width."""

# Blender keeps no reference to the texts of a drop-down, and would show garbage, or crash, if nobody else did. Nobody
# tells when it is closed, so texts that were shown once stay: each of them once, which is little.
_shown: dict[str, str] = {}
# The list may change while a drop-down is open, and Blender then hands over the number that an entry had before.
_numbers: dict[str, int] = {}


def job_type_items(_group: object, _context: object) -> list[Item]:
    """The job types to choose from."""
    found = state.info()
    types = found.job_types if found else []
    return _items("Choose a Job Type", [(each.name, each.label, each.description) for each in types])


def get_job_type(group: bpy.types.PropertyGroup) -> int:
    """The number of the chosen job type."""
    return _number(job_type_items(None, None), selected_job_type_name(_scene_with(group)))


def set_job_type(group: bpy.types.PropertyGroup, number: int) -> None:
    """The artist has chosen a job type."""
    scene = _scene_with(group)
    settings_of(scene).job_type_name = identifier_of(number)
    take_up_job_type(scene)


def worker_tag_items(_group: object, _context: object) -> list[Item]:
    """The worker tags to choose from."""
    found = state.info()
    tags = found.tags if found else []
    return _items("All Workers", [(tag.id, tag.name, tag.description) for tag in tags])


def get_worker_tag(group: bpy.types.PropertyGroup) -> int:
    """The number of the chosen worker tag."""
    return _number(worker_tag_items(None, None), settings_of(_scene_with(group)).worker_tag_id)


def set_worker_tag(group: bpy.types.PropertyGroup, number: int) -> None:
    """The artist has chosen a worker tag."""
    identifier, found = identifier_of(number), state.info()
    tag = found.tag(identifier) if found else None
    if identifier and not tag:
        # It was deleted while the drop-down was open.
        return
    chosen = settings_of(_scene_with(group))
    chosen.worker_tag_id, chosen.worker_tag_name = (tag.id, tag.name) if tag else ("", "")


def _items(nothing: str, entries: list[tuple[str, str, str]]) -> list[Item]:
    names = [(identifier, label + MARK, description) for identifier, label, description in entries]
    return numbered([(NOTHING, nothing, ""), *names])


def numbered(entries: list[tuple[str, str, str]]) -> list[Item]:
    """The entries with lasting texts, each with a number that stays its own. That of NOTHING is 0."""
    return [
        (lasting(identifier), lasting(label), lasting(description), _number_of(identifier))
        for identifier, label, description in entries
    ]


def identifier_of(number: int) -> str:
    """Which entry has this number, in whatever list. An empty string for NOTHING."""
    return next((identifier for identifier, its_number in _numbers.items() if its_number == number), "")


def lasting(text: str) -> str:
    """The same text, in the copy that stays as long as the add-on does."""
    return _shown.setdefault(text, text)


def _number_of(identifier: str) -> int:
    return 0 if identifier == NOTHING else _numbers.setdefault(identifier, len(_numbers) + 1)


def _number(items: list[Item], identifier: str) -> int:
    return next((number for each, _label, _description, number in items if each == identifier), 0)


def _scene_with(group: bpy.types.PropertyGroup) -> bpy.types.Scene:
    assert isinstance(group.id_data, bpy.types.Scene)
    return group.id_data
