# SPDX-License-Identifier: GPL-3.0-or-later
"""The manager: its address, what it offers, and whether it answers."""

from __future__ import annotations

import bpy

from .. import login, preferences, registration
from . import operators, permissions, profiles, state

CLASSES = (*operators.CLASSES, *permissions.CLASSES, *profiles.CLASSES)


def register() -> None:
    registration.register_classes(CLASSES)
    preferences.ON_MANAGER_CHANGED.append(_manager_changed)
    state.ON_NEW_INFO.append(profiles.take_up)
    login.ON_LOGGED_IN.append(_logged_in)
    state.forget()
    registration.when_ready(_ask_at_start)


def unregister() -> None:
    login.ON_LOGGED_IN.remove(_logged_in)
    state.ON_NEW_INFO.remove(profiles.take_up)
    preferences.ON_MANAGER_CHANGED.remove(_manager_changed)
    registration.unregister_classes(CLASSES)


def _manager_changed() -> None:
    state.forget()
    if not bpy.app.background:
        state.refresh()


def _logged_in(address: str) -> None:
    if profiles.is_in_use(address):
        state.refresh()


def _ask_at_start() -> None:
    if not bpy.app.background:
        state.refresh()
