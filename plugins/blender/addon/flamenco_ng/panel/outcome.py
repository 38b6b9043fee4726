# SPDX-License-Identifier: GPL-3.0-or-later
"""How a submission has ended, in the same words wherever it is told."""

from __future__ import annotations

from ..blender_types import Icon
from ..submission.submission import Submission


def outcome(submission: Submission) -> tuple[str, Icon, bool]:
    """A few words, an icon, and whether it is an alert."""
    if submission.job:
        count = len(submission.jobs)
        more = f" and {count - 1} more" if count > 1 else ""
        return f"Submitted “{submission.job['name']}”{more}", "CHECKMARK", False
    if submission.is_unheard:
        return "Perhaps submitted", "QUESTION", True
    if submission.was_cancelled:
        return f"Cancelled. {submission.so_far}", "CANCEL", False
    return f"{'Partly' if submission.jobs else 'Not'} submitted", "ERROR", True
