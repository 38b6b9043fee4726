# SPDX-License-Identifier: GPL-3.0-or-later
"""The farm's own output settings of a scene. Each is used only while it is switched on; otherwise the scene decides."""

from __future__ import annotations

from typing import Annotated

import bpy

from ..farm_settings import OutputSettings
from .formats import CODEC_LABELS, FORMATS, nearest

HIDDEN = {"HIDDEN"}


def _format_changed(chosen: OutputSettings, _context: bpy.types.Context) -> None:
    to = FORMATS[chosen.file_format]
    for name, possible in (("color_depth", to.depths), ("color_mode", to.modes), ("codec", to.codecs)):
        fitting = nearest(getattr(chosen, name), possible)
        if fitting and fitting != getattr(chosen, name):
            setattr(chosen, name, fitting)


class FLAMENCO_NG_output(bpy.types.PropertyGroup):
    OF_THIS_FILE = frozenset({"use_view_layer", "view_layer"})
    """What makes no sense as a default for other files."""

    use_format: Annotated[
        bool,
        bpy.props.BoolProperty(
            name="Format", description="Save the farm's frames in a different format than the scene's", options=HIDDEN
        ),
    ]
    file_format: Annotated[
        str,
        bpy.props.EnumProperty(
            name="File Format",
            description="Format of the frames that the farm saves",
            items=[(name, each.label, "", number) for number, (name, each) in enumerate(FORMATS.items())],
            update=_format_changed,
            options=HIDDEN,
        ),
    ]
    color_mode: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Color",
            description="Channels to save",
            items=(
                ("BW", "BW", "Grayscale", 0),
                ("RGB", "RGB", "Color", 1),
                ("RGBA", "RGBA", "Color and transparency", 2),
            ),
            default="RGBA",
            options=HIDDEN,
        ),
    ]
    color_depth: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Color Depth",
            description="Bits per channel",
            items=(("8", "8", "", 0), ("16", "16", "", 1), ("32", "32", "", 2)),
            options=HIDDEN,
        ),
    ]
    codec: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Codec",
            description="How the frames are compressed",
            items=[(name, label, "", number) for number, (name, label) in enumerate(CODEC_LABELS.items())],
            default="ZIP",
            options=HIDDEN,
        ),
    ]
    use_resolution: Annotated[
        bool,
        bpy.props.BoolProperty(
            name="Resolution", description="Render at a different size than the scene's", options=HIDDEN
        ),
    ]
    resolution_percentage: Annotated[
        int,
        bpy.props.IntProperty(
            name="Resolution",
            description="Percentage of the scene's full resolution",
            subtype="PERCENTAGE",
            default=100,
            min=1,
            soft_max=100,
            max=32767,
            options=HIDDEN,
        ),
    ]
    use_samples: Annotated[
        bool,
        bpy.props.BoolProperty(
            name="Samples", description="Render with a different number of samples than the scene's", options=HIDDEN
        ),
    ]
    samples: Annotated[
        int,
        bpy.props.IntProperty(
            name="Samples",
            description="Samples per pixel, for Cycles and EEVEE",
            default=128,
            min=1,
            max=16777216,
            options=HIDDEN,
        ),
    ]
    use_view_layer: Annotated[
        bool, bpy.props.BoolProperty(name="View Layer", description="Render only one view layer", options=HIDDEN)
    ]
    view_layer: Annotated[
        str,
        bpy.props.StringProperty(
            name="View Layer", description="The only view layer that the farm renders", options=HIDDEN
        ),
    ]
