# SPDX-License-Identifier: GPL-3.0-or-later
"""From the open file to a job on the farm."""

from __future__ import annotations

from .. import registration
from . import check_files, export, file_check, hooks, operators

CLASSES = (*operators.CLASSES, *check_files.CLASSES)


def register() -> None:
    hooks.register()
    registration.register_classes(CLASSES)
    export.register()
    file_check.register()


def unregister() -> None:
    file_check.unregister()
    export.unregister()
    registration.unregister_classes(CLASSES)
