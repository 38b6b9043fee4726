# SPDX-License-Identifier: GPL-3.0-or-later
"""File Output nodes of the compositor that save where only one worker sees it. The farm does not redirect them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PureWindowsPath
from typing import Any

import bpy

from ...blender_types import scene_of
from ...manager import state
from ...manager.info import ManagerInfo
from ...output.file_outputs import file_output_nodes, folder_of, set_folder
from ..finding import CannotMend, Check, Finding, Item, Subject
from ..reach import why_unreachable

BESIDE = "//"


def _find(subject: Subject) -> Iterator[Finding]:
    lost = _lost(subject.scene, subject.farm)
    items = tuple(Item(f"{node.name}: {folder_of(node)}", "node", node.id_data.name, node.name) for node in lost)
    if items:
        text = "File Output nodes save on the disk of each worker"
        yield Finding(text, items=items, mend="Save Beside the File")


def _mend(context: bpy.types.Context) -> None:
    found = state.info()
    if not found:
        raise CannotMend("The manager is not known.")
    for node in _lost(scene_of(context), found):
        name = PureWindowsPath(folder_of(node)).name or node.name
        set_folder(node, f"{BESIDE}{name}/")


def _lost(scene: bpy.types.Scene, farm: ManagerInfo) -> list[Any]:
    """Folders relative to the blend file go where that is on the farm, and of those with a template nobody knows."""
    return [node for node in file_output_nodes(scene) if _is_lost(folder_of(node), farm)]


def _is_lost(folder: str, farm: ManagerInfo) -> bool:
    return not folder.startswith(BESIDE) and "{" not in folder and bool(why_unreachable(folder, farm))


CHECK = Check("file_outputs", _find, _mend)
