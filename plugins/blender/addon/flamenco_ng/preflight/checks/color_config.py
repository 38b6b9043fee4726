# SPDX-License-Identifier: GPL-3.0-or-later
"""A color configuration of the artist's own."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ..finding import Check, Finding, Subject


def _find(subject: Subject) -> Iterator[Finding]:
    own, blenders = os.environ.get("OCIO", ""), subject.blenders
    if own and blenders and not any(blender["color_config"] for blender in blenders):
        text = "Blender uses the colors of the environment variable OCIO here, but no worker has it: colors will differ"
        yield Finding(f"{text} ({own})")


CHECK = Check("color_config", _find)
