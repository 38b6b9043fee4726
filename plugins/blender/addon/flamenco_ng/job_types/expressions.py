# SPDX-License-Identifier: GPL-3.0-or-later
"""Expressions of job types: Python that computes the value of a setting from the open file.

Any Python is run only for a manager that the artist trusts. For all others there is a small part of it.
"""

from __future__ import annotations

import os
from functools import lru_cache
from itertools import count
from pathlib import Path, PurePath
from typing import Any

import bpy

from ..blender_types import scene_of
from ..preferences import known_manager
from .job_type import JobType, Setting
from .offered import FUNCTIONS, Offered
from .simple_syntax import NotSimple, parsed
from .small_python import evaluate
from .store import StoredSettings
from .values import Value


class ExpressionProblem(Exception):
    """An expression cannot be evaluated, or its result is not possible for the setting."""


class NeedsTrust(ExpressionProblem):
    """An expression was not evaluated, because it needs more than what managers may do that are not trusted."""


class CurrentSettings:
    """The current values of all settings, for expressions and for the submission: `settings.frames`.

    A setting that follows its expression has the value of that expression.
    """

    def __init__(
        self,
        context: bpy.types.Context,
        job_type: JobType,
        job_name: str,
        stored_in: bpy.types.Scene | None = None,
    ) -> None:
        """The values are stored in the current scene, or in another one."""
        self._context = context
        self._job_type = job_type
        self._job_name = job_name
        self._stored = StoredSettings(stored_in or scene_of(context), job_type)
        self._under_way: list[str] = []
        self._steps = count()

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
            result = self._result(setting.expression)
        except ExpressionProblem:
            raise
        except NotSimple as problem:
            raise NeedsTrust(
                f"“{setting.label}” is computed by Python of the manager, which is not run before you trust it."
            ) from problem
        except Exception as problem:
            raise ExpressionProblem(f"“{setting.label}” cannot be computed: {problem}") from problem
        finally:
            self._under_way.pop()
        value = setting.fit(str(result) if isinstance(result, PurePath) else result)
        if value is None:
            raise ExpressionProblem(f"“{setting.label}” is computed as {result!r}, which is not possible for it")
        return value

    def _result(self, expression: str) -> Any:
        names = {"C": self._context, "jobname": self._job_name, "settings": self}
        if not known_manager(self._job_type.manager).may_run_python:
            return evaluate(expression, Offered(names, _FUNCTIONS, self), self._steps)
        return eval(expression, {"bpy": bpy, "Path": Path, **names, **_FUNCTIONS})  # noqa: S307 - the artist trusts it


def settings_needing_trust(job_type: JobType) -> list[Setting]:
    """The settings whose expressions are not evaluated as long as the artist does not trust the manager."""
    found = [setting for setting in job_type.settings if setting.expression and not _is_simple(setting.expression)]
    return [] if not found or known_manager(job_type.manager).may_run_python else found


@lru_cache(maxsize=512)
def _is_simple(expression: str) -> bool:
    try:
        parsed(expression, frozenset((*FUNCTIONS, *_FUNCTIONS)), Offered.methods)
    except NotSimple:
        return False
    except Exception:  # noqa: BLE001 - it is no Python, which evaluating it will tell
        return True
    return True


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


_FUNCTIONS: dict[str, Any] = {"abspath": absolute_path, "last_n_dir_parts": last_n_dir_parts}
