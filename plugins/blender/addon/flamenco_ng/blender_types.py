# SPDX-License-Identifier: GPL-3.0-or-later
"""Types that only Blender's stubs have, and what is always there although the stubs say that it may be None."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

import bpy

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import IconItems, OperatorReturnItems, RegionTypeItems, SpaceTypeItems

Icon: TypeAlias = "IconItems"
"""The name of an icon. mypy knows them all."""
RegionType: TypeAlias = "RegionTypeItems"
SpaceType: TypeAlias = "SpaceTypeItems"
OperatorResult: TypeAlias = "set[OperatorReturnItems]"
"""How an operator ended."""


def scene_of(context: bpy.types.Context) -> bpy.types.Scene:
    """The current scene. Whenever our code runs, Blender has one."""
    assert context.scene
    return context.scene


def layout_of(
    drawn: bpy.types.AddonPreferences
    | bpy.types.Header
    | bpy.types.Menu
    | bpy.types.Operator
    | bpy.types.Panel
    | bpy.types.UIPopover
    | bpy.types.UIPopupMenu,
) -> bpy.types.UILayout:
    """Where to draw, for the functions that Blender calls to draw something."""
    assert drawn.layout
    return drawn.layout


def is_linked(scene: bpy.types.Scene) -> bool:
    """Whether the scene comes from another file, so that it cannot be changed."""
    # The stubs say that every scene does.
    return cast("bpy.types.Library | None", scene.library) is not None


def key_of(scene: bpy.types.Scene) -> int:
    """A number that stays with the scene as long as the file is open.

    Its name does not, and a scene of another file may have the same one.
    """
    # Older Blenders do not tell that number. There, a scene keeps its address, also when something is undone.
    key: int | None = getattr(scene, "session_uid", None)
    return scene.as_pointer() if key is None else key
