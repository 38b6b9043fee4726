# SPDX-License-Identifier: GPL-3.0-or-later
"""The question whether the job types of a manager may run Python."""

from __future__ import annotations

from typing import Any

import bpy

from ..blender_types import Icon
from ..job_types.expressions import settings_needing_trust
from ..job_types.job_type import JobType
from .text import draw_text

SHOWN = 4


def draw_trust_question(layout: bpy.types.UILayout, context: bpy.types.Context, job_type: JobType) -> None:
    """Asks, if this job type needs an answer, and shows what would be run."""
    needing = settings_needing_trust(job_type)
    if not needing:
        return
    box = layout.box()
    title = f"“{job_type.label}” runs Python in your Blender. Do you trust the manager at {job_type.manager}?"
    draw_text(box, context, title, "QUESTION", alert=True)
    for setting in needing[:SHOWN]:
        draw_text(box, context, f"{setting.label}: {setting.expression}", "SCRIPT")
    if len(needing) > SHOWN:
        box.label(text=f"and {len(needing) - SHOWN} more", icon="BLANK1")
    draw_trust_button(box, job_type.manager, True)


def draw_trust_button(layout: bpy.types.UILayout, address: str, trusted: bool) -> None:
    """The button that answers it."""
    text = "Trust This Manager" if trusted else "Trust It No Longer"
    icon: Icon = "CHECKMARK" if trusted else "X"
    button: Any = layout.operator("flamenco_ng.trust_manager", text=text, icon=icon)
    button.address, button.trusted = address, trusted
