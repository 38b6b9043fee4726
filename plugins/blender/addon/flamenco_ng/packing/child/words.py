# SPDX-License-Identifier: GPL-3.0-or-later
"""What data-blocks are called."""

from __future__ import annotations

KINDS = {
    b"AC": "action",
    b"AR": "armature",
    b"BR": "brush",
    b"CA": "camera",
    b"CF": "cache",
    b"CU": "curve",
    b"CV": "curves",
    b"GD": "grease pencil",
    b"GP": "grease pencil",
    b"GR": "collection",
    b"IM": "image",
    b"KE": "shape keys",
    b"LA": "light",
    b"LI": "library",
    b"LP": "light probe",
    b"LS": "line style",
    b"LT": "lattice",
    b"MA": "material",
    b"MB": "metaball",
    b"MC": "movie clip",
    b"ME": "mesh",
    b"MS": "mask",
    b"NT": "node group",
    b"OB": "object",
    b"PA": "particle settings",
    b"PT": "point cloud",
    b"SC": "scene",
    b"SK": "speaker",
    b"SO": "sound",
    b"TE": "texture",
    b"TX": "text",
    b"VF": "font",
    b"VO": "volume",
    b"WO": "world",
}


def name_in_words(id_name: bytes) -> str:
    """`IMgrass.png` is “image grass.png”."""
    name = id_name[2:].decode("utf-8", "replace")
    return f"{KINDS.get(id_name[:2], 'data-block')} {name}" if name else "a data-block without a name"
