# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells the artist what became of the jobs: a banner and a few words in the status bar when one ends, and a list of them all."""

from __future__ import annotations

from .. import preferences, registration
from . import operators, pictures, watch
from .my_jobs import page_of
from .watch import remember

__all__ = ["page_of", "register", "remember", "unregister"]


def register() -> None:
    registration.register_classes(operators.CLASSES)
    pictures.register()
    preferences.ON_NOTICES_CHANGED.append(watch.begin)
    # Jobs that were open when Blender was closed may have ended.
    registration.when_ready(watch.begin)


def unregister() -> None:
    preferences.ON_NOTICES_CHANGED.remove(watch.begin)
    watch.unregister()
    pictures.unregister()
    registration.unregister_classes(operators.CLASSES)
