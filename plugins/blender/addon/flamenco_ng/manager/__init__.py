# SPDX-License-Identifier: GPL-3.0-or-later
"""The manager: its address, what it offers, and whether it answers."""

from __future__ import annotations

from .. import background, registration
from . import operators, state


def register() -> None:
    registration.register_classes(operators.CLASSES)
    state.forget()
    registration.when_ready(_ask_at_start)


def unregister() -> None:
    registration.unregister_classes(operators.CLASSES)


def _ask_at_start() -> None:
    import bpy

    # Blender 4.2 has a switch with which people forbid add-ons to use the network by themselves.
    if not bpy.app.background and getattr(bpy.app, "online_access", True):
        state.refresh()


__all__ = ["background", "register", "state", "unregister"]
