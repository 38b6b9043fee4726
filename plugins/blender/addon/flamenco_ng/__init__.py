# SPDX-License-Identifier: GPL-3.0-or-later
"""Flamenco-NG: submits the open blend file to a render farm and reports how the job ends."""

bl_info = {
    "name": "Flamenco-NG",
    "author": "The Flamenco-NG authors",
    "version": (0, 0, 0),  # The manager fills it in.
    "blender": (3, 4, 0),
    "location": "Properties > Output > Flamenco-NG",
    "description": "Submits jobs to a Flamenco-NG or Flamenco 3 render farm",
    "category": "Render",
    "support": "COMMUNITY",
}

import sys

# When another version is installed over a running one, Blender up to 4.1 reloads this file only.
for _name in [each for each in sys.modules if each.startswith(f"{__name__}.")]:
    del sys.modules[_name]
    globals().pop(_name.rpartition(".")[2], None)

from . import (
    background,
    defaults,
    job_operators,
    login,
    manager,
    notices,
    panel,
    preferences,
    preflight,
    presets,
    registration,
    submission,
)
from .scene import chosen_tokens, handlers, scene_settings

# In the order of registration. Each has register() and unregister().
MODULES = [
    background,
    preferences,
    scene_settings,
    chosen_tokens,
    login,
    manager,
    handlers,
    job_operators,
    preflight,
    submission,
    presets,
    defaults,
    notices,
    panel,
]


def register() -> None:
    for module in MODULES:
        module.register()


def unregister() -> None:
    registration.stop_waiting()
    for module in reversed(MODULES):
        module.unregister()
