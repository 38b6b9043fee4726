# SPDX-License-Identifier: GPL-3.0-or-later
"""The farm's own output settings of a scene. Each counts only while its switch is on; otherwise the scene's own setting does."""

from __future__ import annotations

import bpy

from .formats import CODEC_LABELS, FORMATS, nearest

HIDDEN = {"HIDDEN"}


def _format_changed(group, _context) -> None:
    chosen = FORMATS[group.file_format]
    for name, possible in (("color_depth", chosen.depths), ("color_mode", chosen.modes), ("codec", chosen.codecs)):
        fitting = nearest(getattr(group, name), possible)
        if fitting and fitting != getattr(group, name):
            setattr(group, name, fitting)


class FLAMENCO_NG_output(bpy.types.PropertyGroup):
    use_format: bpy.props.BoolProperty(
        name="Format", description="Save the farm's frames in another format than the scene's", options=HIDDEN
    )
    file_format: bpy.props.EnumProperty(
        name="File Format",
        description="Format of the frames that the farm saves",
        items=[(name, each.label, "", number) for number, (name, each) in enumerate(FORMATS.items())],
        update=_format_changed,
        options=HIDDEN,
    )
    color_mode: bpy.props.EnumProperty(
        name="Color",
        description="Channels to save",
        items=(("BW", "BW", "Grey", 0), ("RGB", "RGB", "Colour", 1), ("RGBA", "RGBA", "Colour and transparency", 2)),
        default="RGBA",
        options=HIDDEN,
    )
    color_depth: bpy.props.EnumProperty(
        name="Color Depth",
        description="Bits per channel",
        items=(("8", "8", "", 0), ("16", "16", "", 1), ("32", "32", "", 2)),
        options=HIDDEN,
    )
    codec: bpy.props.EnumProperty(
        name="Codec",
        description="How the frames are compressed",
        items=[(name, label, "", number) for number, (name, label) in enumerate(CODEC_LABELS.items())],
        default="ZIP",
        options=HIDDEN,
    )
    use_resolution: bpy.props.BoolProperty(
        name="Resolution", description="Render in another size than the scene's", options=HIDDEN
    )
    resolution_percentage: bpy.props.IntProperty(
        name="Resolution",
        description="Percentage of the scene's full resolution",
        subtype="PERCENTAGE",
        default=100,
        min=1,
        soft_max=100,
        max=32767,
        options=HIDDEN,
    )
    use_samples: bpy.props.BoolProperty(
        name="Samples", description="Render with another number of samples than the scene's", options=HIDDEN
    )
    samples: bpy.props.IntProperty(
        name="Samples",
        description="Samples per pixel, for Cycles and EEVEE",
        default=128,
        min=1,
        max=16777216,
        options=HIDDEN,
    )
    use_view_layer: bpy.props.BoolProperty(name="View Layer", description="Render one view layer only", options=HIDDEN)
    view_layer: bpy.props.StringProperty(
        name="View Layer", description="The only view layer that the farm renders", options=HIDDEN
    )
