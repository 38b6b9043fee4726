# SPDX-License-Identifier: GPL-3.0-or-later
"""Registers classes, and runs what has to wait until Blender is ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import bpy


def register_classes(classes: Sequence[type]) -> None:
    for cls in classes:
        bpy.utils.register_class(cls)


def unregister_classes(classes: Sequence[type]) -> None:
    for cls in reversed(classes):
        bpy.utils.unregister_class(cls)


def when_ready(function: Callable[[], None]) -> None:
    """Runs a function soon: while an add-on is registered, neither the file nor the windows can be used."""

    def run() -> None:
        function()

    bpy.app.timers.register(run, first_interval=0.1)
