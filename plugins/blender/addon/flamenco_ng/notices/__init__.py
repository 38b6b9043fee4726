# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells the artist what became of the jobs: a banner and a few words in the status bar when one ends, and a list of them all."""

from __future__ import annotations

from .. import registration
from . import banner, list_panel, operators, pictures, watch
from .my_jobs import page_of
from .watch import remember

__all__ = ["page_of", "register", "remember", "unregister"]

CLASSES = (*operators.CLASSES, *list_panel.CLASSES)


def register() -> None:
    registration.register_classes(CLASSES)
    pictures.register()
    banner.register()
    # Jobs that were open when Blender was closed may have ended.
    registration.when_ready(watch.begin)


def unregister() -> None:
    watch.unregister()
    banner.unregister()
    pictures.unregister()
    registration.unregister_classes(CLASSES)
