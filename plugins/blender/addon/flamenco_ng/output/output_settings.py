# SPDX-License-Identifier: GPL-3.0-or-later
"""The farm's own output settings of a scene. Each is used only while it is switched on; otherwise the scene decides."""

from __future__ import annotations

from typing import Annotated

import bpy

from ..farm_settings import OutputSettings
from .cycles_settings import CyclesProperties
from .formats import CODEC_LABELS, FORMATS, nearest

HIDDEN = {"HIDDEN"}


def _format_changed(chosen: OutputSettings, _context: bpy.types.Context) -> None:
    to = FORMATS[chosen.file_format]
    for name, possible in (("color_depth", to.depths), ("color_mode", to.modes), ("codec", to.codecs)):
        fitting = nearest(getattr(chosen, name), possible)
        if fitting and fitting != getattr(chosen, name):
            setattr(chosen, name, fitting)


class FLAMENCO_NG_output(CyclesProperties, bpy.types.PropertyGroup):
    OF_THIS_FILE = frozenset({"use_view_layer", "view_layer", "use_camera", "camera"})
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
            items=(
                ("8", "8", "", 0),
                ("10", "10", "", 3),
                ("12", "12", "", 4),
                ("16", "16", "", 1),
                ("32", "32", "", 2),
            ),
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
    quality: Annotated[
        int,
        bpy.props.IntProperty(
            name="Quality",
            description="100 is the best quality and makes the largest files",
            subtype="PERCENTAGE",
            default=90,
            min=1,
            max=100,
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
    use_camera: Annotated[
        bool,
        bpy.props.BoolProperty(name="Cameras", description="Render from other cameras than the scene", options=HIDDEN),
    ]
    camera: Annotated[
        str,
        bpy.props.StringProperty(
            name="Cameras", description="The cameras from which the farm renders, one per line", options=HIDDEN
        ),
    ]
    use_view_layer: Annotated[
        bool,
        bpy.props.BoolProperty(
            name="View Layers", description="Render other view layers than the scene", options=HIDDEN
        ),
    ]
    view_layer: Annotated[
        str,
        bpy.props.StringProperty(
            name="View Layers", description="The view layers that the farm renders, one per line", options=HIDDEN
        ),
    ]
    views: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Submit As",
            description="How several cameras or view layers are rendered. Each has a folder of its own in any case",
            items=(
                ("EACH", "A Job Each", "One job for each camera and each view layer", 0),
                ("ONE", "One Job", "One job with tasks for each camera and each view layer", 1),
            ),
            options=HIDDEN,
        ),
    ]
