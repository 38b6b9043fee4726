# SPDX-License-Identifier: GPL-3.0-or-later
"""Corrects what the packing library (BAT 1.23) gets wrong. Its version is pinned, and a spec fails without this."""

from __future__ import annotations

from collections.abc import Iterator

from blender_asset_tracer import blendfile
from blender_asset_tracer.trace import expanders


def mend() -> None:
    """In files of Blender 5, the library looks for the nodes of every data-block where only scenes have them.

    It would miss all textures of linked materials.
    """
    expanders._expand_generic_nodetree_id = _node_trees  # noqa: SLF001 - there is no other way in


def _node_trees(block: blendfile.BlendFileBlock) -> Iterator[blendfile.BlendFileBlock]:
    for name in (b"nodetree", b"compositing_node_group"):
        tree = block.get_pointer(name, None)
        if tree is not None:
            yield from expanders._expand_generic_nodetree(tree)  # noqa: SLF001
