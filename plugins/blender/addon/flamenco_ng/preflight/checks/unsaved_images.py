# SPDX-License-Identifier: GPL-3.0-or-later
"""Painted images with changes that are in Blender's memory only. Saving the blend file does not save them."""

from __future__ import annotations

from collections.abc import Iterator

import bpy

from ..finding import CannotMend, Check, Finding, Item, Subject

MADE_BY_RENDERING = {"RENDER_RESULT", "COMPOSITING"}


def _find(_subject: Subject) -> Iterator[Finding]:
    unsaved = sorted(_unsaved(), key=lambda image: image.name)
    if unsaved:
        items = tuple(Item(f"image {image.name}", "image", image.name) for image in unsaved)
        text = "Changes of images are not saved, so the farm does not see them"
        yield Finding(text, stops=True, items=items, mend="Save All Images")


def _mend(_context: bpy.types.Context) -> None:
    """Images that are not in a file become part of the blend file."""
    for image in list(_unsaved()):
        if image.packed_file or not image.filepath:
            image.pack()
    if any(_unsaved()):
        # Of an image with tiles, it saves all of them.
        bpy.ops.image.save_all_modified()
    left = [image.name for image in _unsaved()]
    if left:
        raise CannotMend(f"“{left[0]}” could not be saved. Save it in the Image Editor.")


def _unsaved() -> Iterator[bpy.types.Image]:
    return (each for each in bpy.data.images if each.is_dirty and each.users > 0 and each.type not in MADE_BY_RENDERING)


CHECK = Check("unsaved_images", _find, _mend)
