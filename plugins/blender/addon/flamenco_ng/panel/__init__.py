# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that is drawn: the panel in the Output properties with its sub-panels, preferences and status bar."""

from __future__ import annotations

from .. import preferences, registration
from . import (
    ended_jobs,
    interrupted_box,
    job_log,
    job_menu,
    progress,
    question,
    sidebar,
    submit_again,
    submit_anywhere,
)
from .cycles_panel import FLAMENCO_NG_PT_cycles
from .files_panel import FLAMENCO_NG_PT_files
from .frames_panel import FLAMENCO_NG_PT_frames
from .lacks import FLAMENCO_NG_PT_lacks
from .main_panel import FLAMENCO_NG_PT_panel
from .managers import FLAMENCO_NG_MT_managers
from .my_jobs_panel import FLAMENCO_NG_PT_my_jobs
from .output_panel import FLAMENCO_NG_PT_output
from .preferences_layout import draw_preferences
from .preflight_panel import FLAMENCO_NG_PT_preflight
from .presets_panel import FLAMENCO_NG_PT_presets
from .scheduling_panel import FLAMENCO_NG_PT_scheduling
from .settings_panel import FLAMENCO_NG_PT_settings
from .submit_panel import FLAMENCO_NG_PT_submit
from .toggle_view import FLAMENCO_NG_OT_toggle_view
from .views_panel import FLAMENCO_NG_PT_views

CLASSES = (
    FLAMENCO_NG_PT_panel,
    FLAMENCO_NG_PT_settings,
    FLAMENCO_NG_PT_frames,
    FLAMENCO_NG_PT_output,
    FLAMENCO_NG_PT_views,
    FLAMENCO_NG_PT_cycles,
    FLAMENCO_NG_PT_files,
    FLAMENCO_NG_PT_scheduling,
    FLAMENCO_NG_PT_preflight,
    FLAMENCO_NG_PT_submit,
    FLAMENCO_NG_PT_my_jobs,
)

POP_UPS = (FLAMENCO_NG_PT_presets, FLAMENCO_NG_PT_lacks, FLAMENCO_NG_MT_managers)


def register() -> None:
    registration.register_classes([*POP_UPS, FLAMENCO_NG_OT_toggle_view, *CLASSES])
    job_log.register()
    job_menu.register()
    submit_again.register()
    ended_jobs.register()
    question.register()
    progress.register()
    interrupted_box.register()
    submit_anywhere.register()
    sidebar.register(CLASSES)
    preferences.LAYOUTS.append(draw_preferences)


def unregister() -> None:
    preferences.LAYOUTS.remove(draw_preferences)
    sidebar.unregister()
    submit_anywhere.unregister()
    interrupted_box.unregister()
    progress.unregister()
    question.unregister()
    ended_jobs.unregister()
    submit_again.unregister()
    job_menu.unregister()
    job_log.unregister()
    registration.unregister_classes([*POP_UPS, FLAMENCO_NG_OT_toggle_view, *CLASSES])
