# SPDX-License-Identifier: GPL-3.0-or-later
"""The artist's values, kept in the blend file by name, so that they survive changed job types, a change of the order of choices, and
updates of the add-on. For every job type that was used in a scene there is

    values    what the artist has entered; a setting that nobody touched is not in it and follows its default
    unlinked  keys of the settings that do not follow their expression any more
    etag      the version of the job type that the artist has seen
    seen      what its settings were then: key → type and choices
"""

from __future__ import annotations

import copy
import json
from functools import lru_cache
from typing import Any

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
    """What is stored for a job type. Not to be changed."""
    return _parsed(text).get("job_types", {}).get(job_type, {})


def changed(text: str, job_type: str, part: dict[str, Any]) -> str:
    """The stored text with the entries of `part` put into what it has for the job type."""
    stored = copy.deepcopy(_parsed(text))
    stored.setdefault("version", VERSION)
    stored.setdefault("job_types", {}).setdefault(job_type, {}).update(copy.deepcopy(part))
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


class StoredSettings:
    """The settings of one job type in one scene."""

    def __init__(self, scene, job_type: JobType) -> None:
        self._group = scene.flamenco_ng
        self.job_type = job_type

    @property
    def _mine(self) -> dict[str, Any]:
        return read(self._group.stored, self.job_type.name)

    def has(self, setting: Setting) -> bool:
        """Whether the artist has entered a value that this setting can have."""
        return setting.fit(self._mine.get("values", {}).get(setting.key)) is not None

    def value(self, setting: Setting) -> Value:
        """What the artist has entered, or else the default."""
        entered = setting.fit(self._mine.get("values", {}).get(setting.key))
        return setting.default if entered is None else entered

    def set_value(self, setting: Setting, value: Value) -> None:
        self.write({"values": {**self._mine.get("values", {}), setting.key: value}})

    def is_linked(self, setting: Setting) -> bool:
        """Whether the value follows the setting's expression."""
        return setting.has_link and setting.key not in self._mine.get("unlinked", [])

    def set_linked(self, setting: Setting, linked: bool) -> None:
        others = [key for key in self._mine.get("unlinked", []) if key != setting.key]
        self.write({"unlinked": others if linked else [*others, setting.key]})

    @property
    def seen_etag(self) -> str:
        return self._mine.get("etag", "")

    @property
    def seen_settings(self) -> dict[str, dict[str, Any]]:
        return self._mine.get("seen", {})

    @property
    def entered(self) -> dict[str, Any]:
        return self._mine.get("values", {})

    def write(self, part: dict[str, Any]) -> None:
        self._group.stored = changed(self._group.stored, self.job_type.name, part)
