# SPDX-License-Identifier: GPL-3.0-or-later
"""Drop-downs whose entries come from the manager. What was chosen is stored by name or id: Blender would store the position in the list, and
choose another entry as soon as the list changes."""

from __future__ import annotations

from ..manager import state
from .selected import selected_job_type_name, take_up_job_type

# Blender keeps no reference to the texts, and would show garbage without these.
_alive: dict[str, list[tuple[str, str, str, int]]] = {}

NOTHING = "-"


def job_type_items(_group, _context):
    found = state.info()
    types = found.job_types if found else []
    return _kept(
        "job types", NOTHING, "Choose a Job Type", [(each.name, each.label, each.description) for each in types]
    )


def get_job_type(group) -> int:
    return _number(job_type_items(group, None), selected_job_type_name(group))


def set_job_type(group, number: int) -> None:
    name = job_type_items(group, None)[number][0]
    group.job_type_name = "" if name == NOTHING else name
    take_up_job_type(group.id_data)


def worker_tag_items(_group, _context):
    found = state.info()
    return _kept(
        "tags", NOTHING, "All Workers", [(tag.id, tag.name, tag.description) for tag in (found.tags if found else [])]
    )


def get_worker_tag(group) -> int:
    return _number(worker_tag_items(group, None), group.worker_tag_id)


def set_worker_tag(group, number: int) -> None:
    identifier, name, _description, _number_ = worker_tag_items(group, None)[number]
    group.worker_tag_id, group.worker_tag_name = ("", "") if identifier == NOTHING else (identifier, name)


def _kept(list_name: str, none: str, none_label: str, entries: list[tuple[str, str, str]]):
    items = [(none, none_label, "", 0)]
    items += [
        (identifier, label, description, number) for number, (identifier, label, description) in enumerate(entries, 1)
    ]
    if _alive.get(list_name) != items:
        _alive[list_name] = items
    return _alive[list_name]


def _number(items, identifier: str) -> int:
    return next((number for each, _label, _description, number in items if each == identifier), 0)
