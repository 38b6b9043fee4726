# SPDX-License-Identifier: GPL-3.0-or-later
"""From the open file to a job on the farm."""

from __future__ import annotations

from .. import registration
from . import export, hooks, operators


def register() -> None:
    hooks.register()
    registration.register_classes(operators.CLASSES)
    export.register()


def unregister() -> None:
    export.unregister()
    registration.unregister_classes(operators.CLASSES)
