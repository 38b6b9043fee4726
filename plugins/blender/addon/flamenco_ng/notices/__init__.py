# SPDX-License-Identifier: GPL-3.0-or-later
"""Follows the artist's jobs, so that the panel can list them and announce how they end."""

from __future__ import annotations

from .. import login, preferences, registration
from . import control, next_job, operators, pictures, watch
from .my_jobs import page_of
from .watch import remember

__all__ = ["page_of", "register", "remember", "unregister"]


def register() -> None:
    registration.register_classes(operators.CLASSES)
    pictures.register()
    next_job.register()
    preferences.ON_NOTICES_CHANGED.append(watch.begin)
    login.ON_LOGGED_IN.append(_logged_in)
    # Jobs that were unfinished when Blender was closed may have ended.
    registration.when_ready(watch.begin)


def unregister() -> None:
    login.ON_LOGGED_IN.remove(_logged_in)
    preferences.ON_NOTICES_CHANGED.remove(watch.begin)
    watch.unregister()
    control.unregister()
    next_job.unregister()
    pictures.unregister()
    registration.unregister_classes(operators.CLASSES)


def _logged_in(_address: str) -> None:
    if watch.jobs().open():
        watch.look()
