"""Opens ARGS["blend"] and reports what it uses, and which of those files do not exist."""

import os
from typing import Any, cast

import artist
import bpy

bpy.ops.wm.open_mainfile(filepath=artist.ARGS["blend"])
used = {}
for image in bpy.data.images:
    if image.source in {"FILE", "SEQUENCE", "TILED"} and not image.packed_file:
        path = bpy.path.abspath(image.filepath, library=image.library)
        for tile in [f"{tile.number}" for tile in image.tiles] if image.source == "TILED" else [""]:
            used[path.replace("<UDIM>", tile)] = image.name
for library in bpy.data.libraries:
    used[bpy.path.abspath(library.filepath)] = library.name
for clip in bpy.data.movieclips:
    used[bpy.path.abspath(clip.filepath)] = clip.name
scene: Any = bpy.context.scene
editor = scene.sequence_editor
for strip in getattr(editor, "strips_all", None) or editor.sequences_all:
    for element in strip.elements:
        used[bpy.path.abspath(strip.directory) + element.filename] = strip.name
linked = [thing.name for thing in bpy.data.objects if cast(object, thing.library) is not None]
artist.report(
    used=len(used), linked=linked, missing=sorted(os.path.basename(path) for path in used if not os.path.exists(path))
)
