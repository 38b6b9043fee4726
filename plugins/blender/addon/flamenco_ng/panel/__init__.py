# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that is drawn: the panel in the Output properties with its sub-panels, preferences and status bar."""

from __future__ import annotations

from .. import preferences, registration
from . import ended_jobs, job_log, job_menu, question, submit_again
from .cycles_panel import FLAMENCO_NG_PT_cycles
from .files_panel import FLAMENCO_NG_PT_files
from .frames_panel import FLAMENCO_NG_PT_frames
from .main_panel import FLAMENCO_NG_PT_panel
from .my_jobs_panel import FLAMENCO_NG_PT_my_jobs
from .output_panel import FLAMENCO_NG_PT_output
from .preferences_layout import draw_preferences
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
    FLAMENCO_NG_PT_submit,
    FLAMENCO_NG_PT_my_jobs,
)


def register() -> None:
    registration.register_classes([FLAMENCO_NG_OT_toggle_view, *CLASSES])
    job_log.register()
    job_menu.register()
    submit_again.register()
    ended_jobs.register()
    question.register()
    preferences.LAYOUTS.append(draw_preferences)


def unregister() -> None:
    preferences.LAYOUTS.remove(draw_preferences)
    question.unregister()
    ended_jobs.unregister()
    submit_again.unregister()
    job_menu.unregister()
    job_log.unregister()
    registration.unregister_classes([FLAMENCO_NG_OT_toggle_view, *CLASSES])
