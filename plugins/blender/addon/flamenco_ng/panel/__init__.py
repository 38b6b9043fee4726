# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel in the Output properties, with its sub-panels."""

from __future__ import annotations

from .. import registration
from .files_panel import FLAMENCO_NG_PT_files
from .main_panel import FLAMENCO_NG_PT_panel
from .output_panel import FLAMENCO_NG_PT_output
from .scheduling_panel import FLAMENCO_NG_PT_scheduling
from .settings_panel import FLAMENCO_NG_PT_settings
from .submit_panel import FLAMENCO_NG_PT_submit

CLASSES = (
    FLAMENCO_NG_PT_panel,
    FLAMENCO_NG_PT_settings,
    FLAMENCO_NG_PT_output,
    FLAMENCO_NG_PT_files,
    FLAMENCO_NG_PT_scheduling,
    FLAMENCO_NG_PT_submit,
)


def register() -> None:
    registration.register_classes(CLASSES)


def unregister() -> None:
    registration.unregister_classes(CLASSES)
