# SPDX-License-Identifier: GPL-3.0-or-later
"""Expressions of job types: Python that computes the value of a setting from the open file."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import Any

import bpy

from ..blender_types import scene_of
from .job_type import JobType, Setting
from .store import StoredSettings
from .values import Value


class ExpressionProblem(Exception):
    """An expression cannot be evaluated, or its result is not possible for the setting."""


class CurrentSettings:
    """The current values of all settings, for expressions and for the submission: `settings.frames`.

    A setting that follows its expression has the value of that expression.
    """

    def __init__(self, context: bpy.types.Context, job_type: JobType, job_name: str) -> None:
        self._context = context
        self._job_type = job_type
        self._job_name = job_name
        self._stored = StoredSettings(scene_of(context), job_type)
        self._under_way: list[str] = []

    def __getattr__(self, key: str) -> Value:
        setting = None if key.startswith("_") else self._job_type.setting(key)
        if setting is None:
            raise AttributeError(f"the job type has no setting “{key}”")
        return self.value(setting)

    def follows(self, setting: Setting) -> bool:
        """Whether the value comes from the expression of the setting."""
        if not setting.expression:
            return False
        return setting.is_always_computed or self._stored.is_linked(setting) or not self._stored.has(setting)

    def value(self, setting: Setting) -> Value:
        """The current value. Raises ExpressionProblem."""
        if self.follows(setting) and setting.key not in self._under_way:
            return self.evaluated(setting)
        if not setting.is_shown and not setting.expression and setting.own_default is not None:
            return setting.own_default
        return self._stored.value(setting)

    def evaluated(self, setting: Setting) -> Value:
        """The current value of the setting's expression. Raises ExpressionProblem."""
        self._under_way.append(setting.key)
        try:
            result = eval(setting.expression, self._names())  # noqa: S307 - job types come from the artist's own farm
        except ExpressionProblem:
            raise
        except Exception as problem:
            raise ExpressionProblem(f"“{setting.label}” cannot be computed: {problem}") from problem
        finally:
            self._under_way.pop()
        value = setting.fit(str(result) if isinstance(result, PurePath) else result)
        if value is None:
            raise ExpressionProblem(f"“{setting.label}” is computed as {result!r}, which is not possible for it")
        return value

    def _names(self) -> dict[str, Any]:
        return {
            "bpy": bpy,
            "C": self._context,
            "jobname": self._job_name,
            "Path": Path,
            "abspath": absolute_path,
            "last_n_dir_parts": last_n_dir_parts,
            "settings": self,
        }


def absolute_path(path: object) -> Path:
    """The absolute path: a leading `//` is the blend file's folder, and `..` is resolved. An empty path stays empty."""
    if not str(path):
        return Path()
    return Path(os.path.abspath(bpy.path.abspath(str(path))))


def last_n_dir_parts(n: int, file: Any = None) -> Path:
    """The last `n` folders of the path of a file, by default of the open blend file, as a relative path."""
    parts = Path(bpy.data.filepath if file is None else bpy.path.abspath(str(file))).parent
    names = [name for name in parts.parts if name != parts.anchor]
    return Path(*names[-n:]) if n > 0 else Path()
