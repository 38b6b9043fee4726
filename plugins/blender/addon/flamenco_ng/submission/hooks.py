# SPDX-License-Identifier: GPL-3.0-or-later
"""Functions of a pipeline that are called before and after a submission, like the lists in `bpy.app.handlers`.

They are found with `import flamenco_ng_hooks`, whatever Blender calls this add-on.
"""

from __future__ import annotations

import copy
import json
import logging
import sys
import types
from collections.abc import Callable
from typing import Any, TypeAlias

import bpy

log = logging.getLogger(__name__)

Description: TypeAlias = "dict[str, Any]"
"""A job as it is sent to the manager."""
Before: TypeAlias = "Callable[[Description, bpy.types.Scene], object]"
After: TypeAlias = "Callable[[dict[str, Any], Description], object]"

MODULE = "flamenco_ng_hooks"

before_submission: list[Before] = []
"""Called with the description, which they may change, and its scene. If one raises an error, nothing is submitted."""
after_submission: list[After] = []
"""Called with the job as the manager answered, and the description that was sent."""


class HookProblem(Exception):
    """A hook has raised an error. The text says which one, and what it said."""


def described(description: Description, scene: bpy.types.Scene) -> Description:
    """What the hooks make of a description. Raises HookProblem. Main thread only."""
    description = copy.deepcopy(description)
    for hook in list(before_submission):
        try:
            hook(description, scene)
            # What cannot be sent is found where it was made.
            description = json.loads(json.dumps(description, allow_nan=False))
        except Exception as problem:
            log.exception("a hook failed")
            raise HookProblem(_words(hook, problem)) from problem
    return description


def tell_submitted(job: dict[str, Any], description: Description) -> list[str]:
    """Tells the hooks of a job that was submitted. Returns what went wrong in them. Main thread only."""
    wrong = []
    for hook in list(after_submission):
        try:
            hook(copy.deepcopy(job), copy.deepcopy(description))
        except Exception as problem:
            log.exception("a hook failed")
            wrong.append(_words(hook, problem))
    return wrong


def register() -> None:
    """Offers the lists. What is in them stays when the add-on is updated or switched off and on."""
    offered: Any = sys.modules.setdefault(MODULE, types.ModuleType(MODULE, __doc__))
    for name in ("before_submission", "after_submission"):
        mine: list[Any] = globals()[name]
        kept = vars(offered).setdefault(name, mine)
        if kept is not mine:
            globals()[name] = kept


def _words(hook: object, problem: Exception) -> str:
    name = getattr(hook, "__qualname__", None) or repr(hook)
    code = getattr(hook, "__code__", None)
    place = f" ({code.co_filename}:{_line_of(problem, code)})" if code else ""
    return f"The studio's function “{name}”{place} failed: {type(problem).__name__}: {problem}"


def _line_of(problem: Exception, code: types.CodeType) -> int:
    """The line of the hook at which it failed."""
    line, trace = code.co_firstlineno, problem.__traceback__
    while trace:
        if trace.tb_frame.f_code is code:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
