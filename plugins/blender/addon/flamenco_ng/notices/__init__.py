# SPDX-License-Identifier: GPL-3.0-or-later
"""Follows the artist's jobs, so that the panel can list them and announce how they end."""

from __future__ import annotations

from .. import preferences, registration
from . import control, next_job, operators, pictures, watch
from .my_jobs import page_of
from .watch import remember

__all__ = ["page_of", "register", "remember", "unregister"]


def register() -> None:
    registration.register_classes(operators.CLASSES)
    pictures.register()
    next_job.register()
    preferences.ON_NOTICES_CHANGED.append(watch.begin)
    # Jobs that were unfinished when Blender was closed may have ended.
    registration.when_ready(watch.begin)


def unregister() -> None:
    preferences.ON_NOTICES_CHANGED.remove(watch.begin)
    watch.unregister()
    control.unregister()
    next_job.unregister()
    pictures.unregister()
    registration.unregister_classes(operators.CLASSES)
