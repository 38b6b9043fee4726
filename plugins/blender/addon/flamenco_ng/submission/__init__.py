# SPDX-License-Identifier: GPL-3.0-or-later
"""From the open file to a job on the farm."""

from __future__ import annotations

from .. import registration
from . import operators


def register() -> None:
    registration.register_classes(operators.CLASSES)


def unregister() -> None:
    registration.unregister_classes(operators.CLASSES)
