# SPDX-License-Identifier: GPL-3.0-or-later
"""What new files start with, for each manager and each project."""

from __future__ import annotations

import bpy
from bpy.app.handlers import persistent

from .. import preferences, registration
from ..manager import state
from ..manager.info import ManagerInfo
from . import operators
from .give import give_to_new_scenes


@persistent  # type: ignore[untyped-decorator]  # The stubs do not say what it returns.
def _file_changed(*_arguments: object) -> None:
    give_to_new_scenes()


def _manager_answered(_found: ManagerInfo) -> None:
    _manager_changed()


def _manager_changed() -> None:
    # Not while add-ons are being registered.
    if hasattr(bpy.data, "scenes"):
        give_to_new_scenes()


def register() -> None:
    registration.register_classes(operators.CLASSES)
    # After the handlers that bring the settings of an opened file in line with its job type.
    bpy.app.handlers.load_post.append(_file_changed)
    bpy.app.handlers.save_post.append(_file_changed)
    preferences.ON_MANAGER_CHANGED.append(_manager_changed)
    state.ON_NEW_INFO.append(_manager_answered)
    registration.when_ready(give_to_new_scenes)


def unregister() -> None:
    state.ON_NEW_INFO.remove(_manager_answered)
    preferences.ON_MANAGER_CHANGED.remove(_manager_changed)
    bpy.app.handlers.save_post.remove(_file_changed)
    bpy.app.handlers.load_post.remove(_file_changed)
    registration.unregister_classes(operators.CLASSES)
