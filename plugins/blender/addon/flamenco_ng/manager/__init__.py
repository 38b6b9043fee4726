# SPDX-License-Identifier: GPL-3.0-or-later
"""The manager: its address, what it offers, and whether it answers."""

from __future__ import annotations

import bpy

from .. import preferences, registration
from . import operators, permissions, profiles, state

CLASSES = (*operators.CLASSES, *permissions.CLASSES, *profiles.CLASSES)


def register() -> None:
    registration.register_classes(CLASSES)
    preferences.ON_MANAGER_CHANGED.append(_manager_changed)
    state.ON_NEW_INFO.append(profiles.take_up)
    state.forget()
    registration.when_ready(_ask_at_start)


def unregister() -> None:
    state.ON_NEW_INFO.remove(profiles.take_up)
    preferences.ON_MANAGER_CHANGED.remove(_manager_changed)
    registration.unregister_classes(CLASSES)


def _manager_changed() -> None:
    state.forget()
    if not bpy.app.background:
        state.refresh()


def _ask_at_start() -> None:
    if not bpy.app.background:
        state.refresh()
