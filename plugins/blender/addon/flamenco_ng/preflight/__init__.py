# SPDX-License-Identifier: GPL-3.0-or-later
"""What will go wrong on the farm, told before anything is sent.

Each check is a file in `checks`. What needs a look into all files is found when they are packed.
"""

from __future__ import annotations

from .. import registration
from . import current, operators
from .current import stopping
from .long_paths import in_words as long_paths_in_words
from .long_paths import too_long_paths, too_long_settings

__all__ = ["long_paths_in_words", "stopping", "too_long_paths", "too_long_settings"]


def register() -> None:
    registration.register_classes(operators.CLASSES)
    current.register()


def unregister() -> None:
    current.unregister()
    registration.unregister_classes(operators.CLASSES)
