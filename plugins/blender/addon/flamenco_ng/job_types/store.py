# SPDX-License-Identifier: GPL-3.0-or-later
"""The artist's values, stored in the blend file by name.

So they survive when a job type changes, when choices change their order, and when the add-on is updated. For every job
type that has been used in a scene, there are

    values    what the artist entered; a setting that nobody touched is missing and follows its default
    unlinked  keys of the settings that no longer follow their expression
    etag      the version of the job type that the artist saw last
    seen      what its settings were then: key → type and choices
"""

from __future__ import annotations

import copy
import json
from functools import lru_cache
from typing import Any

import bpy

from ..farm_settings import settings_of
from .job_type import JobType, Setting
from .values import Value

VERSION = 1


@lru_cache(maxsize=32)
def _parsed(text: str) -> dict[str, Any]:
    try:
        stored = json.loads(text)
    except ValueError:
        return {}
    return stored if isinstance(stored, dict) else {}


def read(text: str, job_type: str) -> dict[str, Any]:
    """What is stored for a job type. Do not modify it."""
    found: dict[str, Any] = _parsed(text).get("job_types", {}).get(job_type, {})
    return found


def changed(text: str, job_type: str, part: dict[str, Any]) -> str:
    """The stored text after the entries of `part` have been put into those of the job type."""
    stored = copy.deepcopy(_parsed(text))
    stored.setdefault("version", VERSION)
    stored.setdefault("job_types", {}).setdefault(job_type, {}).update(copy.deepcopy(part))
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


class StoredSettings:
    """The settings of one job type in one scene."""

    def __init__(self, scene: bpy.types.Scene, job_type: JobType) -> None:
        self._settings = settings_of(scene)
        self.job_type = job_type

    @property
    def _mine(self) -> dict[str, Any]:
        return read(self._settings.stored, self.job_type.name)

    def has(self, setting: Setting) -> bool:
        """Whether the artist has entered a value that is possible for this setting."""
        return setting.fit(self.entered.get(setting.key)) is not None

    def value(self, setting: Setting) -> Value:
        """What the artist has entered, or the default."""
        entered = setting.fit(self.entered.get(setting.key))
        return setting.default if entered is None else entered

    def set_value(self, setting: Setting, value: Value) -> None:
        """The artist has entered a value."""
        self.write({"values": {**self.entered, setting.key: value}})

    def is_linked(self, setting: Setting) -> bool:
        """Whether the value follows the expression of the setting."""
        return setting.has_link and setting.key not in self._mine.get("unlinked", [])

    def set_linked(self, setting: Setting, linked: bool) -> None:
        """The artist has clicked the chain."""
        others = [key for key in self._mine.get("unlinked", []) if key != setting.key]
        self.write({"unlinked": others if linked else [*others, setting.key]})

    @property
    def seen_etag(self) -> str:
        """The version of the job type that the artist saw last, or an empty string."""
        etag: str = self._mine.get("etag", "")
        return etag

    @property
    def seen_settings(self) -> dict[str, dict[str, Any]]:
        """What the settings were then, by key."""
        seen: dict[str, dict[str, Any]] = self._mine.get("seen", {})
        return seen

    @property
    def entered(self) -> dict[str, Any]:
        """All values that the artist has entered, by key."""
        entered: dict[str, Any] = self._mine.get("values", {})
        return entered

    def write(self, part: dict[str, Any]) -> None:
        """Replaces entries of what is stored for the job type."""
        self._settings.stored = changed(self._settings.stored, self.job_type.name, part)


def entered_values(text: str) -> dict[str, dict[str, Any]]:
    """What the artist has entered for each job type: `values` and `unlinked`, without what the add-on has noted."""
    entered = {
        name: {"values": of_type.get("values", {}), "unlinked": of_type.get("unlinked", [])}
        for name, of_type in _parsed(text).get("job_types", {}).items()
    }
    return copy.deepcopy({name: each for name, each in entered.items() if each["values"] or each["unlinked"]})


def with_entered_values(text: str, job_types: dict[str, Any], keep_others: bool) -> tuple[str, list[str]]:
    """The stored text with what was entered for these job types, and the names of those that do not fit.

    With `keep_others`, values that are not mentioned stay.
    """
    unusable = []
    for name, entered in job_types.items():
        about = entered if isinstance(entered, dict) else {}
        values, unlinked = about.get("values", {}), about.get("unlinked", [])
        if not isinstance(entered, dict) or not isinstance(values, dict) or not isinstance(unlinked, list):
            unusable.append(name)
        else:
            before = read(text, name).get("values", {}) if keep_others else {}
            keys = [key for key in unlinked if isinstance(key, str)]
            text = changed(text, name, {"values": {**before, **values}, "unlinked": keys})
    return text, unusable
