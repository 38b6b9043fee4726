# SPDX-License-Identifier: GPL-3.0-or-later
"""All farm settings of a scene under a name."""

from __future__ import annotations

from .. import registration
from . import operators


def register() -> None:
    registration.register_classes(operators.CLASSES)


def unregister() -> None:
    registration.unregister_classes(operators.CLASSES)
