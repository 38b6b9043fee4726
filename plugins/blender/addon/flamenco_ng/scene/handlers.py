# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens after a file has been opened or a manager has answered."""

from __future__ import annotations

import bpy
from bpy.app.handlers import persistent

from ..job_types.facade import register_facades, unregister_facades
from ..manager import state
from ..manager.info import ManagerInfo
from ..registration import when_ready
from . import saved_version
from .migrations import migrate_all_scenes
from .selected import forget_notes, take_up_all_scenes


@persistent  # type: ignore[untyped-decorator]  # The stubs do not say what it returns.
def _file_opened(*_arguments: object) -> None:
    forget_notes()
    _take_up()


def _take_up() -> None:
    migrate_all_scenes()
    take_up_all_scenes()


def _manager_answered(found: ManagerInfo) -> None:
    register_facades(found.job_types)
    if hasattr(bpy.data, "scenes"):
        _take_up()


def register() -> None:
    saved_version.register()
    state.ON_NEW_INFO.append(_manager_answered)
    bpy.app.handlers.load_post.append(_file_opened)
    found = state.info()
    if found:
        register_facades(found.job_types)
    when_ready(_take_up)


def unregister() -> None:
    saved_version.unregister()
    bpy.app.handlers.load_post.remove(_file_opened)
    state.ON_NEW_INFO.remove(_manager_answered)
    unregister_facades()
