# SPDX-License-Identifier: GPL-3.0-or-later
"""The moment that job types put into paths, so that each job has a folder of its own. Knows nothing of Blender."""

from __future__ import annotations

import time
from typing import Any

TIMESTAMP = "{timestamp}"
"""In paths, the manager replaces it with the time at which it got the job."""
PATTERN = r"\d{4}-\d{2}-\d{2}_\d{6}"
"""What such times look like."""


def now() -> str:
    """The time as the manager would write it."""
    return time.strftime("%Y-%m-%d_%H%M%S")


def at(settings: dict[str, Any], moment: str) -> dict[str, Any]:
    """The settings of a job with this moment in all its paths."""
    return {key: text.replace(TIMESTAMP, moment) if isinstance(text, str) else text for key, text in settings.items()}
