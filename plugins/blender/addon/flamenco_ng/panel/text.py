# SPDX-License-Identifier: GPL-3.0-or-later
"""Long texts: Blender's labels neither wrap nor tell that they were cut."""

from __future__ import annotations

import re
import textwrap

# Roughly how wide a letter is, and what icon and margins take, in pixels at an interface scale of 1.
LETTER, MARGIN = 6.2, 70


def draw_text(layout, context, text: str, icon: str = "NONE", alert: bool = False, share: float = 1) -> None:
    """Draws a text in as many lines as it needs. `share` is the part of the panel's width that it has."""
    column = layout.column(align=True)
    column.alert = alert
    column.scale_y = 0.8
    scale = context.preferences.system.ui_scale
    letters = max(20, int((context.region.width * share / scale - MARGIN) / LETTER)) if context.region else 60
    for number, line in enumerate(_lines(text, letters)):
        column.label(text=line, icon=icon if number == 0 else ("BLANK1" if icon != "NONE" else "NONE"))


def _lines(text: str, letters: int) -> list[str]:
    """Paths are broken behind their slashes."""
    breakable = re.sub(r"(?<=[^\s/\\][/\\])(?=[^\s/\\])", "\u200b ", text)
    lines = textwrap.wrap(breakable, letters, break_on_hyphens=False) or [""]
    return [line.replace("\u200b ", "").rstrip("\u200b") for line in lines]


def labelled_row(layout, label: str):
    """A row whose label stands where Blender puts the labels of properties; gives the part right of it."""
    split = layout.split(factor=0.4)
    left = split.row()
    left.alignment = "RIGHT"
    left.label(text=label)
    right = split.row(align=True)
    right.use_property_split = False
    return right
