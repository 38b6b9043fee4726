# SPDX-License-Identifier: GPL-3.0-or-later
"""Logging in at managers that want to know who is asking. On an open farm, none of this is ever seen."""

from __future__ import annotations

from .. import registration
from . import operators, state
from .state import ON_LOGGED_IN, await_log_in, is_wanted, log_in_at, log_out, not_wanted

__all__ = [
    "ON_LOGGED_IN",
    "await_log_in",
    "is_wanted",
    "log_in_at",
    "log_out",
    "not_wanted",
    "register",
    "unregister",
]


def register() -> None:
    registration.register_classes(operators.CLASSES)
    state.register()


def unregister() -> None:
    state.unregister()
    registration.unregister_classes(operators.CLASSES)
