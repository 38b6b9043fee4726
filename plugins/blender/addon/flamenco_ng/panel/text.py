# SPDX-License-Identifier: GPL-3.0-or-later
"""Long texts. Blender's labels neither wrap nor show that they were cut off."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

import bpy

from ..blender_types import Icon

# Roughly the width of a letter, and of icon and margins, in pixels at an interface scale of 1.
LETTER, MARGIN = 6.2, 70


_letters = 0


@contextmanager
def in_pop_up(letters: int) -> Iterator[None]:
    """In it, lines have so many letters, unless `draw_text` is told otherwise. A pop-up is narrower than its region."""
    global _letters
    _letters = letters
    try:
        yield
    finally:
        _letters = 0


def draw_text(
    layout: bpy.types.UILayout,
    context: bpy.types.Context,
    text: str,
    icon: Icon = "NONE",
    alert: bool = False,
    share: float = 1,
    letters: int = 0,
) -> None:
    """Draws a text in as many lines as it needs.

    `share` is the fraction of the panel's width that it has. Outside of panels, say how many letters a line has.
    """
    column = layout.column(align=True)
    column.alert = alert
    column.scale_y = 0.8
    scale = context.preferences.system.ui_scale if context.preferences else 1.0
    letters = letters or int(_letters * share)
    if not letters:
        letters = max(20, int((context.region.width * share / scale - MARGIN) / LETTER)) if context.region else 60
    for number, line in enumerate(_lines(text, letters)):
        indent: Icon = "BLANK1" if icon != "NONE" else "NONE"
        # There may be names in it, and a translation would not fit the lines.
        column.label(text=line, icon=indent if number else icon, translate=False)


def _lines(text: str, letters: int) -> list[str]:
    """Paths may be broken after their slashes."""
    breakable = re.sub(r"(?<=[^\s/\\][/\\])(?=[^\s/\\])", "\u200b ", text)
    lines = textwrap.wrap(breakable, letters, break_on_hyphens=False) or [""]
    return [line.replace("\u200b ", "").rstrip("\u200b") for line in lines]


def labelled_row(layout: bpy.types.UILayout, label: str) -> bpy.types.UILayout:
    """Draws a label where Blender puts the labels of properties, and returns the row to the right of it."""
    split = layout.split(factor=0.4)
    left = split.row()
    left.alignment = "RIGHT"
    left.label(text=label)
    right = split.row(align=True)
    right.use_property_split = False
    return right
