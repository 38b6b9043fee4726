# SPDX-License-Identifier: GPL-3.0-or-later
"""How the farm renders with Cycles where that differs from the scene."""

from __future__ import annotations

from typing import Annotated

import bpy

HIDDEN = {"HIDDEN"}
_AS_IN_THE_SCENE = ("SCENE", "As in the Scene", "", 0)
_ON, _OFF = ("ON", "On", "", 1), ("OFF", "Off", "", 2)


class CyclesProperties:
    """A part of the farm's own output settings."""

    use_device: Annotated[
        bool,
        bpy.props.BoolProperty(name="Device", description="Render on another device than the scene's", options=HIDDEN),
    ]
    device: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Device",
            description="What Cycles renders on",
            items=(
                ("GPU", "GPU", "Tasks fail on workers without a graphics card that Cycles can use", 0),
                ("GPU_OR_CPU", "GPU, else CPU", "On the processor where there is no such graphics card", 1),
                ("CPU", "CPU", "On the processor", 2),
            ),
            options=HIDDEN,
        ),
    ]
    use_denoiser: Annotated[
        bool,
        bpy.props.BoolProperty(name="Denoiser", description="Denoise otherwise than in the scene", options=HIDDEN),
    ]
    denoiser: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Denoiser",
            description="What removes the noise. Tasks fail on workers whose Blender does not have it",
            items=(
                ("OPENIMAGEDENOISE", "OpenImageDenoise", "", 0),
                ("OPTIX", "OptiX", "Needs an NVIDIA graphics card", 1),
                ("OFF", "None", "Frames are not denoised", 2),
            ),
            options=HIDDEN,
        ),
    ]
    use_noise_threshold: Annotated[
        bool,
        bpy.props.BoolProperty(
            name="Noise Threshold", description="Use another noise threshold than the scene", options=HIDDEN
        ),
    ]
    noise_threshold: Annotated[
        float,
        bpy.props.FloatProperty(
            name="Noise Threshold",
            description="Pixels with less noise than this get no more samples",
            default=0.01,
            min=0.0001,
            max=1.0,
            precision=4,
            options=HIDDEN,
        ),
    ]
    use_time_limit: Annotated[
        bool,
        bpy.props.BoolProperty(name="Time Limit", description="Use another time limit than the scene", options=HIDDEN),
    ]
    time_limit: Annotated[
        float,
        bpy.props.FloatProperty(
            name="Time Limit",
            description="Seconds after which a frame gets no more samples. 0 means no limit",
            min=0.0,
            soft_max=3600.0,
            unit="TIME_ABSOLUTE",
            options=HIDDEN,
        ),
    ]
    seed_per_frame: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Seed per Frame",
            description="Whether the noise differs from frame to frame",
            items=(_AS_IN_THE_SCENE, _ON, _OFF),
            options=HIDDEN,
        ),
    ]
    persistent_data: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Persistent Data",
            description="Whether Blender keeps what it has prepared for the next frame of the same task, which takes "
            "memory and saves time",
            items=(_AS_IN_THE_SCENE, _ON, _OFF),
            options=HIDDEN,
        ),
    ]
    motion_blur: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Motion Blur", description="Blur what moves", items=(_AS_IN_THE_SCENE, _ON, _OFF), options=HIDDEN
        ),
    ]
    simplify: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Simplify",
            description="Whether the farm renders with the scene's simplifications",
            items=(_AS_IN_THE_SCENE, _ON, _OFF),
            options=HIDDEN,
        ),
    ]
    render_region: Annotated[
        str,
        bpy.props.EnumProperty(
            name="Render Region",
            description="Off: the whole frame is rendered, although the scene has a render region",
            items=(_AS_IN_THE_SCENE, _OFF),
            options=HIDDEN,
        ),
    ]
